/** The words for what conditions measure: `queueOf('db')`, `errorRate('db', { over: '10s' })`. */
import * as v from 'valibot'
import { UsageError } from '../kernel/errors.ts'
import { inPlace } from '../kernel/in-place.ts'
import { type Percentile, shareOf } from '../kernel/percentile.ts'
import { checked, oneOf, options, readBy, shown } from '../kernel/schema.ts'
import { type Duration, durationMs, type Ms, type Rate, type Share } from '../kernel/units.ts'
import { Condition } from './condition.ts'
import type { BreakerStateName, ComparisonData, GaugeData, GaugeKind } from './condition-data.ts'
import { DEFAULT_WINDOW_MS, gaugeKinds, gaugeSentence } from './gauge-kinds.ts'
import { named } from './named.ts'
import { quoted } from './sentence.ts'

/** The window over which something is counted; it slides along. Default 10 s. */
export type Sliding = {
  /** How long the window is. Default 10 s. */
  readonly over?: Duration
}

/**
 * Something measured while a run is under way, to be compared with a limit.
 *
 * @example
 * const overloaded = queueOf('db').above(100)
 */
export class Gauge<out Of extends string = string, Limit = never> {
  readonly data: GaugeData
  /** Only for the compiler. */
  declare readonly of?: Of

  /** Use `queueOf`, `errorRate`, `timeoutRate`, `latency`, `rate` and `utilisation`. */
  constructor(data: GaugeData) {
    this.data = Object.freeze(data)
    Object.freeze(this)
  }

  /**
   * Holds while what is measured is greater than a limit; where there is nothing to measure, not.
   *
   * @throws UsageError for what is no limit of this kind
   */
  above(limit: Limit): Condition<Of> {
    return this.#compared('above', limit)
  }

  /**
   * Holds while what is measured is less than a limit; where there is nothing to measure, not.
   *
   * @throws UsageError for what is no limit of this kind
   */
  below(limit: Limit): Condition<Of> {
    return this.#compared('below', limit)
  }

  /** As it is written. */
  toString(): string {
    return gaugeSentence(this.data)
  }

  #compared(is: ComparisonData['is'], written: Limit): Condition<Of> {
    const { read } = gaugeKinds[this.data.gauge]
    const limit = inPlace(`${this}.${is}(…)`, () => read(written as never))
    return new Condition({ is, gauge: this.data, limit })
  }
}

/**
 * How many requests wait for a slot of a component, all its replicas together, at the moment; of a
 * queue, how many messages wait for a worker.
 *
 * @example
 * partition('product->db').when(queueOf('db').above(100))
 */
export function queueOf<const T extends string>(component: T): Gauge<T, number> {
  return gauge('queueOf', component, 0)
}

/**
 * The share of a component's slots that were in use, on average over the window.
 *
 * @param options `over`: the window, default 10 s
 * @throws UsageError for options that cannot be
 * @example
 * crash('db#0').when(utilisation('db', { over: '5s' }).above('90%')).for('20s')
 */
export function utilisation<const T extends string>(
  component: T,
  options: Sliding = {},
): Gauge<T, Share> {
  return sliding('utilisation', component, options)
}

/**
 * How many requests came to a component, attempts were made of a call, or requests clients sent.
 *
 * @param options `over`: the window, default 10 s
 * @throws UsageError for options that cannot be
 * @example
 * errors('db', { rate: 0.1 }).when(rate('db', { over: '1s' }).above('200/s'))
 */
export function rate<const T extends string>(of: T, options: Sliding = {}): Gauge<T, Rate> {
  return sliding('rate', of, options)
}

/**
 * The share that failed of all that ended in the window: of the requests of a component, the
 * attempts of a call (`product->db`, before retries and fallbacks), or the requests of clients.
 * Failed is what is neither ok nor degraded; what was cancelled is left out.
 *
 * @param options `over`: the window, default 10 s
 * @throws UsageError for options that cannot be
 * @example
 * slow('product', { factor: 3 }).when(errorRate('product->db').above('20%'))
 */
export function errorRate<const T extends string>(of: T, options: Sliding = {}): Gauge<T, Share> {
  return sliding('errorRate', of, options)
}

/**
 * The share that timed out, of the attempts of a call or the requests of clients that ended in the
 * window.
 *
 * @param call a call (`product->db`) or clients: a component knows nothing of those who left
 * @param options `over`: the window, default 10 s
 * @throws UsageError for options that cannot be
 * @example
 * slow('product', { by: '50ms' }).when(timeoutRate('product->db').above('10%'))
 */
export function timeoutRate<const T extends string>(
  call: T,
  options: Sliding = {},
): Gauge<T, Share> {
  return sliding('timeoutRate', call, options)
}

/**
 * A percentile of how long those took that ended in the window: the requests of a component, whole
 * calls as the caller saw them, or the requests of clients. Exact (nearest rank).
 *
 * @param percentile `'p99'` or 0.99
 * @param options `over`: the window, default 10 s
 * @throws UsageError for a percentile or options that cannot be
 * @example
 * errors('product').when(latency('p99', 'db', { over: '5s' }).above('500ms'))
 */
export function latency<const T extends string>(
  percentile: Percentile,
  of: T,
  options: Sliding = {},
): Gauge<T, Duration> {
  const where = `latency(…, ${quoted(named(of, 'latency'))})`
  inPlace(where, () => shareOf(percentile))
  return gauge('latency', of, overMs(options, where), percentile)
}

/**
 * The circuit breaker of a call, to ask whether it `is` open; of several replicas one will do.
 *
 * @example
 * slow('product', { by: '20ms' }).when(breaker('product->db').is('open'))
 */
export function breaker<const T extends string>(
  call: T,
): { readonly is: (state: BreakerStateName) => Condition<T> } {
  const where = `breaker(${quoted(named(call, 'breaker'))}).is(…)`
  return Object.freeze({
    is: (state: BreakerStateName): Condition<T> =>
      new Condition({ is: 'breaker', of: call, state: checked(aState, state, where) }),
  })
}

/**
 * Holds while no replica of a component runs.
 *
 * @example
 * slow('product', { factor: 2 }).when(isDown('db'))
 */
export function isDown<const T extends string>(component: T): Condition<T> {
  return new Condition({ is: 'down', of: named(component, 'isDown') })
}

const aState = oneOf(['closed', 'open', 'half-open'])

const aWindow = readBy((written: Duration): Ms => {
  const ms = durationMs(written)
  if (ms > 0) return ms
  throw new UsageError({ what: `${shown(written)} is no window`, fix: "write '10s'" })
})

const slidingOptions = options({ over: v.optional(aWindow, DEFAULT_WINDOW_MS) })

const overMs = (written: Sliding, where: string): Ms => checked(slidingOptions, written, where).over

function sliding<T extends string, L>(kind: GaugeKind, of: T, written: Sliding): Gauge<T, L> {
  return gauge(kind, of, overMs(written, `${kind}(${quoted(named(of, kind))})`))
}

function gauge<T extends string, L>(
  kind: GaugeKind,
  of: T,
  overMs: Ms,
  percentile?: Percentile,
): Gauge<T, L> {
  const data = { gauge: kind, of: named(of, kind), overMs }
  return new Gauge(percentile === undefined ? data : { ...data, percentile })
}
