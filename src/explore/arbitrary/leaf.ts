/** The values that one setting may have, from the first that a person names to the last. */
import { isJson } from '../../declare/json.ts'
import { type Problem, UsageError } from '../../kernel/errors.ts'
import { shown } from '../../kernel/schema.ts'
import { durationMs, exactDuration, ratePerMs, share } from '../../kernel/units.ts'
import {
  decimal,
  lengthsBetween,
  numbersBetween,
  perSecond,
  sharesBetween,
} from '../space/steps-between.ts'

/** What a setting may be. */
export type Value = string | number | boolean | null | object

/** How a quantity is read, which numbers lie between two of it, and how they are written. */
type Scale = {
  readonly read: (written: never) => number
  readonly between: (least: number, most: number) => readonly number[]
  readonly write: (value: number) => Value
}

const scales: readonly Scale[] = [
  { read: plainNumber, between: numbersBetween, write: value => value },
  { read: durationMs, between: lengthsBetween, write: exactDuration },
  { read: share, between: sharesBetween, write: value => `${decimal(value * 100)}%` },
  { read: aSecond, between: numbersBetween, write: perSecond },
]

/** A list of more is hardly meant, and each may cost a run. */
const MOST_VALUES = 200

/**
 * The values that a list stands for: two quantities of one kind for what lies between them, any
 * other list for itself.
 *
 * @throws UsageError when it is empty, too long, or holds what is no plain data
 */
export function valuesOf(list: readonly unknown[]): readonly Value[] {
  const problem = whatIsWrongWith(list)
  if (problem !== undefined) throw new UsageError(problem)
  return (list.length === 2 ? rungsBetween(list[0], list[1]) : undefined) ?? (list as Value[])
}

function whatIsWrongWith(list: readonly unknown[]): Problem | undefined {
  const example = "write ['50ms', '2s'], or all the values that it may have"
  if (list.length === 0) return { what: 'there is no value in this list', fix: example }
  if (list.length > MOST_VALUES) {
    const fix = `write at most ${MOST_VALUES}, or the two ends of a range`
    return { what: `${list.length} values are too many`, fix }
  }
  const odd = list.filter(value => !isJson(value))
  return odd.length === 0 ? undefined : { what: `${shown(odd[0])} is no setting`, fix: example }
}

/** In the order of the ends, which stay as they were written; undefined if they are of no kind. */
function rungsBetween(first: unknown, last: unknown): readonly Value[] | undefined {
  for (const { read, between, write } of scales) {
    const [from, to] = [first, last].map(end => readOr(read, end))
    if (from === undefined || to === undefined) continue
    const rungs = between(Math.min(from, to), Math.max(from, to))
    const inside = (from <= to ? rungs : rungs.toReversed()).slice(1, -1).map(write)
    return from === to ? [first as Value] : [first as Value, ...inside, last as Value]
  }
  refuseUnlike(first, last)
  return undefined
}

/** Two that both begin with a number and are not of one kind: one of them is a slip. */
function refuseUnlike(first: unknown, last: unknown): void {
  const isAmount = (end: unknown): boolean =>
    typeof end === 'number' || (typeof end === 'string' && /^-?\.?\d/.test(end))
  if (!isAmount(first) || !isAmount(last)) return
  const known = scales.find(({ read }) =>
    [first, last].some(end => typeof end === 'string' && readOr(read, end) !== undefined),
  )
  for (const end of [first, last]) known?.read(end as never)
}

function readOr(read: (written: never) => number, written: unknown): number | undefined {
  try {
    return read(written as never)
  } catch (error) {
    if (error instanceof UsageError) return undefined
    throw error
  }
}

function plainNumber(written: unknown): number {
  if (typeof written === 'number' && Number.isFinite(written)) return written
  throw new UsageError({ what: `${shown(written)} is no number` })
}

/** How many come in a second. */
function aSecond(written: never): number {
  return decimal(ratePerMs(written) * 1_000)
}
