/** The kind of goal that wants answers to be correct. */
import { UsageError } from '../../../kernel/errors.ts'
import type { FaultRecord } from '../../../record/fault-record.ts'
import type { Question, Run } from '../../../record/run.ts'
import { share, type Share } from '../../../kernel/units.ts'
import { nothingCame } from '../../availability.ts'
import { type TimeSeries, courseOf } from '../../course.ts'
import { idleFaults } from '../../faults.ts'
import { aboveLeast } from '../../margin.ts'
import { judged, unknown, type Verdict } from '../../verdict.ts'
import { goalKind } from '../kind.ts'
import { asked } from '../read.ts'

/** The numbers behind a verdict on correct data; shares are 0 to 1. */
export type CorrectnessEvidence = {
  readonly correct: number
  readonly atLeast: number
  /** Requests that were answered with data: ok, degraded or incorrect. */
  readonly answered: number
  readonly incorrect: number
  /** The share of correct answers, slot by slot. */
  readonly course: TimeSeries
  readonly idleFaults: readonly FaultRecord[]
}

/** Of what was answered with data, at least a share was correct. */
export const correctness = goalKind({
  matcher: 'toServeCorrectData',
  isOfRequests: true,
  beforeOptions: 1,
  read: (atLeast: Share, question?: Question) => ({
    atLeast: over0(share(atLeast)),
    question: asked(question),
  }),
  judge: (run, { atLeast, question }): Verdict<CorrectnessEvidence> => {
    const { answered, incorrect } = answersOf(run, question)
    if (answered === 0) return unknown(noAnswer(run, question))
    const correct = (answered - incorrect) / answered
    const margin = aboveLeast(correct, atLeast, 'share')
    return judged({ holds: correct >= atLeast, margin }, () => ({
      correct,
      atLeast,
      answered,
      incorrect,
      course: courseOf(run, question, part => correctIn(run, part)),
      idleFaults: idleFaults(run),
    }))
  },
})

function over0(atLeast: number): number {
  if (atLeast > 0) return atLeast
  const fix = "write the least share that is to be correct, as '99.9%'"
  throw new UsageError({ what: 'at least 0% is correct whatever happens', fix })
}

function answersOf(run: Run, question: Question) {
  const { ok, degraded, incorrect } = run.requests(question).outcomes
  return { answered: ok + degraded + incorrect, incorrect }
}

function correctIn(run: Run, question: Question): number | undefined {
  const { answered, incorrect } = answersOf(run, question)
  return answered === 0 ? undefined : (answered - incorrect) / answered
}

const noAnswer = (run: Run, question: Question): string =>
  run.requests(question).issued === 0 ? nothingCame(question) : 'nothing was answered with data'
