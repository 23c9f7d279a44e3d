/** Scenarios in which messages suffer. */
import type { Duration, Share } from '../../kernel/units.ts'
import type { Fault } from '../fault.ts'
import { crash, delay, packetLoss, partition, throttleBandwidth } from '../words.ts'
import { type ScenarioTimes, together } from './when.ts'

/**
 * No message comes through, in silence.
 *
 * @param target a call, two zones (`eu<->us`), or a component, zone or clients to be cut off
 * @param options `way`: `both` (default), or one way only: `there` or `back`
 */
export function networkPartition<const T extends string>(
  target: T,
  { way = 'both', ...when }: ScenarioTimes & { readonly way?: 'both' | 'there' | 'back' } = {},
): readonly Fault<T>[] {
  return together(when, partition(target, { way }))
}

/**
 * Messages are late, some of their packets are lost, and large ones take longer.
 *
 * @param target a call, two zones, or a component, zone or clients with all their links
 * @param options `by`: default 100 ms, with a `jitter` of up to 50 ms besides; `loss`: of packets,
 * default 2 %; `bandwidth`: what is left, default 25 %
 */
export function networkDegradation<const T extends string>(
  target: T,
  {
    by = '100ms',
    jitter = '50ms',
    loss = '2%',
    bandwidth = '25%',
    ...when
  }: ScenarioTimes & {
    readonly by?: Duration
    readonly jitter?: Duration
    readonly loss?: Share
    readonly bandwidth?: Share
  } = {},
): readonly Fault<T>[] {
  return together(
    when,
    delay(target, { by, jitter }),
    packetLoss(target, { rate: loss }),
    throttleBandwidth(target, { to: bandwidth }),
  )
}

/**
 * A whole zone is gone: what is in it answers nothing, and no message crosses its border.
 *
 * @param zone its name, or the target that it is: `eu` or `zone:eu`
 */
export function zoneOutage<const Z extends string>(
  zone: Z,
  when: ScenarioTimes = {},
): readonly Fault<ZoneTarget<Z>>[] {
  const asked: unknown = zone // what is no text is told with the target
  const isTarget = typeof asked === 'string' && asked.startsWith('zone:')
  const target = (isTarget ? zone : `zone:${zone}`) as ZoneTarget<Z>
  return together(when, crash(target), partition(target))
}

type ZoneTarget<Z extends string> = Z extends `zone:${string}` ? Z : `zone:${Z}`
