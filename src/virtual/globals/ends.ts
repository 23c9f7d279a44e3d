/**
 * What code does to the process of the test: it may neither end it nor leave listeners in it. A
 * process of a run ends by a crash, and gets no signals.
 */
import { UsageError } from '../../kernel/errors.ts'
import { type Host, placeOf } from '../host.ts'
import { realProcess, stage } from '../stage.ts'
import { PID } from './machine.ts'
import { type AnyFunction, method, type Replacement } from './replace.ts'

/** The replacements of what ends a process, and of what listens for its end and its failures. */
export const ends = (): Replacement[] =>
  // In Jest what a test sees is a copy.
  [...new Set([process, realProcess])].flatMap(on => [
    ...['exit', 'reallyExit', 'abort'].map(name => method(on, name, ending(name))),
    method(on, 'kill', killing),
    ...listens.map(name => method(on, name, listening)),
  ])

const ending =
  (name: string) =>
  (real: AnyFunction): AnyFunction =>
    function (this: unknown, ...args: unknown[]) {
      if (stage.host === null) return Reflect.apply(real, this, args) as unknown
      return refuse(stage.host, `process.${name}(${args.map(String).join(', ')})`)
    }

const killing = (real: AnyFunction): AnyFunction =>
  function (this: unknown, id: unknown, signal?: unknown) {
    const args = signal === undefined ? [id] : [id, signal]
    if (stage.host === null) return Reflect.apply(real, this, args) as unknown
    // By nought it is asked only whether there is such a process.
    if (signal === 0) return isThere(id)
    return refuse(stage.host, 'process.kill(…)')
  }

/** Nobody but itself is. */
function isThere(id: unknown): true {
  if (Number(id) === PID) return true
  throw Object.assign(new Error('kill ESRCH'), { errno: -3, code: 'ESRCH', syscall: 'kill' })
}

/** The play ends by it, whoever catches what is thrown. */
function refuse(host: Host, call: string): never {
  const mistake = new UsageError({
    what: `${host.name} would end the process of the test, by ${call}`,
    where: placeOf(host),
    fix: "throw an error instead; a process that dies is a fault: crash('orders').at('10s')",
  })
  stage.director?.failed(host, mistake, 'uncaughtException')
  throw mistake
}

const listens = ['on', 'addListener', 'once', 'prependListener', 'prependOnceListener']

/** What happens to the process of the test alone, or goes to the play. */
const ofTheTest = new Set(
  (
    'exit beforeExit uncaughtException uncaughtExceptionMonitor unhandledRejection ' +
    'rejectionHandled multipleResolves message disconnect'
  ).split(' '),
)

const isOfTheTest = (name: unknown): boolean =>
  typeof name === 'string' && (name.startsWith('SIG') || ofTheTest.has(name))

const listening = (real: AnyFunction): AnyFunction =>
  function (this: unknown, name: unknown, ...args: unknown[]) {
    if (stage.host !== null && isOfTheTest(name)) return this
    return Reflect.apply(real, this, [name, ...args]) as unknown
  }
