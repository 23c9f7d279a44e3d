/** A zone is lost: its load goes to the others, who must have room for it. */
import { call, clients, scenario, service, simulate, store, system } from 'gameday'
import { describe, expect, it } from 'vitest'

/** Three zones, and 900 requests a second of 20 ms each: 18 slots are busy in the calm. */
const shop = (slots: number) =>
  system(
    'shop in three zones',
    {
      shoppers: clients({ rate: '900/s', call: 'web', timeout: '1s' }),
      web: service({
        zones: ['a', 'b', 'c'],
        replicas: 6,
        concurrency: 1_000,
        balance: 'random',
        health: { every: '1s' },
        handle: call('api', { timeout: '400ms' }),
      }),
      api: store({
        zones: ['a', 'b', 'c'],
        replicas: 6,
        concurrency: slots,
        queue: 200,
        time: '20ms',
        balance: 'leastConnections',
        health: { every: '1s' },
        zoneRouting: 'zoneAware',
      }),
    },
    { network: { 'a<->b': '1ms', 'b<->c': '1ms', 'a<->c': '1ms', default: '0.2ms' } },
  )

const faults = scenario.zoneOutage('a', { at: '10s', for: '20s' })
const lost = (slots: number) => simulate(shop(slots), { for: '40s', seed: 1, faults })
const [calm, without, after] = [
  { between: [0, '10s'] },
  { between: ['15s', '30s'] },
  { between: ['35s', '40s'] },
] as const

describe('one of three zones is lost', () => {
  it('and 75 % in each become 112 % in two: nearly all time out there, too', () => {
    const run = lost(4)
    expect(run.at('api', calm).utilisation).toBeCloseTo(18 / 24, 1)
    expect(run.availability(calm)).toBeGreaterThan(0.999)
    const used = run.at('api', without).replicas.map(({ utilisation }) => utilisation)
    expect(used.map(share => Math.round(share))).toEqual([0, 1, 1, 0, 1, 1])
    expect(run.availability(without)).toBeLessThan(0.2)
    expect(run.availability(after)).toBe(1)
  })

  it('which a third less than full heals: 60 % in each become 90 % in two', () => {
    const run = lost(5)
    expect(run.at('api', calm).utilisation).toBeCloseTo(18 / 30, 1)
    const [, ...used] = run.at('api', without).replicas.map(({ utilisation }) => utilisation)
    expect(Math.max(...used)).toBeCloseTo(18 / 20, 1)
    expect(run.availability(without)).toBe(1)
  })

  it('and once four of six are left, zones are all alike, as with min_cluster_size 6', () => {
    const run = lost(5)
    expect(run.on('web->api', calm).zones?.crossing).toBe(0)
    expect(run.on('web->api', without).zones?.crossing).toBeCloseTo(0.5, 1)
    expect(run.on('web->api', after).zones?.crossing).toBe(0)
  })
})
