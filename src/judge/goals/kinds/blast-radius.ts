/** The kind of goal that sets a limit to how far a failure reaches. */
import { UsageError } from '../../../kernel/errors.ts'
import { quote } from '../../../kernel/quantity.ts'
import { share, type Share } from '../../../kernel/units.ts'
import { named, talliesOf } from '../../../record/lookup.ts'
import { Outcome } from '../../../record/outcome.ts'
import type { RunNames } from '../../../record/question.ts'
import type { Run } from '../../../record/run.ts'
import type { Counts } from '../../../record/tally.ts'
import { type Span, spanOf, type Window } from '../../../record/window.ts'
import { calleeOf } from '../../amplification.ts'
import { nothingCame } from '../../availability.ts'
import { courseOf, type TimeSeries } from '../../course.ts'
import { belowMost, tightest } from '../../margin.ts'
import { judged, unknown, type Verdict } from '../../verdict.ts'
import { goalKind } from '../kind.ts'
import { countGiven, optionGiven, optionsGiven, partOf } from '../read.ts'

/** How far a failure may reach: say whom, how many components, which share of requests, or more. */
export type BlastRadiusOptions<N extends RunNames = RunNames> = Window & {
  /** The only components that may be hit. */
  readonly to?: readonly N['component'][] | undefined
  /** How many components may be hit. */
  readonly components?: number | undefined
  /** Which share of all requests of clients may fail. */
  readonly share?: Share | undefined
  /**
   * A component is hit where less than this share was served of what came to it, or of the attempts
   * to call it as its callers saw them. Default 99 %.
   */
  readonly below?: Share | undefined
}

/** A component that was hit. */
export type HitComponent = {
  readonly component: string
  /** The share that was served: at the component, or as its callers saw it, whichever is less. */
  readonly served: number
}

/** The numbers behind a verdict on how far a failure reached; shares are 0 to 1. */
export type BlastRadiusEvidence = {
  /** The components that were hit, the worst first. */
  readonly hit: readonly HitComponent[]
  /** Those of them that were not to be. */
  readonly outside: readonly string[]
  readonly below: number
  /** Requests of clients, without those that were cancelled. */
  readonly asked: number
  readonly failed: number
  readonly share: number
  /** The share of requests that failed, slot by slot. */
  readonly course: TimeSeries
}

/** A failure reached no further than to some components, or a share of requests. */
export const blastRadius = goalKind({
  matcher: 'toContainBlastRadius',
  beforeOptions: 0,
  read: (options: BlastRadiusOptions) => {
    const words = ['to', 'components', 'share', 'below']
    const { to, components, below, ...rest } = optionsGiven(options, words)
    const { share: most, ...window } = rest
    if ([to, components, most].every(limit => limit === undefined)) throw noLimit()
    const limits = {
      to: to === undefined ? undefined : namesGiven(to),
      components: components === undefined ? undefined : countGiven(components, 'components'),
      share: optionGiven(most, 'share', share),
      below: optionGiven(below, 'below', share) ?? 0.99,
    }
    if (isKeptByAll(limits)) throw whateverHappens(limits)
    return { ...limits, question: partOf(window) }
  },
  judge: (run, { to, components, share: most, below, question }): Verdict<BlastRadiusEvidence> => {
    const { asked, failed } = requestsIn(run, question)
    if (asked === 0) return unknown(nothingCame(question))
    for (const name of to ?? []) named(run.recording.components, name, 'component', 'to')
    const failing = failed / asked
    const hit = hitIn(run, below, question)
    const outside = hit.map(one => one.component).filter(name => !(to ?? [name]).includes(name))
    const margins = [
      ...(to === undefined ? [] : [belowMost(outside.length, 0, 'count')]),
      ...(components === undefined ? [] : [belowMost(hit.length, components, 'count')]),
      ...(most === undefined ? [] : [belowMost(failing, most, 'share')]),
    ]
    const holds = margins.every(({ by }) => by >= 0)
    return judged({ holds, margin: tightest(margins) }, () => ({
      hit,
      outside,
      below,
      asked,
      failed,
      share: failing,
      course: courseOf(run, question, part => failingIn(run, part)),
    }))
  },
})

function hitIn({ recording }: Run, below: number, window: Window): HitComponent[] {
  const span = spanOf(recording, window)
  return [...recording.components]
    .map(([component, { tally }]) => {
      const calls = [...recording.calls].filter(([call]) => calleeOf(call) === component)
      const attempts = calls.map(([, meter]) => meter.attempts)
      const served = Math.min(...[[tally.counts], attempts].map(all => shareServed(all, span)))
      return { component, served }
    })
    .filter(({ served }) => served < below)
    .sort((a, b) => a.served - b.served || (a.component < b.component ? -1 : 1))
}

/** The share that was served; 1 of nothing. */
function shareServed(all: readonly Counts[], span: Span): number {
  const { asked, failed } = countsOf(all, span)
  return asked === 0 ? 1 : (asked - failed) / asked
}

function countsOf(all: readonly Counts[], { slots }: Span) {
  let [asked, served] = [0, 0]
  for (const counts of all) {
    const outcomes = counts.outcomes(slots)
    asked += counts.issued(slots) - outcomes[Outcome.Cancelled]
    served += outcomes[Outcome.Ok] + outcomes[Outcome.Degraded]
  }
  return { asked, failed: asked - served }
}

function requestsIn({ recording }: Run, window: Window) {
  const tallies = talliesOf(recording, {})
  return countsOf(
    tallies.map(({ counts }) => counts),
    spanOf(recording, window),
  )
}

function failingIn(run: Run, part: Window): number | undefined {
  const { asked, failed } = requestsIn(run, part)
  return asked === 0 ? undefined : failed / asked
}

function namesGiven<T>(to: T): T {
  if (Array.isArray(to)) return to
  const fix = `write to: ['${typeof to === 'string' ? to : 'db'}']`
  throw new UsageError({ what: `${quote(to)} is no list of components`, where: 'to', fix })
}

function noLimit(): UsageError {
  const fix = "write { to: ['db'] }, { components: 2 } or { share: '5%' }"
  return new UsageError({ what: 'no limit is given', fix })
}

type Limits = {
  readonly to: readonly string[] | undefined
  readonly components: number | undefined
  readonly share: number | undefined
  readonly below: number
}

/** Whether no run can miss it: no component is hit with less than none served. */
function isKeptByAll({ to, components, share: most, below }: Limits): boolean {
  const isOfComponents = to !== undefined || components !== undefined
  return !(isOfComponents && below > 0) && (most === undefined || most === 1)
}

function whateverHappens({ share: most }: Limits): UsageError {
  if (most === undefined) {
    const fix = "write the share below which a component is hit, as '99%', or leave it out"
    return new UsageError({ what: 'no component serves below 0%', where: 'below', fix })
  }
  const fix = "write the share that may fail, as '5%', or who may be hit, as { to: ['db'] }"
  return new UsageError({ what: 'at most 100% fail whatever happens', where: 'share', fix })
}
