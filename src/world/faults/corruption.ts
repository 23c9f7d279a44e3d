/** What faults in force make of an answer that was good until then. */
import type { Ms } from '../../kernel/units.ts'
import { isServed, Outcome } from '../../record/outcome.ts'
import { Reason } from '../../record/reason.ts'
import { isAnswer } from '../caches/ages.ts'
import type { Call } from '../calls/call.ts'
import type { Conditions } from './conditions.ts'
import { Spoilt } from './spoiling.ts'
import type { Replica } from '../handling/replica.ts'
import type { Task } from '../handling/task.ts'
import { wrongAnswer } from './wrong-answer.ts'

/**
 * Spoils an answer, or not. Who answers that it does not know says nothing wrong by that, and if
 * the caller has left, nobody hears it.
 *
 * @param bytes of the request and the answer together, where they can change on the way
 */
export function corruptResponse(job: Task, conditions: Conditions, bytes: number, now: Ms): void {
  const call = job.call as Call
  const saysSomething = job.keys === null || isAnswer(job.found)
  if (!isServed(job.outcome) || !saysSomething || call.ticket !== job.ticket) return
  const between = (): string => `${nameOf(job)} to ${nameOf(call.parent)}`
  const spoilt = conditions.spoils(now, { bytes, of: job.program, between })
  if (spoilt === Spoilt.Garbled) job.fail(Reason.Undecodable)
  else if (spoilt === Spoilt.Wrong) {
    job.outcome = Outcome.Incorrect
    if (job.answer !== undefined) job.answer = wrongAnswer(job.answer)
  }
}

const nameOf = ({ replica }: { readonly replica: Replica }): string =>
  `${replica.component.handling.name}#${replica.index}`
