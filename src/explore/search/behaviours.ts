/**
 * The behaviours a run showed, by name: what its parts did that they do not do on a good day, how
 * often, and how much worse the clients were served. A search keeps what reaches a new one.
 *
 * Counts fall into coarse buckets, as in AFL: that 37 calls were rejected is no other behaviour
 * than 35, that 400 were is. zalewski: "Technical whitepaper for afl-fuzz".
 */
import type { Ms } from '../../kernel/units.ts'
import type { CallMeter, ComponentMeter } from '../../record/meters.ts'
import { Outcome, outcomeNames } from '../../record/outcome.ts'
import { reasonText } from '../../record/reason.ts'
import type { Recording } from '../../record/recording.ts'
import type { Run } from '../../record/run.ts'
import type { Tally } from '../../record/tally.ts'
import { availabilityOf } from '../../record/views.ts'
import { type Span, spanOf } from '../../record/window.ts'
import { servedOf } from './numbers.ts'
import type { TrialResult } from './trial.ts'

/** What the clients of a run saw. */
type Seen = Pick<TrialResult, 'requests' | 'latency'> & {
  /** When every fault should be over and forgotten. */
  readonly lastFromMs: Ms
}

/** Every behaviour of a run, in order of names. */
export function behavioursOf({ recording }: Run, seen: Seen): string[] {
  const counts = new Map<string, number>()
  const count = (name: string, times: number): void => {
    if (times > 0) counts.set(name, (counts.get(name) ?? 0) + times)
  }
  const span = spanOf(recording)
  for (const { call, to } of recording.transitions) count(`${call} breaker ${to}`, 1)
  for (const { component, is } of recording.replicaChanges) count(`${component} replica ${is}`, 1)
  for (const [name, meter] of recording.components) ofComponent(name, meter, { span, count })
  for (const [name, meter] of recording.queues) ofComponent(`queue ${name}`, meter, { span, count })
  for (const [name, meter] of recording.calls) ofCall(name, meter, { span, count })
  const bucketed = [...counts].map(([name, times]) => `${name} ${bucketOf(times)}`)
  return [...bucketed, ...servedBadly(recording, seen)].sort()
}

type Counting = { readonly span: Span; readonly count: (name: string, times: number) => void }

function ofComponent(name: string, meter: ComponentMeter, { span, count }: Counting): void {
  ofTally(name, meter.tally, { span, count })
  ofNames(name, meter.counted(span.slots), count)
}

function ofCall(name: string, meter: CallMeter, { span, count }: Counting): void {
  const { tallies, attempts } = meter
  for (const tally of tallies) ofTally(name, tally, { span, count })
  ofNames(name, meter.counted(span.slots), count)
  const issued = tallies.reduce((sum, { counts }) => sum + counts.issued(span.slots), 0)
  // A call that a breaker turns away has no attempt, so these are the retries there were at least.
  count(`${name} retried`, attempts.issued(span.slots) - issued)
}

/** Every way to end but ok; and why, but for what the code of an error says. */
function ofTally(name: string, tally: Tally, { span, count }: Counting): void {
  const outcomes = tally.counts.outcomes(span.slots)
  outcomes.forEach((times, outcome) => {
    if (outcome !== Outcome.Ok) count(`${name} ${outcomeNames[outcome]}`, times)
  })
  for (const [reason, times] of tally.reasons(span.slots)) {
    if (reason < 0) count(`${name}: ${reasonText(reason)}`, times)
  }
}

function ofNames(
  name: string,
  counted: { readonly [name: string]: number },
  count: Counting['count'],
): void {
  for (const [what, times] of Object.entries(counted)) count(`${name} ${what}`, times)
}

const buckets = [4096, 512, 64, 8, 2] as const

function bucketOf(times: number): string {
  if (times === 1) return 'once'
  return `${buckets.find(least => times >= least)} times or more`
}

const marks = [0.999, 0.99, 0.95, 0.9, 0.8, 0.6, 0.4, 0.2] as const

/** Each mark that the clients' service fell below: over the whole run, and at last. */
function servedBadly(recording: Recording, { requests, latency, lastFromMs }: Seen): string[] {
  const issued = requests.reduce((sum, count) => sum + count, 0)
  const whole = issued === 0 ? 1 : servedOf(requests) / issued
  const all = [...recording.requests.values()].flat()
  const last = availabilityOf(all, spanFrom(lastFromMs, recording)) ?? 1
  return [
    ...marks.filter(mark => whole < mark).map(mark => `availability under ${mark}`),
    ...marks.filter(mark => last < mark).map(mark => `availability at last under ${mark}`),
    ...slowness(latency),
  ]
}

function spanFrom(fromMs: Ms, { grid }: Recording): Span {
  const { edges, horizonMs } = grid
  const from = edges.findIndex(edge => edge >= fromMs)
  const to = edges.length - 1
  return { fromMs: edges[from], toMs: horizonMs, betweenMs: 0, slots: { from, to } }
}

/** Each octave that the p99 reached. */
function slowness(latency: Seen['latency']): string[] {
  const all = latency.reduce((sum, [, count]) => sum + count, 0)
  let slower = all
  const reached = latency.filter(([, count]) => {
    const isReached = slower > 0.01 * all
    slower -= count
    return isReached
  })
  const p99 = reached.at(-1)?.[0] ?? 0
  return Array.from({ length: Math.max(0, p99) }, (_, i) => `p99 over ${2 << i} ms`)
}
