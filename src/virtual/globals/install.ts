/**
 * Replaces all globals by which code meets time, chance and the console, and puts them back. They
 * are replaced once, however many plays are under way, and ask who runs.
 */
import { syncBuiltinESMExports } from 'node:module'
import { worksAtOnce } from '../escapes/at-once.ts'
import { threads } from '../escapes/threads.ts'
import { ciphers } from '../substitutes/ciphers.ts'
import { files } from '../substitutes/files.ts'
import { zips } from '../substitutes/zips.ts'
import { chance } from './chance.ts'
import { clocks } from './clocks.ts'
import { consoles } from './console.ts'
import { dates } from './dates.ts'
import { ends } from './ends.ts'
import { failures } from './failures.ts'
import { machine } from './machine.ts'
import { promisedTimers } from './promised-timers.ts'
import { realTimeouts } from './real-timeouts.ts'
import { type Replacement, replace } from './replace.ts'
import { stores } from './stores.ts'
import { timers } from './timers.ts'

/** What this copy of gameday replaced: in Jest each file has globals of its own. */
type Installed = { plays: number; isKept: boolean; readonly undo: (() => void)[] }

const key = Symbol.for('gameday.virtual.globals.1')

const all = (): Replacement[] => [
  ...timers(),
  ...promisedTimers(),
  ...realTimeouts(),
  ...clocks(),
  ...dates(),
  ...machine(),
  ...chance(),
  ...consoles(),
  ...stores(),
  ...worksAtOnce(),
  ...files(),
  ...zips(),
  ...ciphers(),
  ...threads(),
  ...failures(),
  ...ends(),
]

/**
 * Replaces the globals, unless they are.
 *
 * @returns says that whoever asked needs them no more: the last one puts all back
 */
export function installGlobals(): () => void {
  const installed = here()
  if (installed.plays++ === 0) putInPlace(installed)
  let isDone = false
  return () => {
    if (isDone) return
    isDone = true
    if (--installed.plays === 0) putBack(installed)
  }
}

/** Replaces the globals for good: what is taken from them at import is then virtual, too. */
export function keepGlobals(): void {
  const installed = here()
  if (installed.isKept) return
  installed.isKept = true
  installGlobals()
}

function here(): Installed {
  const found = Reflect.get(globalThis, key) as Installed | undefined
  if (found !== undefined) return found
  const value: Installed = { plays: 0, isKept: false, undo: [] }
  Object.defineProperty(globalThis, key, { value })
  return value
}

function putInPlace({ undo }: Installed): void {
  for (const replacement of all()) {
    const restore = replace(replacement)
    if (restore !== undefined) undo.push(restore)
  }
  syncBuiltinESMExports()
}

function putBack({ undo }: Installed): void {
  for (const restore of undo.splice(0).toReversed()) restore()
  syncBuiltinESMExports()
}
