/** `node:timers/promises`: timers that are awaited, and the scheduler. */
import promises from 'node:timers/promises'
import { type Host, running } from '../host.ts'
import { noteImmediate } from '../patience.ts'
import { type AnyFunction, method, type Replacement } from './replace.ts'
import { delayOf, Timeout } from './timeout.ts'

/** The replacements of all timers that are awaited. */
export const promisedTimers = (): Replacement[] => [
  method(promises, 'setTimeout', virtualSleep),
  method(promises, 'setImmediate', virtualImmediate),
  method(promises, 'setInterval', virtualEvery),
  method(promises.scheduler, 'wait', waited),
  method(promises.scheduler, 'yield', yielded),
]

type Options = { readonly signal?: AbortSignal; readonly ref?: boolean }

/** `setTimeout(ms, value, options)` that is awaited. */
export const virtualSleep =
  (real: AnyFunction): AnyFunction =>
  (delay?: unknown, value?: unknown, options?: Options) => {
    const host = running()
    if (host === null || !canWait(options)) return real(delay, value, options)
    return later(host, { delay: delayOf(delay), value, options })
  }

/** `setImmediate(value, options)` that is awaited. */
export const virtualImmediate =
  (real: AnyFunction): AnyFunction =>
  (value?: unknown, options?: Options) => {
    const host = running()
    if (host === null || !canWait(options)) return real(value, options)
    noteImmediate(host)
    return later(host, { delay: 0, value, options })
  }

const virtualEvery =
  (real: AnyFunction): AnyFunction =>
  (delay?: unknown, value?: unknown, options?: Options) => {
    const host = running()
    if (host === null || !canWait(options)) return real(delay, value, options)
    return every(host, { delay: delayOf(delay), value, options })
  }

const waited = (real: AnyFunction): AnyFunction =>
  function (this: unknown, delay: unknown, options?: Options) {
    const host = running()
    if (host === null || !canWait(options)) return Reflect.apply(real, this, [delay, options])
    return later(host, { delay: delayOf(delay), value: undefined, options })
  }

const yielded = (real: AnyFunction): AnyFunction =>
  function (this: unknown) {
    const host = running()
    if (host === null) return Reflect.apply(real, this, [])
    return later(host, { delay: 0, value: undefined, options: undefined })
  }

/** Node.js says best what is wrong with options, and that a signal was aborted before. */
function canWait(options: unknown): options is Options | undefined {
  if (options === undefined) return true
  if (typeof options !== 'object' || options === null) return false
  const { signal, ref } = options as Options
  if (ref !== undefined && typeof ref !== 'boolean') return false
  return signal === undefined || (signal instanceof AbortSignal && !signal.aborted)
}

type Wait = {
  readonly delay: number
  readonly value: unknown
  readonly options: Options | undefined
}

function later(host: Host, { delay, value, options }: Wait): Promise<unknown> {
  const signal = options?.signal
  return new Promise((resolve, reject) => {
    const callback = (): void => {
      signal?.removeEventListener('abort', onAbort)
      resolve(value)
    }
    const timer = new Timeout(host, { callback, args: [], delay, repeats: false })
    if (options?.ref === false) timer.unref()
    const onAbort = (): void => {
      timer.close()
      reject(aborted(signal))
    }
    signal?.addEventListener('abort', onAbort, { once: true })
  })
}

/** The error that Node.js rejects with, whose class it keeps to itself. */
const aborted = (signal: AbortSignal | undefined): Error =>
  Object.assign(new Error('The operation was aborted', { cause: signal?.reason }), {
    name: 'AbortError',
    code: 'ABORT_ERR',
  })

// It changes while its ticks are yielded, which the compiler does not see.
const isAborted = (signal: AbortSignal | undefined): boolean => signal?.aborted === true

/** Ticks that nobody has asked for yet are counted, not kept. */
async function* every(host: Host, { delay, value, options }: Wait): AsyncGenerator<unknown> {
  const signal = options?.signal
  let due = 0
  let wake: (() => void) | null = null
  const callback = (): void => {
    due++
    wake?.()
  }
  const timer = new Timeout(host, { callback, args: [], delay, repeats: true })
  const onAbort = (): void => wake?.()
  signal?.addEventListener('abort', onAbort, { once: true })
  try {
    while (!isAborted(signal)) {
      for (; due > 0; due--) yield value
      if (isAborted(signal)) break
      await new Promise<void>(resolve => {
        wake = resolve
      })
      wake = null
    }
    throw aborted(signal)
  } finally {
    timer.close()
    signal?.removeEventListener('abort', onAbort)
  }
}
