/** Conditions drawn at random, and what they are made of. */
import fc from 'fast-check'
import {
  allOf,
  anyOf,
  breaker,
  type Condition,
  errorRate,
  isDown,
  latency,
  not,
  type Percentile,
  queueOf,
  rate,
  timeoutRate,
  utilisation,
} from 'gameday'

export const target = fc.oneof(
  fc.constantFrom('db', 'web->db', 'db#0', 'zone:eu', "it's", 'a\\b', 'naïve 名前'),
  fc.string({ unit: 'binary', minLength: 1 }),
)
export const time = fc.oneof(
  fc.integer({ min: 1, max: 1e9 }),
  fc.double({ min: 1e-7, max: 1e9, noNaN: true }),
  fc.constantFrom(0.5e-6, 7e-6, 0.1 + 0.2, 60_000, 90_000),
)

export const part = fc.double({ min: 1e-9, max: 1, noNaN: true })
const gauge = fc.oneof(
  fc.tuple(target, fc.nat()).map(([of, limit]) => queueOf(of).above(limit)),
  fc
    .tuple(fc.constantFrom(utilisation, errorRate, timeoutRate), target, time, part)
    .map(([word, of, over, limit]) => word(of, { over }).below(limit)),
  fc
    .tuple(target, fc.double({ min: 1e-9, max: 1e6, noNaN: true }))
    .map(([of, limit]) => rate(of).above(`${limit.toFixed(9)}/s` as `${number}/s`)),
  fc
    .tuple(fc.constantFrom<Percentile>('p50', 'p99.9', 0.123), target, time)
    .map(([percentile, of, limit]) => latency(percentile, of).above(limit)),
  target.map(of => breaker(of).is('half-open')),
  target.map(isDown),
)
export const { condition } = fc.letrec<{ condition: Condition }>(again => ({
  condition: fc.oneof(
    { maxDepth: 3 },
    gauge,
    fc.tuple(again('condition'), time).map(([of, length]) => of.lasting(length)),
    fc.array(again('condition'), { minLength: 1, maxLength: 3 }).map(all => allOf(...all)),
    fc.array(again('condition'), { minLength: 1, maxLength: 3 }).map(all => anyOf(...all)),
    again('condition').map(not),
  ),
}))
