/** What a component or a call did in some part of a run, as plain numbers. */
import type { Ms } from '../kernel/units.ts'
import { addedByName, type NamedCounts } from './counters.ts'
import { Histogram } from './histogram.ts'
import { type LatencyNumbers, timingNumbers } from './latency-numbers.ts'
import { Level as Kind, type Levels } from './levels.ts'
import { type LimitNumbers, limitNumbers } from './limit-meter.ts'
import type { CallMeter, ComponentMeter } from './meters.ts'
import { type NetworkNumbers, networkNumbers } from './network-numbers.ts'
import { namedCounts, type OutcomeCounts } from './outcome.ts'
import { reasonText } from './reason.ts'
import type { ResourceNumbers } from './resource-meter.ts'
import type { CircuitTransition } from './recording.ts'
import type { Counts, Tally } from './tally.ts'
import { lengthOf, type Span } from './window.ts'
import { type ZoneNumbers, zoneNumbers } from './zone-meter.ts'

export type { LatencyNumbers } from './latency-numbers.ts'

/** Why some of them failed, the most frequent reason first. */
export type Reasons = readonly { readonly because: string; readonly count: number }[]

/** How many there were, and how they ended. */
export type CountNumbers = {
  readonly issued: number
  readonly outcomes: OutcomeCounts
  /** Those that had not ended when the run did: somebody still waited, or nobody any more. */
  readonly unfinished: number
}

/** What became of calls or requests. */
export type TallyNumbers = CountNumbers & {
  /**
   * Served over issued, 0 to 1; undefined where nothing was issued. What never ended was not
   * served; what was cancelled is left out, since nobody wanted it any more.
   */
  readonly availability: number | undefined
  readonly latency: LatencyNumbers
}

/** How full something was. */
export type LevelNumbers = {
  /** Requests waiting for a slot: the mean over time, and the most at once. */
  readonly queue: Level
  /** Requests inside. */
  readonly inFlight: Level
  /**
   * Slots in use over slots, 0 to 1; above where a change took slots away from requests inside.
   */
  readonly utilisation: number
}

/** What one replica of a component did. */
export type ReplicaNumbers = CountNumbers & LevelNumbers

type HandlingNumbers = TallyNumbers & LevelNumbers

/** What a component did. */
export type ComponentNumbers = HandlingNumbers & {
  /** Time in queues for a slot. */
  readonly waiting: LatencyNumbers
  /** Time spent working, by the clock: where cores are shared it is longer than the work. */
  readonly working: LatencyNumbers
  /** The share that had to wait, 0 to 1; undefined where nothing came. */
  readonly waited: number | undefined
  /** Each of its replicas, by number. */
  readonly replicas: readonly ReplicaNumbers[]
  /** What only some components have to count, by name: `requests shed`, `messages redelivered`. */
  readonly counts: NamedCounts
  /** Finite resources by name, where some are declared or a fault is about them. */
  readonly resources: { readonly [name: string]: ResourceNumbers }
  /** Handlings that ended when nobody waited for them any more, and the work done for them. */
  readonly wasted: { readonly count: number; readonly ms: Ms }
  /** Why requests that came in that part failed. */
  readonly reasons: Reasons
  /** The calls whose failure made requests fail. */
  readonly causes: Reasons
}

export type Level = { readonly mean: number; readonly peak: number }

/** What became of a call. */
export type CallNumbers = TallyNumbers & {
  /** Single attempts: more than calls when they are retried, fewer when a breaker is open. */
  readonly attempts: CountNumbers
  /** What its messages met on the network; null where the link is a latency and no more. */
  readonly network: NetworkNumbers | null
  /** Between which zones requests went; null where nobody of both stands in several. */
  readonly zones: ZoneNumbers | null
  /** Time at the caller's own rate limit or bulkhead, of those calls that had to wait there. */
  readonly waiting: LatencyNumbers
  /**
   * The caller's own limits at which calls have waited (bulkheads, rate limits, kept connections):
   * how often and how long, the longest sum of waits first.
   */
  readonly limits: readonly LimitNumbers[]
  /** What only some calls have to count, by name: `retries refused`, `hedges sent`. */
  readonly counts: NamedCounts
  /** Why calls that were made in that part failed. */
  readonly reasons: Reasons
  /** The states that its breakers went through in that part; empty without a breaker. */
  readonly breaker: readonly CircuitTransition[]
}

/** The numbers of a component over a part of a run that ended at a moment. */
export function componentNumbers(meter: ComponentMeter, span: Span, endedAt: Ms): ComponentNumbers {
  const { slots } = span
  const waits = meter.waiting.histogram(slots)
  return {
    ...tallyNumbers([meter.tally], span),
    waiting: timingNumbers([meter.waiting], span),
    working: timingNumbers([meter.working], span),
    waited: waits.count === 0 ? undefined : waits.countOver(0) / waits.count,
    ...levelNumbers(meter.levels, meter.capacity.meanIn(slots, endedAt), { span, endedAt }),
    replicas: replicaNumbers(meter, { span, endedAt }),
    counts: meter.counted(slots),
    resources: Object.fromEntries(
      [...meter.resources].map(([name, resource]) => [
        name,
        resource.over(slots, lengthOf(span, endedAt)),
      ]),
    ),
    wasted: meter.wasted(slots),
    reasons: reasons(meter.tally.reasons(slots), reasonText),
    causes: reasons(meter.causes(slots), name => name),
  }
}

