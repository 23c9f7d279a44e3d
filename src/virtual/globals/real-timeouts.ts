/**
 * Timers that were made before a play and are begun anew within it, as a library does that keeps
 * one for all it waits for. The real one is put aside, and a virtual one stands in for it.
 */
import { running } from '../host.ts'
import { type AnyFunction, method, type Replacement } from './replace.ts'
import { Timeout } from './timeout.ts'

/** The fields of a timer of Node.js that say what it does; it has no other way to tell. */
type RealTimeout = {
  _onTimeout: ((...args: unknown[]) => void) | null
  _timerArgs?: unknown[] | undefined
  _idleTimeout: number
}

type PutAside = Pick<RealTimeout, '_onTimeout' | '_idleTimeout'> & { readonly virtual: Timeout }

const putAside = new WeakMap<object, PutAside>()

/** The replacement of `refresh` of real timers. */
export function realTimeouts(): Replacement[] {
  const probe = setTimeout(() => undefined, 1)
  clearTimeout(probe)
  return [method(Object.getPrototypeOf(probe) as object, 'refresh', refreshed)]
}

/** The virtual timer that stands in for a real one. */
export const standIn = (timer: unknown): Timeout | undefined =>
  typeof timer === 'object' && timer !== null ? putAside.get(timer)?.virtual : undefined

const refreshed = (real: AnyFunction): AnyFunction =>
  function (this: RealTimeout) {
    const aside = putAside.get(this)
    if (running() !== null) begin(this, aside)
    else if (aside === undefined) Reflect.apply(real, this, [])
    else goBack(this, aside, real)
    return this
  }

function begin(timer: RealTimeout, aside: PutAside | undefined): void {
  if (aside !== undefined) return void aside.virtual.refresh()
  const host = running()
  const { _onTimeout, _timerArgs, _idleTimeout } = timer
  if (host === null || _onTimeout === null || !(_idleTimeout > 0)) return
  clearTimeout(timer as unknown as NodeJS.Timeout)
  const callback = (...args: unknown[]): void => Reflect.apply(_onTimeout, timer, args)
  const virtual = new Timeout(host, {
    callback,
    args: _timerArgs ?? [],
    delay: _idleTimeout,
    repeats: false,
  })
  putAside.set(timer, { _onTimeout, _idleTimeout, virtual })
}

/** Outside of a play it is again what it was. */
function goBack(timer: RealTimeout, { virtual, ...fields }: PutAside, real: AnyFunction): void {
  virtual.close()
  putAside.delete(timer)
  Object.assign(timer, fields)
  Reflect.apply(real, timer, [])
}
