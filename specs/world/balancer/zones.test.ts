/** Replicas in several zones: which link a request takes, who is lost with a zone, what crosses. */
import {
  call,
  clients,
  crash,
  partition,
  queue,
  publish,
  service,
  simulate,
  store,
  system,
  work,
  worker,
  type ZoneRoutingSpec,
} from 'gameday'
import { describe, expect, it } from 'vitest'

const network = { 'a<->a': '1ms', 'b<->b': '1ms', 'a<->b': '10ms', default: 0 } as const
const zones = ['a', 'b'] as const

/** Two callers, and four who are asked; only random choices, so that nothing falls into step. */
const pair = (zoneRouting?: ZoneRoutingSpec) =>
  system(
    'pair',
    {
      users: clients({ rate: '1000/s', call: 'web', timeout: '1s' }),
      web: service({
        zones,
        replicas: 2,
        balance: 'random',
        concurrency: 1_000,
        handle: call('api', { timeout: '300ms' }),
      }),
      api: store({
        zones,
        replicas: 4,
        balance: 'random',
        health: { every: '1s', unhealthyAfter: 1 },
        time: 0,
        zoneRouting,
      }),
    },
    { network },
  )

describe('a request between replicas', () => {
  it('takes the link between their two zones, and its answer comes back that way', () => {
    const run = simulate(pair(), { for: '20s', seed: 1 })
    const { zones: between, latency } = run.on('web->api')
    expect(between?.crossing).toBeCloseTo(0.5, 1)
    expect(between?.pairs.map(({ from, to }) => `${from}->${to}`)).toEqual([
      'a->a',
      'a->b',
      'b->a',
      'b->b',
    ])
    // Half takes 2 ms there and back, half 20 ms.
    expect(latency.mean).toBeCloseTo(2 + 18 * (between?.crossing ?? 0), 3)
  })

  it('crosses no border where all stay in their zone', () => {
    const run = simulate(pair('preferSameZone'), { for: '5s', seed: 1 })
    expect(run.on('web->api').zones?.crossing).toBe(0)
    expect(run.on('web->api').latency.p99).toBe(2)
    expect(run.on('users->web').zones?.pairs.map(({ from }) => from)).toEqual(['', ''])
  })

  it('is told of no zones where nobody stands in several', () => {
    const plain = system('plain', {
      users: clients({ rate: '10/s', call: 'db' }),
      db: store({ zone: 'a', time: 1 }),
    })
    expect(simulate(plain, { for: '1s' }).on('users->db').zones).toBeNull()
  })
})

describe('what spills over when one of two replicas of a zone is out of use', () => {
  const crossing = (zoneRouting: ZoneRoutingSpec): number[] => {
    const faults = [crash('api#0').at('10s').forever()]
    const run = simulate(pair(zoneRouting), { for: '30s', seed: 1, faults })
    const span = { between: ['12s', '30s'] } as const
    expect(run.on('web->api', { between: [0, '10s'] }).zones?.crossing).toBe(0)
    const used = run.at('api', span).replicas.map(({ issued }) => issued / 6_000)
    return [run.on('web->api', span).zones?.crossing ?? Number.NaN, ...used]
  }

  it('failover: half of the hosts keep 1.4 × 50 %, so 30 % of that zone crosses', () => {
    const [share, ...used] = crossing('failover')
    expect(share).toBeCloseTo(0.5 * 0.3, 2)
    expect(used[2]).toBeCloseTo((0.5 * 0.7) / (1 / 3), 1)
  })

  it('zoneAware: a third of the replicas, half of the callers, so a third crosses', () => {
    const [share, ...used] = crossing({ by: 'zoneAware', minimumReplicas: 2 })
    expect(share).toBeCloseTo(0.5 / 3, 2)
    for (const load of [used[1], used[2], used[3]]) expect(load).toBeCloseTo(1, 1)
  })

  it('preferSameZone: nothing, and the other replica bears twice as much', () => {
    const [share, ...used] = crossing('preferSameZone')
    expect(share).toBe(0)
    expect(used[2]).toBeCloseTo(2 * used[1], 1)
  })
})

describe('a zone', () => {
  it('takes its replicas with it, and no others', () => {
    const faults = [crash('zone:a', { refuse: true }).at('1s').forever()]
    const run = simulate(pair(), { for: '2s', faults })
    const { replicas } = run.at('api', { between: ['1s', '2s'] })
    const served = replicas.map(({ outcomes }) => outcomes.ok > 0)
    expect(served).toEqual([false, true, false, true])
    expect(run.faults[0].target).toBe('zone:a')
  })

  it('can be cut off from another, which leaves what is within them', () => {
    const faults = [partition('a<->b').at(0).forever()]
    const run = simulate(pair(), { for: '5s', faults, seed: 1 })
    const { availability, zones: between } = run.on('web->api')
    expect(availability).toBeCloseTo(1 - (between?.crossing ?? 0), 6)
  })

  it('loses its replicas one by one where each fails by itself', () => {
    const fault = crash('zone:b').at(0).randomly({ every: '10s', for: '1s', each: 'replica' })
    const run = simulate(pair(), { for: '60s', faults: [fault], strict: false })
    const struck = new Set(run.faults[0].periods.map(({ replica }) => replica))
    expect(struck).toEqual(new Set(['api#1', 'api#3', 'web#1']))
  })
})

describe('workers in several zones', () => {
  it('take messages over the link to the zone of each', () => {
    const jobs = system(
      'jobs',
      {
        users: clients({ rate: '100/s', arrivals: 'steady', call: 'web' }),
        web: service({ zone: 'a', handle: publish('mail') }),
        mail: queue({ zone: 'a' }),
        sender: worker({ of: 'mail', zones, replicas: 2, concurrency: 100, handle: work('1ms') }),
      },
      { network },
    )
    const run = simulate(jobs, { for: '10s' })
    const { zones: between, latency } = run.on('mail->sender')
    expect(between?.pairs.map(({ to }) => to)).toEqual(['a', 'b'])
    expect([latency.p50, latency.p99]).toEqual([3, 21])
  })
})
