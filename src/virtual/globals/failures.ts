/**
 * What the code of a host does not catch. Node.js emits it on `process`; while a host runs it goes
 * to the play in place of the listeners there, which are those of the test runner and stay as they
 * are.
 */
import { type HowFailed, realProcess, stage } from '../stage.ts'
import { type AnyFunction, method, type Replacement } from './replace.ts'

/** The replacement of `process.emit`, for three names and only while a host runs. */
export const failures = (): Replacement[] => [method(realProcess, 'emit', emitOfHosts)]

const emitOfHosts = (real: AnyFunction): AnyFunction =>
  function (this: unknown, name: unknown, ...args: unknown[]) {
    const isTold = told.has(name) && (stage.host !== null || stage.interrupted !== null)
    if (!isTold) return Reflect.apply(real, this, [name, ...args]) as boolean
    if (name !== 'uncaughtExceptionMonitor') tell(args[0], name as HowFailed)
    return true
  }

const told = new Set<unknown>([
  'uncaughtException',
  'uncaughtExceptionMonitor',
  'unhandledRejection',
])

function tell(error: unknown, how: HowFailed): void {
  const { host, director, interrupted } = stage
  stage.interrupted = null
  if (host === null) return interrupted?.director.failed(interrupted.host, error, how)
  if (how === 'uncaughtException') director?.uncaught()
  // Taken from the stage just now, where what it left could not go on.
  stage.interrupted = null
  director?.failed(host, error, how)
}
