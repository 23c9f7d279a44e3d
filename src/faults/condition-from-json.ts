/** Makes a condition again from its JSON, trusting none of it. */
import { didYouMean, UsageError } from '../kernel/errors.ts'
import { isRecord, shown } from '../kernel/schema.ts'
import { allOf, anyOf, type Condition, not } from './condition.ts'
import type { ConditionData, GaugeData } from './condition-data.ts'
import { gaugeKinds } from './gauge-kinds.ts'
import {
  breaker,
  errorRate,
  type Gauge,
  isDown,
  latency,
  queueOf,
  rate,
  timeoutRate,
  utilisation,
} from './gauges.ts'

type Of<K extends ConditionData['is']> = Extract<ConditionData, { readonly is: K }>

const kinds: { readonly [K in ConditionData['is']]: (data: Of<K>) => Condition } = {
  above: compared,
  below: compared,
  breaker: ({ of, state }) => breaker(of).is(state),
  down: ({ of }) => isDown(of),
  lasting: ({ of, forMs }) => conditionFrom(of).lasting(forMs),
  allOf: ({ of }) => allOf(...several(of)),
  anyOf: ({ of }) => anyOf(...several(of)),
  not: ({ of }) => not(conditionFrom(of)),
}

const gaugeWords = { queueOf, utilisation, rate, errorRate, timeoutRate }

/**
 * Makes a condition again from its data.
 *
 * @throws UsageError when it is none
 */
export function conditionFrom(data: unknown): Condition {
  if (!isRecord(data)) throw none(data)
  const { is } = data as ConditionData
  if (isOneOf(kinds, is)) return kinds[is](data as never)
  throw noSuch('condition', is, Object.keys(kinds))
}

function compared({ is, gauge, limit }: Of<'above' | 'below'>): Condition {
  if (!isRecord(gauge)) throw none(gauge)
  return gaugeFrom(gauge)[is](limitFrom(gauge.gauge, limit) as never)
}

function gaugeFrom({ gauge, of, overMs, percentile }: GaugeData): Gauge {
  const options = { over: overMs }
  if (gauge === 'latency') return latency(percentile as never, of, options) as Gauge
  if (isOneOf(gaugeWords, gauge)) return gaugeWords[gauge](of, options) as Gauge
  throw noSuch('measure', gauge, Object.keys(gaugeKinds))
}

/** A rate has no bare number, so it is read from its words. */
const limitFrom = (kind: GaugeData['gauge'], limit: number): unknown =>
  kind === 'rate' && Number.isFinite(limit) ? gaugeKinds.rate.written(limit).slice(1, -1) : limit

const several = (of: readonly ConditionData[]): Condition[] =>
  Array.isArray(of) ? of.map(conditionFrom) : [conditionFrom(of)]

/** Whether it is a text that names one: what is no text need not be able to become one. */
const isOneOf = (words: object, name: unknown): boolean =>
  typeof name === 'string' && Object.hasOwn(words, name)

const noSuch = (what: string, kind: unknown, kinds: readonly string[]): UsageError =>
  new UsageError({
    what: `there is no ${what} of the kind ${shown(kind)}`,
    fix: didYouMean(typeof kind === 'string' ? kind : '', kinds),
  })

const none = (data: unknown): UsageError =>
  new UsageError({
    what: `${shown(data)} is no condition`,
    fix: 'give what JSON.parse makes of JSON.stringify(condition)',
  })
