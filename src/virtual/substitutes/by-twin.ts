/**
 * Work of the thread pool whose result is the same whenever it comes: it is done at once, by the
 * twin of the function that waits for it, and told in an event of its own, as the pool would.
 */
import { method, type AnyFunction, type Replacement } from '../globals/replace.ts'
import { Timeout } from '../globals/timeout.ts'
import { type Host, running } from '../host.ts'

/** Tells a result in the next event of a host, at the same moment. */
export function tell(host: Host, callback: (...args: unknown[]) => void, ...args: unknown[]): void {
  const timer = new Timeout(host, { callback, args, delay: 0, repeats: false })
  timer.unref()
}

/** How a function is done by its twin. */
export type Twin = {
  readonly on: object
  readonly name: string
  /** Default: the name with `Sync` behind it. */
  readonly twin?: string
  /** Whether it may be, with these arguments. Default: always. */
  readonly allows?: (args: readonly unknown[]) => boolean
  /** What the callback gets of the result. Default: the result itself. */
  readonly answers?: (result: unknown, args: readonly unknown[]) => unknown[]
}

/** Replaces a function that takes a callback as its last argument. */
export function callbackByTwin({ on, name, twin, allows, answers }: Twin): Replacement {
  return method(
    on,
    name,
    real =>
      function (this: unknown, ...args: unknown[]) {
        const host = running()
        const callback = args.at(-1)
        const given = args.slice(0, -1)
        if (host === null || typeof callback !== 'function' || allows?.(given) === false) {
          return Reflect.apply(real, this, args) as unknown
        }
        const call = callback as (...args: unknown[]) => void
        try {
          const result = Reflect.apply(twinOf(on, twin ?? `${name}Sync`), on, given) as unknown
          tell(host, call, null, ...(answers?.(result, given) ?? [result]))
        } catch (error) {
          tell(host, call, error)
        }
      },
  )
}

/** Replaces a function that answers a promise. */
export const promiseByTwin = (on: object, name: string, twins: object): Replacement =>
  method(
    on,
    name,
    real =>
      function (this: unknown, ...args: unknown[]) {
        const host = running()
        if (host === null || typeof args[0] === 'object') {
          return Reflect.apply(real, this, args) as unknown
        }
        return atOnce(host, () => Reflect.apply(twinOf(twins, `${name}Sync`), twins, args))
      },
  )

/** A promise of what is done at once. It settles in the next event, as work of the pool would. */
export const atOnce = (host: Host, work: () => unknown): Promise<unknown> =>
  new Promise((resolve, reject) => {
    try {
      tell(host, resolve, work())
    } catch (error) {
      tell(host, reject, error)
    }
  })

const twinOf = (on: object, name: string): AnyFunction => Reflect.get(on, name) as AnyFunction
