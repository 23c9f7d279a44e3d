/** The console: what the code of a host writes goes to the host, formatted as Node.js does. */
import { Console } from 'node:console'
import fs from 'node:fs'
import { insistOnVirtual } from '../escapes/at-once.ts'
import { file } from '../escapes/kinds.ts'
import { type Host, running } from '../host.ts'
import { realProcess } from '../stage.ts'
import { type AnyFunction, method, type Replacement } from './replace.ts'

/** The replacements of all that writes to the terminal. */
export const consoles = (): Replacement[] => [
  ...names.map(name => method(console, name, written(name))),
  method(realProcess.stdout, 'write', writeOf('out')),
  method(realProcess.stderr, 'write', writeOf('err')),
  method(fs, 'writeSync', writeAtOnce),
  method(fs, 'write', writeAndCall),
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
      return take(host, stream, textOf(chunk))
    }

const textOf = (chunk: string | Uint8Array): string =>
  typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString()

/** Loggers that are quick write to the number of the terminal: `fs.writeSync(1, chunk)`. */
const writeAtOnce =
  (real: AnyFunction): AnyFunction =>
  (fd: number, chunk: string | Uint8Array, ...rest: unknown[]) => {
    const host = running()
    const stream = streams[fd]
    if (host !== null && stream === undefined) insistOnVirtual(file, 'fs.writeSync')
    if (host?.wrote === undefined || stream === undefined) return real(fd, chunk, ...rest) as number
    take(host, stream, textOf(chunk))
    return Buffer.byteLength(chunk)
  }

const writeAndCall =
  (real: AnyFunction): AnyFunction =>
  (fd: number, chunk: string | Uint8Array, ...rest: unknown[]) => {
    const host = running()
    const stream = streams[fd]
    const callback = rest.at(-1)
    const isOurs = host?.wrote !== undefined && stream !== undefined
    if (!isOurs || typeof callback !== 'function') return real(fd, chunk, ...rest) as undefined
    take(host, stream, textOf(chunk))
    process.nextTick(callback, null, Buffer.byteLength(chunk), chunk)
  }

/** By their numbers. */
const streams: Readonly<Record<number, Stream>> = { 1: 'out', 2: 'err' }
