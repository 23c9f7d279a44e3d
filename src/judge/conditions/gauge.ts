/**
 * What a gauge of a condition measured, slot by slot of a recording. A window that slides ends with
 * the slot and is as long as the whole slots that fit into it, but one at least. What waited is the
 * most in the slot. Failures and times are those of what began in the window.
 */
import type { ComparisonData } from '../../faults/condition-data.ts'
import { type Percentile, shareOf } from '../../kernel/percentile.ts'
import type { Ms } from '../../kernel/units.ts'
import type { SlotRange, TimeGrid } from '../../record/grid.ts'
import { Histogram } from '../../record/histogram.ts'
import { Level } from '../../record/levels.ts'
import { isServed, Outcome } from '../../record/outcome.ts'
import type { Recording } from '../../record/recording.ts'
import type { Counts } from '../../record/tally.ts'
import { askedIn } from './asked.ts'

/** Slots, and how long they are together. */
type Part = { readonly slots: SlotRange; readonly ms: Ms }

/** The value of a gauge in each slot while load is offered; undefined where nothing was to see. */
export function gaugeOver(recording: Recording, data: ComparisonData): (number | undefined)[] {
  const { grid } = recording
  const read = readerOf(recording, data)
  const values: (number | undefined)[] = []
  for (let slot = 0, first = 0; slot < grid.edges.length - 1; slot++) {
    while (first < slot && !fits(grid, { first, slot }, data.gauge.overMs)) first++
    const ms = grid.edges[slot + 1] - grid.edges[first]
    values.push(read({ slots: { from: first, to: slot + 1 }, ms }))
  }
  return values
}

/** Edges are decimal numbers, which binary ones only come near to. */
const NEAR = 1 + 1e-9

const fits = (
  { edges }: TimeGrid,
  { first, slot }: { readonly first: number; readonly slot: number },
  overMs: Ms,
): boolean => edges[slot + 1] - edges[first] <= overMs * NEAR

function readerOf(recording: Recording, data: ComparisonData): (part: Part) => number | undefined {
  const { counts, times, meter, line } = askedIn(recording, data)
  switch (data.gauge.gauge) {
    case 'queueOf':
      return ({ slots }) => line?.levels.peak(Level.Queued, slots)
    case 'utilisation':
      return ({ slots, ms }) =>
        meter === null
          ? undefined
          : meter.levels.area(Level.Busy, slots) /
            (ms * meter.capacity.meanIn(slots, recording.endedAt))
    case 'rate':
      return ({ slots, ms }) => sum(counts.map(each => each.issued(slots))) / ms
    case 'errorRate':
      return ({ slots }) => shareEnded(counts, slots, outcome => !isServed(outcome))
    case 'timeoutRate':
      return ({ slots }) => shareEnded(counts, slots, outcome => outcome === Outcome.Timeout)
    case 'latency': {
      const share = shareOf(data.gauge.percentile as Percentile)
      return ({ slots }) =>
        Histogram.merged(times.map(time => time.histogram(slots))).quantile(share)
    }
  }
}

/** Of all that ended, but for what was called off; undefined where nothing did. */
function shareEnded(
  counts: readonly Counts[],
  slots: SlotRange,
  are: (outcome: Outcome) => boolean,
): number | undefined {
  const ended = counts.map(each => each.outcomes(slots))
  const each = Object.values(Outcome).filter(outcome => outcome !== Outcome.Cancelled)
  const count = (outcomes: readonly Outcome[]): number =>
    sum(ended.flatMap(row => outcomes.map(outcome => row[outcome])))
  const all = count(each)
  return all === 0 ? undefined : count(each.filter(are)) / all
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, next) => all + next, 0)
