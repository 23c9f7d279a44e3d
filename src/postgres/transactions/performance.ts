/** What came of a batch. */
import type { Prepared } from '../batch.ts'
import type { Frame } from '../wire/frame.ts'

/** What came of a batch: an answer, or sessions that must come to an end before there is one. */
export type Performance =
  | {
      readonly kind: 'answered'
      readonly frames: readonly Frame[]
      /** Statements that were not prepared, as they are wrong. */
      readonly refused: readonly Prepared[]
    }
  /** A wait that PostgreSQL has too: for a lock. */
  | {
      readonly kind: 'waits'
      readonly lock: string
      readonly context: string
      readonly holders: readonly number[]
    }
  /** A wait of ours: for a transaction that cannot be put aside. */
  | { readonly kind: 'held up'; readonly by: number; readonly why: string }

/** An answer. */
export const answered = (
  frames: readonly Frame[],
  refused: readonly Prepared[] = [],
): Performance => ({ kind: 'answered', frames, refused })
