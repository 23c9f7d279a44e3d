/** Ranges of sorted sets: by rank, by score, or by the bytes of members. */
import { Failure } from '../protocol/reply.ts'
import { asFloat, integer } from '../values/numbers.ts'
import type { Scored, SortedSet } from '../values/sorted-set.ts'
import { within } from './lists.ts'

/** By what a range goes. */
export type RangeKind = 'rank' | 'score' | 'lex'

/** Places of a sorted set: from, and up to but without. */
export type Places = { readonly from: number; readonly to: number }

/** Which members a range has, when it is known which set. */
export type Range = (set: SortedSet) => Places

/** Reads the two ends of a range. */
export function rangeOf(kind: RangeKind, low: string, high: string): Range {
  if (kind === 'rank') return rankRange(integer(low), integer(high))
  const [from, to] = kind === 'score' ? scoreEnds(low, high) : lexEnds(low, high)
  return set => {
    const start = set.firstWhere(from)
    return { from: start, to: Math.max(start, set.firstWhere(to)) }
  }
}

function rankRange(first: number, last: number): Range {
  return set => {
    const { start, end } = within(first, last, set.size)
    return { from: start, to: Math.max(start, end) }
  }
}

type Holds = (scored: Scored) => boolean

/** Whether a member is in the range or above it; whether it is above. */
type Ends = readonly [Holds, Holds]

function scoreEnds(low: string, high: string): Ends {
  const [min, max] = [scoreBound(low), scoreBound(high)]
  return [
    ({ score }) => (min.isOpen ? score > min.score : score >= min.score),
    ({ score }) => (max.isOpen ? score >= max.score : score > max.score),
  ]
}

function scoreBound(text: string): { readonly score: number; readonly isOpen: boolean } {
  const isOpen = text.startsWith('(')
  const score = asFloat(isOpen ? text.slice(1) : text)
  if (score === undefined) throw new Failure('ERR min or max is not a float')
  return { score, isOpen }
}

function lexEnds(low: string, high: string): Ends {
  const [min, max] = [lexBound(low), lexBound(high)]
  return [
    scored => !min.isOutside(scored.member, 'low'),
    scored => max.isOutside(scored.member, 'high'),
  ]
}

/** Whether a member lies below a low end, or above a high one. */
type LexBound = { readonly isOutside: (member: string, end: 'low' | 'high') => boolean }

function lexBound(text: string): LexBound {
  if (text === '-') return { isOutside: (_, end) => end === 'high' }
  if (text === '+') return { isOutside: (_, end) => end === 'low' }
  const [sign, value] = [text[0], text.slice(1)]
  if (sign !== '(' && sign !== '[') {
    throw new Failure('ERR min or max not valid string range item')
  }
  const isOpen = sign === '('
  return {
    isOutside: (member, end) => {
      const isBeyond = end === 'high' ? member > value : member < value
      return isBeyond || (isOpen && member === value)
    },
  }
}
