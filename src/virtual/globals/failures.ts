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
    if (!told.has(name) || !concernsHost(args[1]))
      return Reflect.apply(real, this, [name, ...args]) as boolean
    if (name !== 'uncaughtExceptionMonitor') tell(args as [unknown, unknown], name as HowFailed)
    return true
  }

const told = new Set<unknown>([
  'uncaughtException',
  'uncaughtExceptionMonitor',
  'unhandledRejection',
])

/** Whether it is of a host that runs, or is the promise of one that waited for real work. */
const concernsHost = (promise: unknown): boolean =>
  stage.host !== null || stage.interrupted !== null || ownerOf(promise) !== undefined

const ownerOf = (promise: unknown) =>
  promise instanceof Promise ? stage.owners.get(promise) : undefined

function tell([error, promise]: [unknown, unknown], how: HowFailed): void {
  const { host, director } = stage
  const interrupted = stage.interrupted ?? ownerOf(promise)
  stage.interrupted = null
  if (host === null) return interrupted?.director.failed(interrupted.host, error, how)
  if (how === 'uncaughtException') director?.uncaught()
  // Taken from the stage just now, where what it left could not go on.
  stage.interrupted = null
  director?.failed(host, error, how)
}
