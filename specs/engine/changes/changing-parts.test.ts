/** Of a component everything that may change does: what nothing turned would be said in vain. */
import { change, clients, exponential, type PartChange, simulate, store, system } from 'gameday'
import { describe, expect, it } from 'vitest'
import { loadOptions, type partOptions } from '../../../src/declare/changes/options.ts'

/** Two replicas in each of two zones, in which requests wait. */
const busy = system(
  'busy',
  {
    users: clients({ rate: '500/s', zone: 'a', call: 'db', timeout: '1s' }),
    db: store({
      replicas: 4,
      zones: ['a', 'b'],
      concurrency: 2,
      queue: 20,
      time: exponential('15ms'),
    }),
  },
  { network: { default: 'sameZone', 'a<->b': 'otherZone' } },
)

/** A change of each option. */
const changes: { readonly [K in (typeof partOptions)[number]]: PartChange } = {
  replicas: { replicas: 2 },
  concurrency: { concurrency: 1 },
  queue: { queue: 1 },
  rateLimit: { rateLimit: { rate: '10/s' } },
  shedding: { shedding: { order: 'lifo' } },
  limit: { limit: { algorithm: 'aimd', initial: 1, min: 1, max: 2 } },
  balance: { balance: 'random' },
  zoneRouting: { zoneRouting: { by: 'preferSameZone' } },
}

const played = (options?: PartChange) =>
  simulate(busy, {
    for: '4s',
    changes: options === undefined ? [] : [change('db', options).at('2s')],
  })

const latencyIn = (options: PartChange | undefined, between: [`${number}s`, `${number}s`]) =>
  `${played(options).times({ between })}`

describe('a change of a component', () => {
  it.each(Object.entries(changes))('is felt from then on: %s', (_, options) => {
    expect(latencyIn(options, ['0s', '1s'])).toBe(latencyIn(undefined, ['0s', '1s']))
    expect(latencyIn(options, ['2s', '4s'])).not.toBe(latencyIn(undefined, ['2s', '4s']))
  })

  it('has its options of load in specs of their own', () => {
    expect(loadOptions).toEqual(['rate', 'users'])
  })
})
