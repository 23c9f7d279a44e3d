/** Clocks that never go back, `performance` and `process.hrtime`, and time-outs of signals. */
import { performance } from 'node:perf_hooks'
import { type Host, running } from '../host.ts'
import { noteRead } from '../patience.ts'
import { wall } from './dates.ts'
import { type AnyFunction, getter, method, type Replacement } from './replace.ts'
import { delayOf, Timeout } from './timeout.ts'

/** The replacements of all clocks but `Date`. */
export const clocks = (): Replacement[] => [
  ...performanceClocks(),
  ...processClocks(),
  method(AbortSignal, 'timeout', timeoutSignal),
]

/**
 * Milliseconds for which the process of a host has been up when its code starts. A clock that reads
 * 0 is no clock a real process has, and some caches take 0 for "no time was noted".
 */
const UP_MS = 1000

/** Milliseconds since a process started, as it sees them. */
export const monotonic = (host: Host): number => {
  noteRead(host)
  return UP_MS + host.monotonicNow()
}

const performanceClocks = (): Replacement[] => [
  method(performance, 'now', real => () => {
    const host = running()
    return host === null ? Reflect.apply(real, performance, []) : monotonic(host)
  }),
  getter(performance, 'timeOrigin', real => () => {
    const host = running()
    return host === null ? Reflect.apply(real, performance, []) : origin(host)
  }),
  method(performance, 'mark', real => (name: string, options?: PerformanceMarkOptions) => {
    const host = running()
    const given = host === null ? options : { startTime: monotonic(host), ...options }
    return Reflect.apply(real, performance, [name, given])
  }),
]

type PerformanceMarkOptions = { readonly startTime?: number; readonly detail?: unknown }

const origin = (host: Host): number => wall(host) - monotonic(host)

const processClocks = (): Replacement[] => [
  method(process, 'hrtime', hrtimeOfHosts),
  method(process, 'uptime', real => () => {
    const host = running()
    return host === null ? Reflect.apply(real, process, []) : monotonic(host) / 1000
  }),
]

type HrTime = [seconds: number, nanoseconds: number]

function hrtimeOfHosts(real: AnyFunction): AnyFunction {
  const fake = (since?: HrTime): HrTime => {
    const host = running()
    if (host === null) return Reflect.apply(real, process, [since]) as HrTime
    const now = nanoseconds(host)
    const passed = since === undefined ? now : now - toNanoseconds(since)
    return [Number(passed / SECOND), Number(passed % SECOND)]
  }
  const realBigint = Reflect.get(real, 'bigint') as () => bigint
  const bigint = (): bigint => {
    const host = running()
    return host === null ? Reflect.apply(realBigint, real, []) : nanoseconds(host)
  }
  return Object.assign(fake, { bigint })
}

const SECOND = 1_000_000_000n

const nanoseconds = (host: Host): bigint => BigInt(Math.round(monotonic(host) * 1e6))

const toNanoseconds = ([seconds, rest]: HrTime): bigint => BigInt(seconds) * SECOND + BigInt(rest)

type NamedErrors = new (message: string, name: string) => Error

// A global that the types of the oldest supported Node.js do not know.
const AbortedByTime = Reflect.get(globalThis, 'DOMException') as NamedErrors

const timeoutSignal =
  (real: AnyFunction): AnyFunction =>
  (delay: unknown) => {
    const host = running()
    if (host === null) return Reflect.apply(real, AbortSignal, [delay])
    const controller = new AbortController()
    const callback = (): void => {
      const why = 'The operation was aborted due to timeout'
      controller.abort(new AbortedByTime(why, 'TimeoutError'))
    }
    const timer = new Timeout(host, { callback, args: [], delay: delayOf(delay), repeats: false })
    timer.unref()
    return controller.signal
  }
