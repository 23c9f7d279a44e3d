/** The kind of goal that wants a system under overload to shed rather than to collapse. */
import {
  type Duration,
  durationMs,
  type Ms,
  type Rate,
  ratePerMs,
  share,
  type Share,
} from '../../../kernel/units.ts'
import { talliesOf } from '../../../record/lookup.ts'
import type { SlotRange } from '../../../record/grid.ts'
import { Outcome } from '../../../record/outcome.ts'
import type { Question, RunNames } from '../../../record/question.ts'
import type { Run } from '../../../record/run.ts'
import { spanOf, type Window } from '../../../record/window.ts'
import { nothingCame } from '../../availability.ts'
import { slotsOf, type TimeSeries } from '../../course.ts'
import { aboveLeast, tightest } from '../../margin.ts'
import { judged, unknown, type Verdict } from '../../verdict.ts'
import { goalKind } from '../kind.ts'
import { asked, optionGiven } from '../read.ts'

/** What is overload, whose goodput is meant, and when. */
export type GoodputOptions<N extends RunNames = RunNames> = Question<N> & {
  /** How much can be served. Default: the most that was served in a step. */
  readonly capacity?: Rate | undefined
  /** How long a step is at least. Default: a slot of the recording. */
  readonly every?: Duration | undefined
}

/** The numbers behind a verdict on goodput under overload; rates are those of a second. */
export type GoodputEvidence = {
  /** Goodput over capacity, in all steps of overload together. */
  readonly share: number
  readonly atLeast: number
  /** What can be served: as it was stated, or the most that was served in a step. */
  readonly capacity: number
  readonly isStated: boolean
  readonly offered: number
  readonly goodput: number
  /** How long more was offered than can be served. */
  readonly overloadMs: Ms
  /** Of what was offered then and not served: turned away or answered with an error. */
  readonly turnedAway: number
  /** And what timed out, was given up, answered when nobody waited, or never ended. */
  readonly leftWaiting: number
  /** Served over capacity, step by step. */
  readonly course: TimeSeries
}

/** No more of the rest waited in vain than was turned away. */
const RATHER = 0.5

/**
 * In the steps in which more is offered than can be served, what is served (goodput) stays at least
 * at a share of what can be, and of the rest no more waits in vain than is turned away.
 */
export const goodput = goalKind({
  matcher: 'toShedRatherThanCollapse',
  beforeOptions: 1,
  read: (atLeast: Share, { capacity, every, ...question }: GoodputOptions = {}) => ({
    atLeast: share(atLeast),
    capacityPerMs: optionGiven(capacity, 'capacity', ratePerMs),
    everyMs: optionGiven(every, 'every', durationMs) ?? 0,
    question: asked(question),
  }),
  judge: (run, { atLeast, capacityPerMs, everyMs, question }): Verdict<GoodputEvidence> => {
    const steps = stepsIn(run, question, everyMs)
    if (steps.every(({ offered }) => offered === 0)) return unknown(nothingCame(question))
    const most = steps.reduce((top, step) => Math.max(top, step.served / lengthOf(step)), 0)
    const perMs = capacityPerMs ?? most
    const over = sumOf(steps.filter(step => step.offered / lengthOf(step) > perMs))
    if (over.offered === 0) return unknown('never was more offered than can be served')
    const kept = shareOf(over.served / over.ms, perMs)
    const rest = over.turnedAway + over.leftWaiting
    const margins = [
      aboveLeast(kept, atLeast, 'share'),
      ...(rest === 0 ? [] : [aboveLeast(over.turnedAway / rest, RATHER, 'share')]),
    ]
    const holds = margins.every(({ by }) => by >= 0)
    return judged({ holds, margin: tightest(margins) }, () => ({
      share: kept,
      atLeast,
      capacity: perMs * 1e3,
      isStated: capacityPerMs !== undefined,
      offered: (over.offered / over.ms) * 1e3,
      goodput: (over.served / over.ms) * 1e3,
      overloadMs: over.ms,
      turnedAway: over.turnedAway,
      leftWaiting: over.leftWaiting,
      course: steps.map(step => ({
        ...step,
        value: shareOf(step.served / lengthOf(step), perMs),
      })),
    }))
  },
})

/** What was served of what can be: nothing where nothing was served at any time. */
const shareOf = (servedPerMs: number, perMs: number): number =>
  perMs === 0 ? 0 : servedPerMs / perMs

type Counted = {
  offered: number
  served: number
  turnedAway: number
  leftWaiting: number
}

type Step = Counted & { readonly fromMs: Ms; toMs: Ms }

const lengthOf = ({ fromMs, toMs }: Step): Ms => toMs - fromMs

function stepsIn(run: Run, question: Question, everyMs: Ms): Step[] {
  const { at, on, class: requestClass, ...window } = question
  const steps: Step[] = []
  for (const slot of slotsOf(run, window)) {
    const counts = countsIn(run, { at, on, class: requestClass }, [slot.fromMs, slot.toMs])
    const last = steps.at(-1)
    const isFull = last === undefined || lengthOf(last) >= everyMs || last.toMs !== slot.fromMs
    if (isFull) steps.push({ ...slot, ...counts })
    else addTo(last, counts, slot.toMs)
  }
  return steps
}

function addTo(step: Step, counts: Counted, toMs: Ms): void {
  step.offered += counts.offered
  step.served += counts.served
  step.turnedAway += counts.turnedAway
  step.leftWaiting += counts.leftWaiting
  step.toMs = toMs
}

/** At a component, what was done when nobody waited any more was not served. */
function countsIn({ recording }: Run, whose: Question, between: Window['between']): Counted {
  const { slots } = spanOf(recording, { between })
  const all = talliesOf(recording, whose).map(({ counts }) => counts)
  const count = (...outcomes: Outcome[]): number =>
    all.reduce((sum, counts) => {
      const ended = counts.outcomes(slots)
      return sum + outcomes.reduce<number>((some, outcome) => some + ended[outcome], 0)
    }, 0)
  const wasted = whose.at === undefined ? 0 : wastedAt(recording, whose.at, slots)
  const offered = all.reduce((sum, counts) => sum + counts.issued(slots), 0)
  const served = Math.max(0, count(Outcome.Ok, Outcome.Degraded) - wasted)
  const turnedAway = count(Outcome.Rejected, Outcome.Error)
  return { offered, served, turnedAway, leftWaiting: offered - served - turnedAway }
}

function wastedAt({ components }: Run['recording'], at: string, slots: SlotRange): number {
  const meter = components.get(at)
  if (meter === undefined) return 0
  // Those that were cancelled are counted as wasted, too, and not as served.
  return Math.max(
    0,
    meter.wasted(slots).count - meter.tally.counts.outcomes(slots)[Outcome.Cancelled],
  )
}

function sumOf(steps: readonly Step[]): Counted & { readonly ms: Ms } {
  const sum = { offered: 0, served: 0, turnedAway: 0, leftWaiting: 0, fromMs: 0, toMs: 0 }
  let ms = 0
  for (const step of steps) {
    addTo(sum, step, 0)
    ms += lengthOf(step)
  }
  return { ...sum, ms }
}
