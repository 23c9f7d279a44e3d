/**
 * How a failure spread: for every component, call and client the moment at which something was
 * first wrong with it, in order. Nothing is guessed: each stage is a count that passed a mark.
 */
import type { Ms } from '../kernel/units.ts'
import type { Run } from '../record/run.ts'
import type { CallNumbers, ComponentNumbers, TallyNumbers } from '../record/views.ts'
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
  /** When, in milliseconds: the start of the slot of time in which it was seen first. */
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

type Sign<Numbers> = { readonly what: StageKind; readonly seen: (numbers: Numbers) => boolean }

const ofCalls: readonly Sign<CallNumbers>[] = [
  {
    what: 'calls time out',
    seen: ({ attempts }) => attempts.outcomes.timeout > attempts.issued * NOTABLE,
  },
  {
    what: 'calls are retried',
    seen: ({ attempts, issued }) => issued > 0 && attempts.issued > issued * AMPLIFIED,
  },
]

const ofComponents: readonly Sign<ComponentNumbers>[] = [
  { what: 'slots are full', seen: ({ utilisation }) => utilisation > FULL },
  { what: 'requests queue', seen: ({ queue }) => queue.mean >= 1 },
  {
    what: 'requests are turned away',
    seen: ({ outcomes, issued }) => outcomes.rejected > issued * NOTABLE,
  },
  { what: 'requests fail', seen: ({ outcomes, issued }) => outcomes.error > issued * NOTABLE },
]

const ofClients: readonly Sign<TallyNumbers>[] = [
  {
    what: 'clients are not served',
    seen: ({ availability }) => (availability ?? 1) < 1 - NOTABLE,
  },
]

/**
 * Tells how a failure spread, stage by stage.
 *
 * @param run a finished run; its resolution is how exact the moments are
 * @returns the stages in order of time; what has always been so from the first slot on is one, too
 * @example
 * const outage = [slow('db', { by: '2s' }).at('60s').for('30s')]
 * for (const { at, of, what } of timeline(simulate(shop, { for: '3m', faults: outage }))) {
 *   console.log(at, of, what)
 * }
 */
export function timeline(run: Run): Stage[] {
  const { components, calls, requests, transitions } = run.recording
  const slots = slotsOf(run, {})
  const opened = new Map<string, Ms>()
  for (const { at, call, to } of transitions) {
    if (to === 'open' && !opened.has(call)) opened.set(call, at)
  }
  const stages = [
    ...faultStages(run),
    ...[...opened].map(([of, at]): Stage => ({ at, of, what: 'breaker opens' })),
    ...inOrder(calls).flatMap(of => firstSigns(of, slots, ofCalls, when => run.on(of, when))),
    ...inOrder(components).flatMap(of =>
      firstSigns(of, slots, ofComponents, when => run.at(of, when)),
    ),
    ...inOrder(requests).flatMap(of => {
      const ask = (when: Asked): TallyNumbers => run.requests({ class: of, ...when })
      return [...firstSigns(of, slots, ofClients, ask), ...recovery(of, slots, ask)]
    }),
  ]
  return stages.sort((a, b) => a.at - b.at)
}

type Asked = { readonly between: readonly [Ms, Ms] }

const inOrder = (names: ReadonlyMap<string, unknown>): string[] => [...names.keys()].sort()
const during = ({ fromMs, toMs }: Interval): Asked => ({ between: [fromMs, toMs] })

function firstSigns<Numbers>(
  of: string,
  slots: readonly Interval[],
  signs: readonly Sign<Numbers>[],
  ask: (when: Asked) => Numbers,
): Stage[] {
  const stages: Stage[] = []
  const missing = new Set(signs)
  for (const slot of slots) {
    if (missing.size === 0) break
    const numbers = ask(during(slot))
    for (const sign of missing) {
      if (!sign.seen(numbers)) continue
      missing.delete(sign)
      stages.push({ at: slot.fromMs, of, what: sign.what })
    }
  }
  return stages
}

/** After the last slot in which clients were not served, if there are any slots after it. */
function recovery(
  of: string,
  slots: readonly Interval[],
  ask: (when: Asked) => TallyNumbers,
): Stage[] {
  const isBad = slots.map(slot => ofClients[0].seen(ask(during(slot))))
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
