/** How streams are kept short: by their length, or by the least id that stays. */
import { notAnInteger } from '../protocol/failures.ts'
import { Failure } from '../protocol/reply.ts'
import { asInteger } from '../values/numbers.ts'
import { parseId } from '../values/stream-id.ts'
import type { Stream } from '../values/stream.ts'
import type { Words } from './options.ts'

/** What is to stay. */
export type Trim = {
  readonly by: 'length' | 'id'
  readonly threshold: bigint
  /** Whether some more may stay, so that only whole nodes are dropped. */
  readonly isRough: boolean
  /** How many are dropped at most. */
  readonly most: number
}

/** Redis drops no more than so many at once when it may leave some. */
const MOST_AT_ONCE = 10_000

/** Reads `MAXLEN ~ 1000 LIMIT 100`, if that is what comes next. */
function trimOf(options: Words): Trim | undefined {
  const option = options.peek()
  if (option !== 'MAXLEN' && option !== 'MINID') return undefined
  options.take()
  const isRough = options.takeIf('~')
  if (!isRough) options.takeIf('=')
  const by = option === 'MAXLEN' ? 'length' : 'id'
  const threshold = by === 'length' ? lengthOf(options.take()) : parseId(options.take(), 0n)
  return { by, threshold, isRough, most: isRough ? MOST_AT_ONCE : Infinity }
}

/** Reads all there is to say about trimming; other words are left to `other`. */
export function trimOptions(options: Words, other: (options: Words) => boolean): Trim | undefined {
  let trim: Trim | undefined
  let limit: number | undefined
  while (options.left > 0) {
    const found = trimOf(options)
    if (found !== undefined && trim !== undefined && trim.by !== found.by) {
      throw new Failure(
        'ERR syntax error, MAXLEN and MINID options at the same time are not compatible',
      )
    }
    if (found !== undefined) trim = found
    else if (options.left > 1 && options.takeIf('LIMIT')) limit = limitOf(options.take())
    else if (!other(options)) break
  }
  if (limit === undefined) return trim
  if (trim === undefined || !trim.isRough) {
    throw new Failure('ERR syntax error, LIMIT cannot be used without the special ~ option')
  }
  return { ...trim, most: limit === 0 ? Infinity : limit }
}

function lengthOf(text: string): bigint {
  const length = asInteger(text)
  if (length === undefined) throw notAnInteger()
  if (length < 0n) throw new Failure('ERR The MAXLEN argument must be >= 0.')
  return length
}

function limitOf(text: string): number {
  const limit = asInteger(text)
  if (limit === undefined) throw notAnInteger()
  if (limit < 0n) throw new Failure('ERR The LIMIT argument must be >= 0.')
  return Number(limit)
}

/** Drops what need not stay. @returns how many */
export function trimStream(stream: Stream, trim: Trim): number {
  const excess = Math.max(0, excessOf(stream, trim))
  const dropped = trim.isRough ? wholeNodes(stream, Math.min(excess, trim.most)) : excess
  stream.dropFirst(dropped)
  return dropped
}

const excessOf = (stream: Stream, { by, threshold }: Trim): number =>
  by === 'length' ? stream.size - Number(threshold) : stream.placeOf(threshold)

/** How many of the first so many fill their nodes. */
function wholeNodes({ entries }: Stream, most: number): number {
  if (most === 0 || most >= entries.length) return Math.min(most, entries.length)
  const { node } = entries[most]
  let whole = most
  while (whole > 0 && entries[whole - 1].node === node) whole--
  return whole
}
