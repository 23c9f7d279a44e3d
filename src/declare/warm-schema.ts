/** What a cache knows when a run begins: how it is written, and what the engine takes. */
import * as v from 'valibot'
import { count, product } from '../kernel/count.ts'
import type { Problem } from '../kernel/errors.ts'
import { chosenBy, isRecord, options, says, type Schema, wholeNumber } from '../kernel/schema.ts'
import { aRate, aShare, durationOver0 } from '../kernel/unit-schemas.ts'
import type { Zipf } from '../kernel/distributions/index.ts'

/** What is known at the beginning. */
export type WarmData =
  /** Each key with this chance. */
  | { readonly share: number }
  /** So many of the keys that are wanted most. */
  | { readonly hottest: number }
  /** What so long a time of questions has left. */
  | { readonly afterMs: number; readonly ratePerMs: number }

/** Putting an entry into a cache takes a fraction of a microsecond. */
const MOST = 10_000_000

const hottest = options({ hottest: wholeNumber(1, MOST, 'hottest: 1_000') })
const after = v.pipe(
  options({ after: durationOver0('10m'), rate: aRate }),
  v.transform((said): WarmData => ({ afterMs: said.after, ratePerMs: said.rate })),
)
const ofShare: Schema<WarmData> = v.pipe(
  aShare,
  v.transform(share => ({ share })),
)

/** How warm a cache begins. */
export const warmSchema: Schema<WarmData> = chosenBy(written => {
  if (!isRecord(written)) return ofShare
  return says(written, 'after') || says(written, 'rate') ? after : hottest
})

/** What of it cannot be: more than there are, or more than can be played before a run. */
export function* mistakesInWarmth(warm: WarmData, key: number | Zipf): Generator<Problem> {
  const keys = typeof key === 'number' ? key : key.items
  const where = 'warm'
  if ('hottest' in warm && warm.hottest > keys) {
    const what = `the ${count(warm.hottest)} hottest keys are warm, and there are ${count(keys)}`
    yield { what, where, fix: `write hottest: ${keys}, or warm: '100%'` }
  }
  if ('afterMs' in warm && warm.afterMs * warm.ratePerMs > MOST) {
    const asked: [number, string][] = [
      [warm.afterMs, 'ms'],
      [warm.ratePerMs, 'questions a ms'],
    ]
    const what = `${product(asked[0], asked[1], 'questions')}: ${count(MOST)} is the most`
    yield { what, where, fix: 'write a shorter time: a cache is soon as it stays' }
  }
}
