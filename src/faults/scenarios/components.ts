/** Scenarios in which a component suffers. */
import type { Duration, Share } from '../../kernel/units.ts'
import type { Fault } from '../fault.ts'
import type { StockName } from '../kinds/resource.ts'
import { crash, errors, exhaust, flush, restart, skewClock, slow } from '../words.ts'
import { type ScenarioTimes, together } from './when.ts'

/**
 * A machine is gone, in silence, and comes back cold.
 *
 * @param target a component or one replica of it (`db#0`)
 * @param options `refuse`: the machine is there and the process is not, so callers are turned away
 * at once; default false
 */
export function nodeCrash<const T extends string>(
  target: T,
  { refuse = false, ...when }: ScenarioTimes & { readonly refuse?: boolean } = {},
): readonly Fault<T>[] {
  return together(when, crash(target, { refuse }))
}

/**
 * Everything takes longer for a while.
 *
 * @param target a component, a replica, a call or a link
 * @param options `by`: how much longer, default 1 s
 */
export function latencySpike<const T extends string>(
  target: T,
  { by = '1s', ...when }: ScenarioTimes & { readonly by?: Duration } = {},
): readonly Fault<T>[] {
  return together(when, slow(target, { by }))
}

/**
 * Some requests fail, others do not.
 *
 * @param target a component, a replica or a call
 * @param options `rate`: the share that fails, default 20 %; `code`: of the error, default 503
 */
export function intermittentErrors<const T extends string>(
  target: T,
  {
    rate = '20%',
    code = 503,
    ...when
  }: ScenarioTimes & { readonly rate?: Share; readonly code?: number } = {},
): readonly Fault<T>[] {
  return together(when, errors(target, { rate, code }))
}

/**
 * Something else takes all that is left of a finite resource.
 *
 * @param target a component that declares the resource, or a replica of it
 * @param options `of`: which one, default `threads`, which all components have
 */
export function resourceExhaustion<const T extends string>(
  target: T,
  { of = 'threads', ...when }: ScenarioTimes & { readonly of?: StockName } = {},
): readonly Fault<T>[] {
  return together(when, exhaust(target, of))
}

/**
 * It looks alive and is not well: part of its requests are slow, a few fail, and most are as ever,
 * so that nothing which asks it now and then finds anything wrong.
 *
 * @param target a component or one replica of it
 * @param options `share`: of requests that are slow, default 30 %; `by`: how much, default 500 ms;
 * `rate`: of errors, default 2 %
 */
export function grayFailure<const T extends string>(
  target: T,
  {
    share = '30%',
    by = '500ms',
    rate = '2%',
    ...when
  }: ScenarioTimes & {
    readonly share?: Share
    readonly by?: Duration
    readonly rate?: Share
  } = {},
): readonly Fault<T>[] {
  return together(when, slow(target, { by }).share(share), errors(target, { rate }))
}

/**
 * A cache is emptied, and all that it kept from others comes upon them at once.
 *
 * @param target a cache
 */
export function cacheFlush<const T extends string>(
  target: T,
  when: ScenarioTimes = {},
): readonly Fault<T>[] {
  return together(when, flush(target))
}

/**
 * Replicas are restarted with care, one after another, as in a deployment.
 *
 * @param target a component, or a zone
 * @param options `atOnce`: how many replicas of a component at a time, default 1; `for`: what it
 * has not come to by then stays as it is, default 10 min
 */
export function rollingRestart<const T extends string>(
  target: T,
  { atOnce = 1, for: length = '10m', ...when }: ScenarioTimes & { readonly atOnce?: number } = {},
): readonly Fault<T>[] {
  return together({ ...when, for: length }, restart(target, { atOnce }))
}

/**
 * A clock is wrong.
 *
 * @param target a component or one replica of it
 * @param options `ahead` or `behind`: by how much, default 5 min ahead; `tokens`: how long the
 * credentials last that its callers carry, default: they carry none
 */
export function clockSkew<const T extends string>(
  target: T,
  {
    ahead,
    behind,
    tokens = 0,
    ...when
  }: ScenarioTimes & {
    readonly ahead?: Duration
    readonly behind?: Duration
    readonly tokens?: Duration
  } = {},
): readonly Fault<T>[] {
  const by = behind === undefined ? { ahead: ahead ?? '5m' } : { behind, ahead: ahead ?? 0 }
  return together(when, skewClock(target, { ...by, tokens }))
}

/**
 * Components fail by chance and come back, each by itself, in silence.
 *
 * @param targets a component or a replica, or several of them
 * @param options `every`: the mean time from the end of one failure to the beginning of the next,
 * default 5 min; `for`: how long one lasts in the mean, default 20 s; `refuse`: callers are turned
 * away at once, default false
 */
export function randomFailures<const T extends string>(
  targets: T | readonly T[],
  {
    every = '5m',
    for: length = '20s',
    refuse = false,
  }: { readonly every?: Duration; readonly for?: Duration; readonly refuse?: boolean } = {},
): readonly Fault<T>[] {
  const all = Array.isArray(targets) ? (targets as readonly T[]) : [targets as T]
  return all.map(target => crash(target, { refuse }).randomly({ every, for: length }))
}
