/** Scenarios in which there are too many requests, whoever makes them. */
import { type Duration, durationMs, type Share } from '../../kernel/units.ts'
import type { Fault } from '../fault.ts'
import { crash, errors, surge } from '../words.ts'
import { partsOf, type ScenarioTimes, together } from './when.ts'

/**
 * A component is out, turning callers away; and when it is back, all who have waited for that come
 * at once.
 *
 * @param target a component
 * @param options `clients`: who comes; `factor`: how many times as many as usual, default 10;
 * `crowd`: for how long they do, default 5 s
 */
export function thunderingHerd<const T extends string, const C extends string>(
  target: T,
  {
    clients,
    factor = 10,
    crowd = '5s',
    at = '30s',
    for: length = '30s',
  }: ScenarioTimes & {
    readonly clients: C
    readonly factor?: number
    readonly crowd?: Duration
  },
): readonly Fault<T | C>[] {
  const out = crash(target, { refuse: true }).at(at).for(length)
  const back = surge(clients, { factor })
    .at(durationMs(at) + durationMs(length))
    .for(crowd)
  return partsOf<T | C>(out, back)
}

/**
 * Most requests fail for a short time, and whoever retries them multiplies the load.
 *
 * @param target a component, a replica or a call
 * @param options `rate`: the share that fails, default 90 %, with code 503; `for` is 10 s by
 * default
 */
export function retryStorm<const T extends string>(
  target: T,
  { rate = '90%', for: length = '10s', ...when }: ScenarioTimes & { readonly rate?: Share } = {},
): readonly Fault<T>[] {
  return together({ ...when, for: length }, errors(target, { rate, code: 503 }))
}
