/**
 * Real work that code waits for in the midst of an event, of which `async_hooks` tells nothing: a
 * program outside of virtual time, and files that are changed, which would outlive the run.
 */
import programs from 'node:child_process'
import fs from 'node:fs'
import { type AnyFunction, method, type Replacement } from '../globals/replace.ts'
import { stage } from '../stage.ts'
import { type EscapeKind, file, program } from './kinds.ts'

/** The replacements of what does such work. */
export const worksAtOnce = (): Replacement[] => [
  ...runs.map(name => method(programs, name, working(program, `child_process.${name}`))),
  ...changes.filter(isHere).map(name => method(fs, name, working(file, `fs.${name}`, changesFile))),
  method(
    fs,
    'openSync',
    working(file, 'fs.openSync', ([, flags]) => !onlyReads(flags)),
  ),
]

const runs = ['execSync', 'execFileSync', 'spawnSync']

/** But for `writeSync`, which the console stands in for. */
const changes = (
  'appendFileSync chmodSync chownSync copyFileSync cpSync fchmodSync fchownSync ftruncateSync ' +
  'futimesSync lchmodSync lchownSync linkSync lutimesSync mkdirSync mkdtempDisposableSync ' +
  'mkdtempSync renameSync rmSync rmdirSync symlinkSync truncateSync unlinkSync utimesSync ' +
  'writeFileSync writevSync'
).split(' ')

// Some are there, and are nothing: `lchmodSync` where links have no modes.
const isHere = (name: string): boolean => typeof Reflect.get(fs, name) === 'function'

/** The terminal is no file. */
const changesFile = ([target]: readonly unknown[]): boolean => target !== 1 && target !== 2

/** Whether a file that is opened by these flags stays as it is, and is not made. */
export function onlyReads(flags: unknown): boolean {
  if (typeof flags === 'number') return (flags & changing) === 0
  return typeof flags !== 'string' || flags === 'r' || flags === 'rs' || flags === 'sr'
}

const { O_WRONLY, O_RDWR, O_CREAT, O_TRUNC, O_APPEND } = fs.constants
const changing = O_WRONLY | O_RDWR | O_CREAT | O_TRUNC | O_APPEND

const working =
  (kind: EscapeKind, type: string, isReal = (_args: readonly unknown[]) => true) =>
  (real: AnyFunction): AnyFunction =>
    function (this: unknown, ...args: unknown[]) {
      if (stage.host !== null && isReal(args)) insistOnVirtual(kind, type)
      return Reflect.apply(real, this, args) as unknown
    }

/**
 * Whoever runs is about to do real work at once. The play ends by it where it is refused, whoever
 * catches what is thrown.
 *
 * @param type what Node.js calls it
 */
export function insistOnVirtual(kind: EscapeKind, type: string): void {
  const error = stage.director?.works(kind, type)
  if (error === undefined) return
  stage.director?.end(error)
  throw error
}
