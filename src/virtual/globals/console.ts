/** The console: what the code of a host writes goes to the host, formatted as Node.js does. */
import { Console } from 'node:console'
import { type Host, running } from '../host.ts'
import { realProcess } from '../stage.ts'
import { type AnyFunction, method, type Replacement } from './replace.ts'

/** The replacements of all that writes to the terminal. */
export const consoles = (): Replacement[] => [
  ...names.map(name => method(console, name, written(name))),
  method(realProcess.stdout, 'write', writeOf('out')),
  method(realProcess.stderr, 'write', writeOf('err')),
]

const names = (
  'log info debug warn error trace assert dir dirxml table group groupCollapsed groupEnd ' +
  'count countReset time timeLog timeEnd'
).split(' ')

const written =
  (name: string) =>
  (real: AnyFunction): AnyFunction =>
    function (this: unknown, ...args: unknown[]) {
      const host = running()
      if (host?.wrote === undefined) return Reflect.apply(real, this, args) as unknown
      return Reflect.apply(Reflect.get(consoleOf(host), name) as AnyFunction, null, args) as unknown
    }

/** One for each host: it knows how far its groups are indented, and what it counts. */
const known = new WeakMap<Host, Console>()

function consoleOf(host: Host): Console {
  const found = known.get(host)
  if (found !== undefined) return found
  const made = new Console({
    stdout: sink(host, 'out'),
    stderr: sink(host, 'err'),
    ignoreErrors: false,
    colorMode: false,
  })
  known.set(host, made)
  return made
}

type Stream = 'out' | 'err'

/** All that a `Console` asks of a stream whose errors it does not look after. */
const sink = (host: Host, stream: Stream): NodeJS.WritableStream =>
  ({ write: (text: string) => take(host, stream, text) }) as NodeJS.WritableStream

function take(host: Host, stream: Stream, text: string): true {
  host.wrote?.(stream, text.replace(/\n$/, ''))
  return true
}

/** Loggers write to the stream itself: `process.stdout.write(chunk, encoding, callback)`. */
const writeOf =
  (stream: Stream) =>
  (real: AnyFunction): AnyFunction =>
    function (this: unknown, chunk: string | Uint8Array, ...rest: unknown[]) {
      const host = running()
      if (host?.wrote === undefined) return Reflect.apply(real, this, [chunk, ...rest]) as boolean
      const callback = rest.at(-1)
      if (typeof callback === 'function') process.nextTick(callback)
      const isEncoded = typeof chunk === 'string'
      return take(host, stream, isEncoded ? chunk : Buffer.from(chunk).toString())
    }
