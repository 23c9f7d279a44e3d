/** What a recorded load must look like: moments, or counts, as a list or as a text. */
import * as v from 'valibot'
import { type Problem, UsageError } from '../../kernel/errors.ts'
import { asList } from '../../kernel/as-list.ts'
import {
  consistent,
  options,
  readBy,
  type Schema,
  says,
  shown,
  chosenBy,
} from '../../kernel/schema.ts'
import { exactDuration, type Ms } from '../../kernel/units.ts'
import type { PieceData, ShapeData } from './load-data.ts'

const SECOND = 1_000

/** A list of numbers from 0 on, or a text with one on each line; `#` begins a comment. */
const numbers: Schema<readonly number[]> = readBy((written: unknown): readonly number[] => {
  const list = asList(written)
  if (Array.isArray(list)) return checkedNumbers(list, i => `entry #${i + 1}`)
  if (typeof written !== 'string') {
    throw new UsageError({ what: `${shown(written)} is no recording`, fix: 'write [0, 12.5, 80]' })
  }
  const lines = written.split('\n').map((text, i) => ({ text: text.trim(), number: i + 1 }))
  const full = lines.filter(({ text }) => text !== '' && !text.startsWith('#'))
  return checkedNumbers(
    full.map(({ text }) => (/^[\d.]/.test(text) ? Number(text) : text)),
    i => `line ${full[i].number}`,
  )
})

function checkedNumbers(list: readonly unknown[], place: (i: number) => string): readonly number[] {
  if (list.length === 0) throw new UsageError({ what: 'nothing was recorded', fix: 'add a number' })
  const wrong = list.findIndex(entry => !Number.isFinite(entry) || (entry as number) < 0)
  if (wrong < 0) return list as readonly number[]
  const what = `${place(wrong)}, ${shown(list[wrong])}, is no number from 0 on`
  throw new UsageError({ what, fix: 'write one plain number for each, as in 12.5' })
}

const atMoments = v.pipe(
  options({ shape: v.literal('trace'), arrivals: consistent(numbers, notRising) }),
  v.transform(({ arrivals }): ShapeData => ({ course: 'recorded', at: arrivals })),
)

const bySecond = v.pipe(
  options({ shape: v.literal('trace'), perSecond: consistent(numbers, allZero) }),
  v.transform(
    ({ perSecond }): ShapeData => ({ course: 'pieces', lead: perSecond.map(second), cycle: [] }),
  ),
)

/** A recorded load. */
export const traceSchema: Schema<ShapeData> = chosenBy(written =>
  says(written, 'perSecond') && !says(written, 'arrivals') ? bySecond : atMoments,
)

const second = (count: number): PieceData => ({
  forMs: SECOND,
  from: count / SECOND,
  to: count / SECOND,
})

function notRising(arrivals: readonly Ms[]): Problem[] {
  const early = arrivals.findIndex((at, i) => i > 0 && at < arrivals[i - 1])
  if (early < 0) return []
  const [before, at] = [exactDuration(arrivals[early - 1]), exactDuration(arrivals[early])]
  const what = `arrival #${early + 1} at ${at} comes before #${early} at ${before}`
  return [{ what, fix: 'write them in rising order, in milliseconds from the beginning' }]
}

function allZero(counts: readonly number[]): Problem[] {
  if (counts.some(count => count > 0)) return []
  return [{ what: 'a rate of 0 offers no load', fix: 'give one second a count over 0' }]
}
