/** What has failed of the requests that are meant, as far as a run has got. */
import { Outcome } from '../record/outcome.ts'
import type { Ms } from '../kernel/units.ts'
import { isFailed } from '../record/failures.ts'
import type { SlotRange } from '../record/grid.ts'
import { talliesOf } from '../record/lookup.ts'
import type { Question, Run } from '../record/run.ts'
import type { Counts } from '../record/tally.ts'
import { spanOf } from '../record/window.ts'

/** How many of them have ended, and failed. */
export function failuresIn({ recording }: Run, question: Question): number {
  const { slots } = spanOf(recording, question)
  const outcomes = talliesOf(recording, question).map(({ counts }) => counts.outcomes(slots))
  const failed = Object.values(Outcome).filter(isFailed)
  return outcomes.flatMap(each => failed.map(outcome => each[outcome])).reduce((a, b) => a + b, 0)
}

/** Whether all of them have ended. */
export function haveEnded({ recording }: Run, question: Question): boolean {
  const { slots } = spanOf(recording, question)
  return talliesOf(recording, question).every(({ counts }) => isDone(counts, slots))
}

/** Whether all has ended that began up to a moment: requests, attempts, handlings and messages. */
export function hasAllEnded({ recording }: Run, untilMs: Ms): boolean {
  const { grid, requests, calls, components, queues } = recording
  const slots = grid.range(0, untilMs)
  const tallies = [
    ...[...requests.values()].flat(),
    ...[...components.values(), ...queues.values()].map(({ tally }) => tally),
  ]
  const all = [
    ...tallies.map(({ counts }) => counts),
    ...[...calls.values()].map(({ attempts }) => attempts),
  ]
  return all.every(counts => isDone(counts, slots))
}

function isDone(counts: Counts, slots: SlotRange): boolean {
  const ended = counts.outcomes(slots).reduce((sum, count) => sum + count, 0)
  return counts.issued(slots) === ended
}
