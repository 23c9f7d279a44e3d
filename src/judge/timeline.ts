/**
 * How a failure spread: for every component, call and client the moment at which something was
 * first wrong with it, in order. Nothing is guessed: each stage is a count that passed a mark.
 */
import type { Ms } from '../kernel/units.ts'
import { type FailuresSeen, failuresOf } from '../record/failures.ts'
import type { SlotRange } from '../record/grid.ts'
import type { CallMeter, ComponentMeter } from '../record/meters.ts'
import { Outcome } from '../record/outcome.ts'
import type { Run } from '../record/run.ts'
import { runGiven } from '../record/run-given.ts'
import { type Interval, slotsOf } from './course.ts'

/**
 * What can be seen of a failure: a fault began or ended; a call times out or is tried again; a
 * breaker opened; the slots of a component are all taken, its queue is in use, it turns requests
 * away or answers with errors; clients are not served, or are all served again.
 */
export type StageKind =
  | 'fault begins'
  | 'fault ends'
  | 'calls time out'
  | 'calls are retried'
  | 'breaker opens'
  | 'slots are full'
  | 'requests queue'
  | 'requests are turned away'
  | 'requests fail'
  | 'clients are not served'
  | 'clients are served again'

/** Something that was seen for the first time. */
export type Stage = {
  /**
   * When, in milliseconds: the moment a fault began or ended, a breaker opened, the first of many
   * failures came to light; of levels (slots, queues) and retries, the start of the slot of time in
   * which they were seen first.
   */
  readonly at: Ms
  /** The component, the call, the class of requests, or the fault as its sentence. */
  readonly of: string
  readonly what: StageKind
}

/** A share of calls or requests that is worth a stage. */
const NOTABLE = 0.01
/** A tenth more attempts than calls. */
const AMPLIFIED = 1.1
const FULL = 0.99

/** A sign, and when it is seen in a slot of time; undefined where it is not. */
type Sign = {
  readonly what: StageKind
  readonly seen: (run: Run, of: string, slot: Interval) => Ms | undefined
}

/** Something that came to light at a moment, when it was more than a share of what was issued. */
const cameToLight = ({ count, firstMs }: FailuresSeen, issued: number): Ms | undefined =>
  count > issued * NOTABLE ? firstMs : undefined

/** A level, or a ratio, is known for a slot as a whole. */
const level =
  (isSeen: (run: Run, of: string, when: Asked) => boolean): Sign['seen'] =>
  (run, of, slot) =>
    isSeen(run, of, during(slot)) ? slot.fromMs : undefined

const ofCalls: readonly Sign[] = [
  {
    what: 'calls time out',
    seen: (run, of, slot) => {
      const { attempts } = run.recording.calls.get(of) as CallMeter
      const range = rangeOf(run, slot)
      return cameToLight(failuresOf([attempts], range, [Outcome.Timeout]), attempts.issued(range))
    },
  },
  {
    what: 'calls are retried',
    seen: level((run, of, when) => {
      const { attempts, issued } = run.on(of, when)
      return issued > 0 && attempts.issued > issued * AMPLIFIED
    }),
  },
]

const failing =
  (outcome: Outcome): Sign['seen'] =>
  (run, of, slot) => {
    const { counts } = (run.recording.components.get(of) as ComponentMeter).tally
    const range = rangeOf(run, slot)
    return cameToLight(failuresOf([counts], range, [outcome]), counts.issued(range))
  }

const ofComponents: readonly Sign[] = [
  {
    what: 'slots are full',
    seen: level((run, of, when) => run.at(of, when).utilisation > FULL),
  },
  {
    what: 'requests queue',
    seen: level((run, of, when) => run.at(of, when).queue.mean >= 1),
  },
  { what: 'requests are turned away', seen: failing(Outcome.Rejected) },
  { what: 'requests fail', seen: failing(Outcome.Error) },
]

/**
 * Clients are not served from the first failure on that is one of many. Who never had an answer is
 * known to have none at the end of the slot in which it came.
 */
