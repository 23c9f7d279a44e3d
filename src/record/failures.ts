/**
 * Failures by the time at which they came to light, and not by when what failed was issued: an
 * effect is never told before its cause. Made when the first comes.
 */
import type { Ms } from '../kernel/units.ts'
import { type SlotRange, slotsIn } from './grid.ts'
import { Outcome, OUTCOMES } from './outcome.ts'

/** How many failed in each way, by the slot in which they ended, and when the first of them did. */
export class Failures {
  readonly #counts: Uint32Array
  readonly #firsts: Float64Array

  /** @param slots how many slots of time there are */
  constructor(slots: number) {
    this.#counts = new Uint32Array(slots * OUTCOMES)
    this.#firsts = new Float64Array(slots * OUTCOMES)
  }

  /** One more has failed now. */
  add(slot: number, outcome: Outcome, now: Ms): void {
    const place = slot * OUTCOMES + outcome
    if (this.#counts[place]++ === 0) this.#firsts[place] = now
  }

  /** How many failed in some ways in some slots, and when the first of them did. */
  seen(range: SlotRange, outcomes: readonly Outcome[] = FAILED): FailuresSeen {
    let [count, firstMs] = [0, Infinity]
    for (const slot of slotsIn(range)) {
      for (const outcome of outcomes) {
        const place = slot * OUTCOMES + outcome
        if (this.#counts[place] === 0) continue
        count += this.#counts[place]
        firstMs = Math.min(firstMs, this.#firsts[place])
      }
    }
    return { count, firstMs }
  }
}

/** Failures that came to light in some part of a run. */
export type FailuresSeen = {
  readonly count: number
  /** When the first did; Infinity if none did. */
  readonly firstMs: Ms
}

const FAILED: readonly Outcome[] = [
  Outcome.Error,
  Outcome.Timeout,
  Outcome.Rejected,
  Outcome.Incorrect,
]

/** Whether an outcome is a failure: neither served, nor called off. */
export const isFailed = (outcome: Outcome): boolean =>
  outcome > Outcome.Degraded && outcome !== Outcome.Cancelled

/** What some tallies or counts have seen fail, together. */
export function failuresOf(
  all: readonly { readonly failures: Failures | null }[],
  range: SlotRange,
  outcomes?: readonly Outcome[],
): FailuresSeen {
  return all.reduce<FailuresSeen>(
    (sum, { failures }) => {
      const seen = failures?.seen(range, outcomes)
      if (seen === undefined) return sum
      return { count: sum.count + seen.count, firstMs: Math.min(sum.firstMs, seen.firstMs) }
    },
    { count: 0, firstMs: Infinity },
  )
}
