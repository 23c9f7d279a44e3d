/** The kind of goal that wants a system under faults to degrade rather than to fail. */
import { share, type Share } from '../../../kernel/units.ts'
import { talliesOf } from '../../../record/lookup.ts'
import { Outcome } from '../../../record/outcome.ts'
import type { Question, Run } from '../../../record/run.ts'
import { isPart, type Span, spanInFaults, spanOf } from '../../../record/window.ts'
import { nothingCame } from '../../availability.ts'
import { courseOf, type TimeSeries } from '../../course.ts'
import { aboveLeast, tightest } from '../../margin.ts'
import { judged, unknown, type Verdict } from '../../verdict.ts'
import { goalKind } from '../kind.ts'
import { asked } from '../read.ts'

/** The numbers behind a verdict on how a system degraded; shares are 0 to 1. */
export type DegradationEvidence = {
  readonly served: number
  readonly atLeast: number
  /** Requests that came in that time, without those that were cancelled. */
  readonly asked: number
  readonly ok: number
  readonly degraded: number
  readonly failed: number
  /** Whether it was judged of all times that any fault was in force. */
  readonly isInFaults: boolean
  /** The share that was served, slot by slot. */
  readonly course: TimeSeries
}

/** As many of those that were not served in full were degraded as failed. */
const RATHER = 0.5

/**
 * While a fault was in force at least a share was served, in full or degraded, and of what was not
 * served in full no more failed than was degraded.
 */
export const degradesGracefully = goalKind({
  matcher: 'toDegradeGracefully',
  isOfFaults: true,
  isOfRequests: true,
  beforeOptions: 1,
  read: (atLeast: Share, question?: Question) => ({
    atLeast: share(atLeast),
    question: asked(question),
  }),
  judge: (run, { atLeast, question }): Verdict<DegradationEvidence> => {
    const isInFaults = !isPart(question)
    if (isInFaults && run.faults.every(({ periods }) => periods.length === 0)) {
      return unknown('no fault was in force, under which anything could degrade')
    }
    const span = isInFaults ? spanInFaults(run.recording) : spanOf(run.recording, question)
    const counts = countsIn(run, question, span)
    if (counts.asked === 0) {
      return unknown(`${nothingCame(question)}${isInFaults ? ' while a fault was in force' : ''}`)
    }
    const served = (counts.ok + counts.degraded) / counts.asked
    const rather = counts.degraded / Math.max(1, counts.degraded + counts.failed)
    const isWhole = counts.degraded + counts.failed === 0
    const margins = [
      aboveLeast(served, atLeast, 'share'),
      ...(isWhole ? [] : [aboveLeast(rather, RATHER, 'share')]),
    ]
    const holds = margins.every(({ by }) => by >= 0)
    return judged({ holds, margin: tightest(margins) }, () => ({
      served,
      atLeast,
      ...counts,
      isInFaults,
      course: courseOf(run, question, part => run.availability(part)),
    }))
  },
})

function countsIn({ recording }: Run, { at, on, class: requestClass }: Question, span: Span) {
  const all = talliesOf(recording, { at, on, class: requestClass }).map(({ counts }) => counts)
  const count = (outcome: Outcome): number =>
    all.reduce((sum, counts) => sum + counts.outcomes(span.slots)[outcome], 0)
  const issued = all.reduce((sum, counts) => sum + counts.issued(span.slots), 0)
  const [ok, degraded] = [count(Outcome.Ok), count(Outcome.Degraded)]
  const whole = issued - count(Outcome.Cancelled)
  return { asked: whole, ok, degraded, failed: whole - ok - degraded }
}