const notServed: Sign = {
  what: 'clients are not served',
  seen: (run, of, slot) => {
    const range = rangeOf(run, slot)
    const tallies = run.recording.requests.get(of) ?? []
    const { unfinished, issued } = run.requests({ class: of, ...during(slot) })
    const counts = tallies.map(tally => tally.counts)
    const failed = cameToLight(failuresOf(counts, range), issued)
    return failed ?? (unfinished > issued * NOTABLE ? slot.toMs : undefined)
  },
}

/**
 * Tells how a failure spread, stage by stage.
 *
 * @param run a finished run; its resolution is how exact the moments of levels are
 * @returns the stages in order of time; what has always been so from the first slot on is one, too
 * @example
 * const outage = [slow('db', { by: '2s' }).at('60s').for('30s')]
 * for (const { at, of, what } of timeline(simulate(shop, { for: '3m', faults: outage }))) {
 *   console.log(at, of, what)
 * }
 */
export function timeline(run: Run): Stage[] {
  const { components, calls, requests, transitions } = runGiven(run, 'timeline').recording
  const slots = slotsOf(run, {})
  const opened = new Map<string, Ms>()
  for (const { at, call, to } of transitions) {
    if (to === 'open' && !opened.has(call)) opened.set(call, at)
  }
  const stages = [
    ...faultStages(run),
    ...[...opened].map(([of, at]): Stage => ({ at, of, what: 'breaker opens' })),
    ...inOrder(calls).flatMap(of => firstSigns(run, of, slots, ofCalls)),
    ...inOrder(components).flatMap(of => firstSigns(run, of, slots, ofComponents)),
    ...inOrder(requests).flatMap(of => [
      ...firstSigns(run, of, slots, [notServed]),
      ...recovery(run, of, slots),
    ]),
  ]
  return stages.sort((a, b) => a.at - b.at)
}

type Asked = { readonly between: readonly [Ms, Ms] }

const inOrder = (names: ReadonlyMap<string, unknown>): string[] => [...names.keys()].sort()
const during = ({ fromMs, toMs }: Interval): Asked => ({ between: [fromMs, toMs] })

const rangeOf = ({ recording: { grid } }: Run, { fromMs, toMs }: Interval): SlotRange =>
  grid.range(fromMs, toMs)

function firstSigns(
  run: Run,
  of: string,
  slots: readonly Interval[],
  signs: readonly Sign[],
): Stage[] {
  const stages: Stage[] = []
  const missing = new Set(signs)
  for (const slot of slots) {
    if (missing.size === 0) break
    for (const sign of missing) {
      const at = sign.seen(run, of, slot)
      if (at === undefined) continue
      missing.delete(sign)
      stages.push({ at, of, what: sign.what })
    }
  }
  return stages
}

/**
 * After the last slot in which requests came that were not served, or failures came to light, if
 * there are any slots after it.
 */
function recovery(run: Run, of: string, slots: readonly Interval[]): Stage[] {
  const isBad = slots.map(slot => {
    const { availability } = run.requests({ class: of, ...during(slot) })
    return (availability ?? 1) < 1 - NOTABLE || notServed.seen(run, of, slot) !== undefined
  })
  const last = isBad.lastIndexOf(true)
  if (last < 0 || last === slots.length - 1) return []
  return [{ at: slots[last].toMs, of, what: 'clients are served again' }]
}

function faultStages({ faults, recording }: Run): Stage[] {
  const { horizonMs } = recording.grid
  const times = faults.flatMap(({ fault, periods }) =>
    periods.map(({ from, until }) => ({ fault, from, until })),
  )
  return times.flatMap(({ fault, from, until }) => [
    ...(from < horizonMs ? [{ at: from, of: fault, what: 'fault begins' } as const] : []),
    ...(until < horizonMs ? [{ at: until, of: fault, what: 'fault ends' } as const] : []),
  ])
}
