/** Who still waits while nobody else comes: users that hang ask for nothing more. */
import type { Ms } from '../kernel/units.ts'
import { talliesOf } from '../record/lookup.ts'
import type { Whose } from '../record/question.ts'
import type { Recording } from '../record/recording.ts'
import type { Tally } from '../record/tally.ts'
import type { Interval } from './course.ts'

/** What came in one slot, and until when some of it was under way at least. */
export type UnderWay = Interval & { readonly untilMs: Ms }

/** Slot by slot up to the end of the load; Infinity for what has not ended when the run did. */
export function underWayIn(recording: Recording, whose: Whose): UnderWay[] {
  const { edges } = recording.grid
  const tallies = talliesOf(recording, whose)
  return Array.from({ length: edges.length - 1 }, (_, slot) => ({
    fromMs: edges[slot],
    toMs: edges[slot + 1],
    untilMs: edges[slot] + Math.max(0, ...tallies.map(tally => longestIn(tally, slot))),
  }))
}

function longestIn({ counts, latency }: Tally, slot: number): Ms {
  const range = { from: slot, to: slot + 1 }
  const ended = counts.outcomes(range).reduce((sum, count) => sum + count, 0)
  return ended < counts.issued(range) ? Infinity : latency.longest(range)
}
