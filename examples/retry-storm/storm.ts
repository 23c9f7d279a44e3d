/** Five seconds of a slow database, and what the shop makes of them. */
import { type NamesIn, type Rate, type Run, simulate, slow } from 'gameday'
import { recoveryOf } from '../support/recovery.ts'
import { ATTEMPTS, CAPACITY_PER_S, shop, type Variant } from './system.ts'

/** Each request takes the database a second more than usual. */
export const trigger = slow('db', { by: '1s' }).at('20s').for('5s')
const ENDS_AT_MS = 25_000

/** What clients can still wait for at the database: 200 ms of it. */
const IN_TIME = 20

/** Two minutes of the shop, recorded second by second. */
export const play = (
  variant: Variant,
  rate: Rate = '80/s',
): Run<NamesIn<ReturnType<typeof shop>>> =>
  simulate(shop(variant, rate), { for: '2m', faults: [trigger], resolution: '1s' })

/** What clients saw before, during and after, and what was asked of the database. */
export function outcome(variant: Variant) {
  const run = play(variant)
  const lastMinute = { between: ['60s', '2m'] } as const
  const calls = run.on('web->db', { between: ['25s', '2m'] })
  return {
    before: run.availability({ between: [0, '20s'] }),
    during: run.availability({ during: trigger }),
    after: run.availability({ between: ['25s', '55s'] }),
    lastMinute: run.availability(lastMinute),
    recovery: recoveryOf(run),
    /** How often a request asked the database, once all was well with it. */
    asks: calls.attempts.issued / calls.issued,
    /** How busy the database was in the last minute, with whatever it did. */
    busy: run.at('db', lastMinute).utilisation,
  }
}

/**
 * How the shop does at a load when a request asks the database so often: the queue gets shorter by
 * what is left of the capacity, until those in it are answered in time again.
 */
export function healing(perSecond: number, variant: Variant = 'no cure', asks: number = ATTEMPTS) {
  const run = play(variant, `${perSecond}/s`)
  const drainPerS = CAPACITY_PER_S - asks * perSecond
  const queued = run.at('db').queue.peak
  return {
    perSecond,
    queued,
    expectedMs: drainPerS > 0 ? ENDS_AT_MS + ((queued - IN_TIME) / drainPerS) * 1_000 : Infinity,
    recovery: recoveryOf(run),
  }
}
