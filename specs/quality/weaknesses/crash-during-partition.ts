/** A full cache hides that its database cannot be reached, until the cache is restarted. */
import { cache, cached, call, type CallOptions, choose, clients, crash, partition } from 'gameday'
import { service, store, system } from 'gameday'
import { isAnswered } from '../support/goals.ts'
import { weakness } from '../support/weakness.ts'

const soon = { timeout: '200ms' } as const
const orOld = { ...soon, fallback: { value: 'from the backup' } } as const

const reading = <C extends string, D extends string>(from: C, db: D, options: CallOptions) =>
  cached(from, { hitRatio: 1, ...soon, miss: call(db, options) })

const catalogue = (prices: CallOptions) =>
  system('catalogue', {
    readers: clients({ rate: '10/s', arrivals: 'steady', call: 'web', timeout: '2s' }),
    web: service({
      handle: [
        choose([
          { weight: 1, steps: reading('pages', 'pagesDb', orOld) },
          { weight: 1, steps: reading('users', 'usersDb', orOld) },
        ]),
        reading('prices', 'pricesDb', prices),
      ],
    }),
    pages: cache(),
    users: cache(),
    prices: cache(),
    pagesDb: store({ time: '10ms' }),
    usersDb: store({ time: '10ms' }),
    pricesDb: store({ time: '10ms' }),
  })

/** Machines of caches may crash, and ways to databases may be cut, two at a time. */
export const crashDuringPartition = weakness('a crash during a partition', {
  weak: catalogue(soon),
  mended: catalogue(orOld),
  explore: {
    for: '12s',
    most: 2,
    kinds: ['crash', 'partition'],
    targets: [
      ...(['pages', 'users', 'prices'] as const),
      ...(['web->pagesDb', 'web->usersDb', 'web->pricesDb'] as const),
    ],
    holds: isAnswered(0.95),
  },
  budget: 300,
  // Restarted, a cache fills in half a minute: of the first ten pages nine or so ask the database.
  least: [
    { fault: crash('prices').at('2s').for('100ms'), between: { for: [100, 2_000] } },
    {
      fault: partition('web->pricesDb').at('2s').for('1s'),
      between: { for: [1_000, 6_000], share: [0.1, 1] },
    },
  ],
})
