/** A part of a campaign, for machines that cannot talk: every n-th trial. */
import { UsageError } from '../../kernel/errors.ts'
import { shown } from '../../kernel/schema.ts'

/** The i-th of n parts, from 1, as Vitest, Jest and Playwright count them. */
export type Shard = { readonly index: number; readonly of: number }

const MOST_SHARDS = 10_000

/**
 * Reads a shard: `2/4` is the second of four, which plays the trials 1, 5, 9, …
 *
 * A Kubernetes job counts from 0: write `GAMEDAY_SHARD=$((JOB_COMPLETION_INDEX + 1))/4`.
 *
 * @throws UsageError when it is none
 */
export function shardFrom(text: string, where: string): Shard {
  const [, index, of] =
    /^ *(\d{1,6})\/(\d{1,6}) *$/.exec(typeof text === 'string' ? text : '') ?? []
  const shard = { index: Number(index), of: Number(of) }
  if (shard.index >= 1 && shard.index <= shard.of && shard.of <= MOST_SHARDS) return shard
  throw new UsageError({ what: `${shown(text)} is no shard`, where, fix: fixFor(shard) })
}

function fixFor({ index, of }: Shard): string {
  if (index === 0) return `shards count from 1: write 1/${of} for the first`
  if (of > MOST_SHARDS) return `a campaign has at most ${MOST_SHARDS} shards`
  return 'write 1/4 for the first of four, up to 4/4'
}

/** As it is written. */
export const shardText = ({ index, of }: Shard): string => `${index}/${of}`

/** The trials of a shard in rising order; all of them when there is none. */
export function trialsOf(runs: number, shard: Shard | undefined): readonly number[] {
  const { index, of } = shard ?? { index: 1, of: 1 }
  const count = Math.max(0, Math.ceil((runs - (index - 1)) / of))
  return Array.from({ length: count }, (_, i) => index - 1 + i * of)
}

/** Whether a trial belongs to a shard; everything belongs to the whole. */
export const isOf = (trial: number, shard: Shard | undefined): boolean =>
  shard === undefined || trial % shard.of === shard.index - 1
