/**
 * The ratios of each release, a line each, and whether today's are worse. They are ratios to a
 * reference that was measured in the same run, so that lines of different machines can be compared.
 */
import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import type { Ratio } from './rows.ts'

const path = new URL('./history.jsonl', import.meta.url)

/** What a release came to. */
type Line = {
  readonly release: string
  readonly node: string
  readonly ratios: { readonly [name: string]: number }
}

/** How much worse than the last release a ratio may be; and one that hangs on the cache. */
const MOST_WORSE = 0.25
const MOST_WORSE_BY_CACHE = 1

/** Adds a release to the history. */
export function record(release: string, ratios: readonly Ratio[]): void {
  const line: Line = {
    release,
    node: process.version,
    ratios: Object.fromEntries(
      ratios.map(({ name, value }) => [name, Number(value.toPrecision(3))]),
    ),
  }
  appendFileSync(path, `${JSON.stringify(line)}\n`)
}

/** Today's ratios beside those of the last release, and which of them are too much worse. */
export function compared(ratios: readonly Ratio[]): { lines: string[]; worse: string[] } {
  const last = lastLine()
  const rows = ratios.map(ratio => {
    const before = last.ratios[ratio.name]
    const most = ratio.hangsOnCache === true ? MOST_WORSE_BY_CACHE : MOST_WORSE
    return { ratio, before, isWorse: before !== undefined && worseBy(ratio, before) > most }
  })
  return {
    lines: rows.map(({ ratio: { name, value }, before, isWorse }) =>
      [
        name.padEnd(24),
        value.toPrecision(3).padStart(8),
        `${last.release}: ${before ?? 'not measured'}`.padStart(24),
        ...(isWorse ? ['  WORSE'] : []),
      ].join(''),
    ),
    worse: rows.filter(({ isWorse }) => isWorse).map(({ ratio }) => ratio.name),
  }
}

/** By which share of what it was a ratio is worse; negative where it is better. */
const worseBy = ({ value, better }: Ratio, before: number): number =>
  better === 'lower' ? value / before - 1 : before / value - 1

function lastLine(): Line {
  if (!existsSync(path)) throw new Error('No release is on record: npm run bench -- --record 0.1.0')
  const lines = readFileSync(path, 'utf8').trim().split('\n')
  return JSON.parse(lines[lines.length - 1]) as Line
}
