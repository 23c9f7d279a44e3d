/** The outage of the bookshop, and what each minute of it was like. */
import { type NamesIn, type Run, simulate, slow } from 'gameday'
import { bookshop } from './system.ts'

type Bookshop = Run<NamesIn<ReturnType<typeof bookshop>>>

const MINUTE = 60_000
const LENGTH = 8

/** Reviews come from a database of their own; it slows down from 50 ms to 2 s. */
export const outage = slow('reviewsDb', { by: '2s' }).at('2m').for('3m')

/** Eight minutes, recorded second by second. */
export const play = (cure: 'none' | 'bulkhead'): Bookshop =>
  simulate(bookshop(cure), { for: `${LENGTH}m`, faults: [outage], resolution: '1s' })

/** What became of the requests that came in each minute. */
export const minutes = (run: Bookshop) =>
  Array.from({ length: LENGTH }, (_, minute) => {
    const between = [minute * MINUTE, (minute + 1) * MINUTE] as const
    return {
      minute,
      browse: run.availability({ class: 'browse', between }),
      buy: run.availability({ class: 'buy', between }),
      p99: run.latency('p99', { between }),
    }
  })

/** A moment as minutes and seconds: `2:05.2`. */
export function formatMinute(at: number): string {
  const seconds = (at % MINUTE) / 1_000
  return `${Math.floor(at / MINUTE)}:${seconds.toFixed(1).padStart(4, '0')}`
}
