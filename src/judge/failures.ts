/** What has failed of the requests that are meant, as far as a run has got. */
import { Outcome } from '../record/outcome.ts'
import { isFailed } from '../record/failures.ts'
import { talliesOf } from '../record/lookup.ts'
import type { Question, Run } from '../record/run.ts'
import { spanOf } from '../record/window.ts'

/** How many of them have ended, and failed. */
export function failuresIn({ recording }: Run, question: Question): number {
  const { slots } = spanOf(recording, question)
  const outcomes = talliesOf(recording, question).map(({ counts }) => counts.outcomes(slots))
  const failed = Object.values(Outcome).filter(isFailed)
  return outcomes.flatMap(each => failed.map(outcome => each[outcome])).reduce((a, b) => a + b, 0)
}

/** How many of them have not ended yet. */
export function openIn({ recording }: Run, question: Question): number {
  const { slots } = spanOf(recording, question)
  return talliesOf(recording, question).reduce((sum, { counts }) => {
    const ended = counts.outcomes(slots).reduce((all, count) => all + count, 0)
    return sum + counts.issued(slots) - ended
  }, 0)
}
