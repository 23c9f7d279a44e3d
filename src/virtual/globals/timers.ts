/** `setTimeout` and its family, as globals and in `node:timers`. */
import nodeTimers from 'node:timers'
import { promisify } from 'node:util'
import { running } from '../host.ts'
import { noteImmediate } from '../patience.ts'
import { virtualImmediate, virtualSleep } from './promised-timers.ts'
import { standIn } from './real-timeouts.ts'
import { type AnyFunction, method, type Replacement } from './replace.ts'
import { delayOf, Timeout, type TimerPlan, timerNumbered } from './timeout.ts'

/** The replacements of all timers that call back. */
export const timers = (): Replacement[] =>
  [globalThis, nodeTimers].flatMap(on => [
    method(on, 'setTimeout', setTimer({ repeats: false, promised: virtualSleep })),
    method(on, 'setInterval', setTimer({ repeats: true })),
    method(on, 'setImmediate', setImmediately),
    method(on, 'clearTimeout', clearTimer),
    method(on, 'clearInterval', clearTimer),
    method(on, 'clearImmediate', clearTimer),
  ])

type Kind = { readonly repeats: boolean; readonly promised?: Promised }
type Promised = (real: AnyFunction) => AnyFunction

const setTimer =
  ({ repeats, promised }: Kind) =>
  (real: AnyFunction): AnyFunction => {
    const fake = (
      callback: TimerPlan['callback'],
      delay?: unknown,
      ...args: unknown[]
    ): unknown => {
      const host = running()
      // Node.js says best what is wrong with a callback that is none.
      if (host === null || typeof callback !== 'function') return real(callback, delay, ...args)
      return new Timeout(host, { callback, args, delay: delayOf(delay), repeats })
    }
    return promised === undefined ? fake : withPromised(fake, promised(realPromised(real)))
  }

function setImmediately(real: AnyFunction): AnyFunction {
  const fake = (callback: TimerPlan['callback'], ...args: unknown[]): unknown => {
    const host = running()
    if (host === null || typeof callback !== 'function') return real(callback, ...args)
    noteImmediate(host)
    return new Timeout(host, { callback, args, delay: 0, repeats: false })
  }
  return withPromised(fake, virtualImmediate(realPromised(real)))
}

const clearTimer =
  (real: AnyFunction): AnyFunction =>
  (timer: unknown): void => {
    const virtual = timer instanceof Timeout ? timer : standIn(timer)
    if (virtual !== undefined) virtual.close()
    else clearByNumber(timer, real)
  }

function clearByNumber(timer: unknown, real: AnyFunction): void {
  const host = running()
  const isNumber = typeof timer === 'number' || typeof timer === 'string'
  if (host === null || !isNumber) return real(timer) as undefined
  timerNumbered(host, timer)?.close()
}

const realPromised = (real: AnyFunction): AnyFunction => Reflect.get(real, promisify.custom)

function withPromised(fake: AnyFunction, promised: AnyFunction): AnyFunction {
  Object.defineProperty(fake, promisify.custom, { enumerable: true, value: promised })
  return fake
}
