/** Outages whose cause is known, and what is said of them. */
import {
  call,
  clients,
  explain,
  exponential,
  goal,
  service,
  simulate,
  store,
  system,
} from 'gameday'
import type { Explanation, Fault, System } from 'gameday'

/** 60 requests a second for web. */
export const users = clients({ rate: '60/s', call: 'web', timeout: '2s' })

/** Why so much was not served. */
export function whyOf(
  one: System,
  faults: readonly Fault[],
  least: `${number}%` = '99%',
): Explanation {
  const run = simulate(one, { for: '1m', faults })
  return explain(run, goal.availability(least)) as Explanation
}

/** What an explanation names, in short. */
export const named = ({ diagnosis: { mechanism, place, faults, isConfirmed } }: Explanation) => ({
  mechanism,
  place,
  faults: faults.map(String),
  isConfirmed,
})

/** web calls db, which may be told otherwise. */
export const basic = (policies: object = {}, db: object = {}) =>
  system('basic', {
    users,
    web: service({ concurrency: 100, handle: call('db', { timeout: '300ms', ...policies }) }),
    db: store({ concurrency: 20, time: exponential('9ms'), ...db }),
  })
