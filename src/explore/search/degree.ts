/**
 * How badly a run failed, so that shrinking ends at a failure of the same kind: an outage that
 * lasts is not to be told as one that heals, nor as one that hardly anybody would have noticed.
 */
import { isServed, type Outcome } from '../../record/outcome.ts'
import type { Run } from '../../record/run.ts'
import type { Tally } from '../../record/tally.ts'
import type { Ms } from '../../kernel/units.ts'
import type { Degree } from '../findings.ts'

/** What fails so many times less is of another order of magnitude: another failure. */
const MAGNITUDE = 10

/** How many requests were issued, and how many of them failed. */
type Slot = { readonly from: Ms; readonly issued: number; readonly failed: number }

/**
 * How badly the requests of all clients went. How long that lasted is no part of it: a fault that
 * is shorter makes the same failure, for a shorter time.
 *
 * @param calmFromMs from when on everything should be well again
 */
export function degreeOf({ recording }: Run, calmFromMs: Ms): Degree {
  const { edges, horizonMs } = recording.grid
  const tallies = [...recording.requests.values()].flat()
  const slots = edges.map((from, i) => slotOf(tallies, from, i))
  const first = slots.findIndex(({ failed }) => failed > 0)
  const last = slots.findLastIndex(({ failed }) => failed > 0)
  const share = first < 0 ? 0 : failedShare(slots.slice(first, last + 1))
  const calm = failedShare(slots.filter(({ from }) => from >= calmFromMs && from < horizonMs))
  return { failed: share, recovered: Number.isNaN(calm) ? null : isLess(calm, share) }
}

function slotOf(tallies: readonly Tally[], from: Ms, slot: number): Slot {
  const range = { from: slot, to: slot + 1 }
  let [issued, served] = [0, 0]
  for (const { counts } of tallies) {
    issued += counts.issued(range)
    counts.outcomes(range).forEach((some, outcome) => {
      if (isServed(outcome as Outcome)) served += some
    })
  }
  return { from, issued, failed: issued - served }
}

/** NaN where nobody asked for anything. */
function failedShare(slots: readonly Slot[]): number {
  const sum = (of: 'issued' | 'failed'): number => slots.reduce((all, slot) => all + slot[of], 0)
  return sum('failed') / sum('issued')
}

/** Whether it is none, or an order of magnitude less. */
const isLess = (share: number, than: number): boolean => share === 0 || share * MAGNITUDE <= than

/** Whether a failure is milder than another: it heals and that does not, or far fewer fail. */
export const isMilder = (one: Degree, than: Degree): boolean =>
  (one.recovered === true && than.recovered === false) ||
  (than.failed > 0 && isLess(one.failed, than.failed))
