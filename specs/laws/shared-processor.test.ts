/**
 * A processor that all work shares: the mean time inside depends on the mean of the work, and on
 * nothing else of its law. L. Kleinrock, Queueing Systems II, 1976, section 4.4; for several cores
 * F. P. Kelly, Reversibility and Stochastic Networks, 1979, section 3.3.
 */
import { describe, expect, it } from 'vitest'
import {
  clients,
  constant,
  type Distribution,
  exponential,
  logNormal,
  service,
  simulate,
  system,
  work,
} from 'gameday'
import { mismatch } from './support/agreement.ts'
import { erlangB, meanSojourn, type Queue, utilisation } from './support/queues.ts'
import { Replications } from './support/replications.ts'

const settled = { between: ['20s', '120s'] } as const

const laws: { readonly [name: string]: Distribution } = {
  'equal pieces of work': constant('10ms'),
  'exponential pieces of work': exponential('10ms'),
  'log-normal pieces of work': logNormal({ mean: '10ms', sigma: 1 }),
}

const machine = (time: Distribution, cpu: number) =>
  system('machine', {
    people: clients({ rate: `${60 * cpu}/s` as '60/s', call: 'api' }),
    api: service({ concurrency: 10_000, resources: { cpu }, handle: work(time) }),
  })

describe.each(Object.entries(laws))('C6 a shared processor with %s', (_, time) => {
  const runsOn = (cpu: number) =>
    new Replications(seed => simulate(machine(time, cpu), { for: '121s', seed, resolution: '1s' }))
  const one = runsOn(1)

  it('three fifths busy keeps a request for E[S] / (1 - ρ) on average', () => {
    const times = one.each(run => run.at('api', settled).latency.mean)
    expect(mismatch(times, 10 / (1 - 0.6))).toBeNull()
  })

  it('has ρ / (1 - ρ) requests inside on average', () => {
    const inside = one.each(run => run.at('api', settled).inFlight.mean)
    expect(mismatch(inside, 0.6 / 0.4)).toBeNull()
  })

  it('of three cores keeps a request as long as three servers with one queue would', () => {
    const queue: Queue = { lambda: 0.18, mu: 0.1, servers: 3 }
    expect(utilisation(queue)).toBeCloseTo(0.6)
    const times = runsOn(3).each(run => run.at('api', settled).latency.mean)
    expect(mismatch(times, meanSojourn(queue))).toBeNull()
  })
})

describe('C6 connections', () => {
  it('that nobody waits for are refused as often as Erlang says', () => {
    const shop = system('shop', {
      people: clients({ rate: '100/s', call: 'api' }),
      api: service({
        concurrency: 1_000,
        resources: { connections: 6 },
        handle: work(exponential('50ms')),
      }),
    })
    const runs = new Replications(seed => simulate(shop, { for: '121s', seed, resolution: '1s' }))
    const refused = runs.each(run => {
      const { issued, outcomes } = run.at('api', settled)
      return outcomes.rejected / issued
    })
    expect(mismatch(refused, erlangB({ lambda: 0.1, mu: 0.02, servers: 6 }))).toBeNull()
  })

  it('of which each lingers are held for as long as that, too', () => {
    const shop = system('shop', {
      people: clients({ rate: '100/s', call: 'api' }),
      api: service({
        concurrency: 1_000,
        resources: { ports: { size: 6, lingers: '40ms' } },
        handle: work('10ms'),
      }),
    })
    const runs = new Replications(seed => simulate(shop, { for: '121s', seed, resolution: '1s' }))
    const refused = runs.each(run => {
      const { issued, outcomes } = run.at('api', settled)
      return outcomes.rejected / issued
    })
    expect(mismatch(refused, erlangB({ lambda: 0.1, mu: 0.02, servers: 6 }))).toBeNull()
  })
})
