/** A message that nobody can handle blocks its partition, until it is put aside. */
import { clients, publish, queue, simulate, system, work, worker } from 'gameday'
import { describe, expect, it } from 'vitest'

describe('a poisoned message', () => {
  /** Twelve thousand messages in ten minutes, of which two are poisoned. */
  const stream = (deliveries: number | 'unbounded') =>
    system('stream', {
      users: clients({
        rate: '20/s',
        arrivals: 'steady',
        call: publish('log', { key: 1_000 }),
      }),
      log: queue({
        partitions: 4,
        poison: '0.02%',
        deliveries,
        redeliverAfter: '100ms',
        deadLetters: 'aside',
      }),
      reader: worker({ of: 'log', replicas: 4, handle: work('20ms') }),
      aside: queue(),
    })
  const play = (deliveries: number | 'unbounded') =>
    simulate(stream(deliveries), { for: '10m' }).queue('log')

  it('that is tried for ever blocks its partition for good, and no other', () => {
    const { partitions, acknowledged, published, deliveries } = play('unbounded')
    expect(partitions?.map(({ lag }) => lag)).toEqual([0, 2_413, 0, 1_042])
    expect({ published, acknowledged }).toEqual({ published: 12_000, acknowledged: 8_545 })
    expect(deliveries - acknowledged).toBeGreaterThan(5_000)
  })

  it('that is put aside after five tries costs those behind it 0.09 ms on average', () => {
    const { partitions, acknowledged, deadLettered, reasons, lag } = play(5)
    expect(partitions?.map(one => one.lag)).toEqual([0, 0, 0, 0])
    expect({ acknowledged, deadLettered }).toEqual({ acknowledged: 11_998, deadLettered: 2 })
    expect(reasons).toEqual([{ because: '422', count: 2 }])
    expect(lag.mean).toBeCloseTo(0.086, 2)
  })
})