type Asked = { readonly span: Span; readonly endedAt: Ms }

/** A level over a part of a run that ended at a moment. */
export function levelOf(levels: Levels, kind: Kind, { span, endedAt }: Asked): Level {
  const elapsed = lengthOf(span, endedAt)
  return {
    mean: elapsed > 0 ? levels.area(kind, span.slots) / elapsed : 0,
    peak: levels.peak(kind, span.slots),
  }
}

function levelNumbers(levels: Levels, capacity: number, asked: Asked): LevelNumbers {
  return {
    queue: levelOf(levels, Kind.Queued, asked),
    inFlight: levelOf(levels, Kind.InFlight, asked),
    utilisation: levelOf(levels, Kind.Busy, asked).mean / capacity,
  }
}

/** A component of one replica is that replica. */
function replicaNumbers(meter: ComponentMeter, asked: Asked): ReplicaNumbers[] {
  const whole = { counts: meter.tally.counts, levels: meter.levels }
  const replicas = meter.replicas.length > 0 ? meter.replicas : [whole]
  const capacity = meter.ofOne.meanIn(asked.span.slots, asked.endedAt)
  return replicas.map(({ counts, levels }) => ({
    ...countNumbers([counts], asked.span),
    ...levelNumbers(levels, capacity, asked),
  }))
}

/** The numbers of a call: of one operation, or of several together. */
export function callNumbers(
  meters: readonly CallMeter[],
  span: Span,
  breaker: readonly CircuitTransition[],
): CallNumbers {
  const why = new Map<number, number>()
  for (const tally of meters.flatMap(meter => meter.tallies)) {
    for (const [reason, count] of tally.reasons(span.slots))
      why.set(reason, (why.get(reason) ?? 0) + count)
  }
  const tallies = meters.flatMap(meter => meter.tallies)
  const attempts = meters.map(meter => meter.attempts)
  const links = meters.flatMap(meter => meter.links)
  const zones = meters.flatMap(meter => meter.zones ?? [])
  const waiting = meters.flatMap(meter => meter.waiting ?? [])
  const limits = meters.map(meter => meter.limits)
  return {
    ...tallyNumbers(tallies, span),
    attempts: countNumbers(attempts, span),
    network: networkNumbers(links, span),
    zones: zoneNumbers(zones, span.slots),
    waiting: timingNumbers(waiting, span),
    limits: limitNumbers(limits, span),
    counts: addedByName(meters.map(meter => meter.counted(span.slots))),
    reasons: reasons(why, reasonText),
    breaker,
  }
}

/** What became of all that some tallies count. */
export function tallyNumbers(tallies: readonly Tally[], span: Span): TallyNumbers {
  return {
    ...countNumbers(
      tallies.map(tally => tally.counts),
      span,
    ),
    availability: availabilityOf(tallies, span),
    latency: timingNumbers(
      tallies.map(tally => tally.latency),
      span,
    ),
  }
}

/** How many there were of some together, and how they ended. */
export function countNumbers(all: readonly Counts[], span: Span): CountNumbers {
  const issued = all.reduce((sum, counts) => sum + counts.issued(span.slots), 0)
  const outcomes = addedUp(all, span)
  const ended = outcomes.reduce((sum, count) => sum + count, 0)
  return { issued, outcomes: namedCounts(outcomes), unfinished: issued - ended }
}

function addedUp(all: readonly Counts[], { slots }: Span): number[] {
  const each = all.map(counts => counts.outcomes(slots))
  return (each[0] ?? []).map((_, outcome) => each.reduce((sum, row) => sum + row[outcome], 0))
}

/** Of all that was issued and not called off: how many, how many were served, or have no end. */
export function servedOf(
  tallies: readonly Tally[],
  span: Span,
): { readonly asked: number; readonly served: number; readonly open: number } {
  const { issued, outcomes, unfinished } = countNumbers(
    tallies.map(tally => tally.counts),
    span,
  )
  const served = outcomes.ok + outcomes.degraded
  return { asked: issued - outcomes.cancelled, served, open: unfinished }
}

/** The share of them that was served. */
export function availabilityOf(tallies: readonly Tally[], span: Span): number | undefined {
  const { asked, served } = servedOf(tallies, span)
  return asked === 0 ? undefined : served / asked
}

/** All latencies of some tallies as one histogram. */
export function latenciesOf(tallies: readonly Tally[], { slots }: Span): Histogram {
  return Histogram.merged(tallies.map(tally => tally.latency.histogram(slots)))
}

function reasons<K>(counts: ReadonlyMap<K, number>, text: (reason: K) => string): Reasons {
  return [...counts]
    .map(([reason, count]) => ({ because: text(reason), count }))
    .sort((a, b) => b.count - a.count || (a.because < b.because ? -1 : 1))
}
