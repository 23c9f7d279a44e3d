/** C11: faults by chance that befall each replica by itself. */
import { clients, partition, simulate, slow, store, system } from 'gameday'
import { describe, expect, it } from 'vitest'

const pair = system('pair', {
  users: clients({ rate: '1/s', arrivals: 'steady', call: 'db' }),
  db: store({ time: '1ms', replicas: 100 }),
})

describe('C11 faults of each replica by itself', () => {
  it('are told when all together come too often', () => {
    const each = slow('db', { by: '1ms' }).randomly({ every: '1s', for: '1s', each: 'replica' })
    expect(() => simulate(pair, { for: '1h', faults: [each] })).toThrow(
      'would come about 180000 times: 10000 is the most',
    )
  })
})

describe('C11 a partition of each replica by itself', () => {
  it('cuts off one after another, though a replica has no links of its own', () => {
    const each = partition('db').randomly({ every: '5m', for: '1m', each: 'replica' })
    const [{ periods }] = simulate(pair, { for: '1m', faults: [each] }).faults
    expect(new Set(periods.map(({ replica }) => replica)).size).toBeGreaterThan(5)
  })
})
