/** C13: a share of requests, of work and of a zone’s replicas, counted. */
import {
  call,
  clients,
  crash,
  partition,
  repeat,
  service,
  simulate,
  slow,
  store,
  system,
  work,
} from 'gameday'
import { describe, expect, it } from 'vitest'

describe('C13 a share of requests', () => {
  const steady = system('steady', {
    users: clients({ rate: '1000/s', arrivals: 'steady', timeout: '2s', call: 'web' }),
    web: service({ concurrency: 5_000, handle: repeat(10, work('1ms')) }),
  })

  it('is lost once, and not on both ways', () => {
    const faults = [partition('users->web').share('30%')]
    const lost = simulate(steady, { for: '20s', faults }).requests().outcomes.timeout
    expect(lost / 20_000).toBeCloseTo(0.3, 1)
  })

  it('is slow throughout, whatever its work is divided into', () => {
    const faults = [slow('web', { factor: 10 }).share('10%')]
    const run = simulate(steady, { for: '20s', faults })
    expect(run.slowerThan('11ms') / 20_000).toBeCloseTo(0.1, 1)
    expect(run.latency(1)).toBeCloseTo(100, 0)
  })

  it('of a zone’s replicas is taken from each component', () => {
    const zone = system('zone', {
      users: clients({ rate: '8/s', arrivals: 'steady', call: 'a' }),
      a: service({ zone: 'eu', replicas: 4, handle: call('b', { optional: true, timeout: '1s' }) }),
      b: store({ zone: 'eu', replicas: 4, time: 1 }),
    })
    const faults = [crash('zone:eu', { refuse: true }).share('50%')]
    const run = simulate(zone, { for: '10s', faults })
    expect([run.availability({ at: 'a' }), run.availability({ at: 'b' })]).toEqual([0.5, 0.5])
  })
})
