/**
 * A store in which more at once get less done. A surge of five seconds fills its slots, and
 * with all of them taken it does less than usually comes: it never gets well by itself.
 */
import { clients, simulate, store, surge, system } from 'gameday'
import { describe, expect, it } from 'vitest'

/** 1,000 requests a second; 44 at a time get 1,360 done, 500 at a time 355. */
const shop = (concurrency: number) =>
  system('shop', {
    people: clients({ rate: '1000/s', call: 'db', timeout: '1s' }),
    db: store({
      concurrency,
      time: '10ms',
      resources: { contention: { alpha: '3%', beta: '0.05%' } },
    }),
  })

const flood = surge('people', { factor: 3 }).at('10s').for('5s')

const after = { between: ['30s', '60s'] } as const

describe('contention', () => {
  it('with 500 slots works on from the surge on, and all that it does comes too late', () => {
    const run = simulate(shop(500), { for: '60s', faults: [flood] })
    expect(run.availability({ between: ['0s', '10s'] })).toBe(1)
    expect(run.availability(after)).toBe(0)
    expect(run.at('db', after).inFlight.mean).toBeGreaterThan(500)
    expect(run.at('db', after).utilisation).toBeCloseTo(1, 3)
  })

  it('with 44 slots does as much as it ever can, and is well as soon as the queue is empty', () => {
    const run = simulate(shop(44), { for: '60s', faults: [flood] })
    expect(run.availability(after)).toBe(1)
    expect(run.at('db', after).inFlight.mean).toBeLessThan(44)
  })
})
