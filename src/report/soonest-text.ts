/** What would have ended an outage soonest, as text. */
import type { Soonest } from '../explore/soonest.ts'
import type { Ms } from '../kernel/units.ts'
import { failureText } from './failure.ts'
import { counted, moment } from './numbers.ts'

const MOST = 8

/** The changes that ended it, the soonest first; and how many did not. */
export function soonestText(
  found: Pick<Soonest, 'tried' | 'without' | 'atMs'>,
  name: string,
): string {
  const { tried, without, atMs } = found
  const ended = tried.filter(({ endedMs }) => endedMs !== null)
  const sooner = ended.filter(({ endedMs }) => Number(endedMs) < (without ?? Infinity))
  const lines = sooner.slice(0, MOST).flatMap(({ changes, endedMs }) => {
    return [`well again at ${at(endedMs)}`, ...changes.map(change => `  ${change}`)]
  })
  const more = sooner.length - Math.min(sooner.length, MOST)
  const others = tried.length - sooner.length
  return failureText({
    headline: `${name}: what would have ended it soonest, made at ${moment(atMs)}`,
    counts: [
      without === null ? 'By itself it does not end.' : `By itself it ends at ${at(without)}.`,
    ],
    sections: [
      { title: 'Sooner than by itself', lines: more > 0 ? [...lines, `and ${more} more`] : lines },
      { title: 'No help', lines: others > 0 ? [`${counted(others, 'change')} more tried`] : [] },
    ],
    replay: [],
  })
}

const at = (ms: Ms | null): string => (ms === null ? 'never' : moment(ms))
