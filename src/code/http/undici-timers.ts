/**
 * The timers of undici. They count the ticks of one timer, which all that use undici in a process
 * share: runs that go on at the same time would turn each other's clocks, and a run would inherit
 * what the one before it left behind. Code of a run has timers of its own instead, which are exact.
 */
import { createRequire } from 'node:module'
import { method, type Replacement } from '../../virtual/globals/replace.ts'
import { networkHere } from '../process.ts'

type Callback = (...args: unknown[]) => void

/** What is replaced in each undici that is loaded; nothing where none is. */
export const undiciTimers = (): Replacement[] =>
  Object.entries(loaded() ?? {}).flatMap(([path, module]) =>
    isTimers.test(path) ? replacements(module?.exports as object) : [],
  )

const isTimers = /[\\/]undici[\\/]lib[\\/]util[\\/]timers\.js$/

/** Of Node.js. Test runners that load modules in their own way keep them to themselves. */
const loaded = (): NodeJS.Dict<NodeModule> | undefined => createRequire(import.meta.url).cache

const replacements = (timers: object): Replacement[] => [
  ...['setTimeout', 'setFastTimeout'].map(name =>
    method(timers, name, real => (callback: Callback, delay: number, given: unknown): unknown => {
      if (networkHere() === null) return real(callback, delay, given) as unknown
      return setTimeout(callback, delay, given).unref()
    }),
  ),
  ...['clearTimeout', 'clearFastTimeout'].map(name =>
    method(timers, name, real => (timer: NodeJS.Timeout): void => {
      // One of undici's own has no number.
      if (Symbol.toPrimitive in timer) clearTimeout(timer)
      else real(timer)
    }),
  ),
]
