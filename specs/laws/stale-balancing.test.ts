/**
 * A9 balancing against theory: two choices that may be the same one, a view that is old, and ties
 * that go to the first. Exponential service of one second, Poisson arrivals.
 */
import { describe, expect, it } from 'vitest'
import { type BalanceSpec, clients, exponential, type Run, simulate, store, system } from 'gameday'
import { mismatch, mismatchBeyond } from './support/agreement.ts'
import { erlangB } from './support/queues.ts'
import { Replications } from './support/replications.ts'
import { partlyShorterOfTwo, supermarket } from './support/shared-queues.ts'
import { staleChoiceOfTwo } from './support/stale-choices.ts'

type Fleet = { readonly balance: BalanceSpec; readonly replicas: number; readonly load: number }

const between = ['200s', '700s'] as const

function runOf({ balance, replicas, load }: Fleet, seed: number): Run {
  const fleet = system('fleet', {
    people: clients({ rate: `${load * replicas}/s`, call: 'servers', timeout: '1h' }),
    servers: store({
      time: exponential('1s'),
      concurrency: 1,
      queue: 1_000_000,
      replicas,
      balance,
    }),
  })
  return simulate(fleet, { for: '700s', seed, resolution: '100s' })
}

/** The mean time inside, in service times, of several seeds. */
function sojourns(fleet: Fleet, seeds: number): number[] {
  const runs = new Replications(seed => runOf(fleet, seed), seeds)
  return runs.each(run => (run.at('servers', { between }).latency.mean ?? Number.NaN) / 1_000)
}

const twoDraws = { by: 'powerOfTwo', withReplacement: true } as const

describe('A9 two choices with replacement', () => {
  it('of two servers are the shorter queue for three of four requests', () => {
    const means = sojourns({ balance: twoDraws, replicas: 2, load: 0.75 }, 30)
    expect(mismatch(means, partlyShorterOfTwo(1.5, 0.75))).toBeNull()
  })

  it('of many are the supermarket model', () => {
    const means = sojourns({ balance: twoDraws, replicas: 200, load: 0.8 }, 4)
    // The law is that of infinitely many servers.
    expect(mismatchBeyond(means, supermarket(0.8), supermarket(0.8) * 0.015)).toBeNull()
  })
})

describe('A9 two choices by what was seen at the last look', () => {
  it.each([
    { refresh: '2s', period: 2 },
    { refresh: '20s', period: 20 },
  ] as const)('of every $period service times take as long as the limit says', law => {
    const { refresh, period } = law
    const balance = { ...twoDraws, refresh }
    const means = sojourns({ balance, replicas: 200, load: 0.8 }, 4)
    const theory = staleChoiceOfTwo(0.8, period)
    expect(mismatchBeyond(means, theory, theory * 0.015)).toBeNull()
  })

  it('are worse than chance when that was twenty service times ago', () => {
    expect(staleChoiceOfTwo(0.8, 2)).toBeCloseTo(2.449, 2)
    expect(staleChoiceOfTwo(0.8, 20)).toBeGreaterThan(1 / (1 - 0.8))
  })
})

describe('A9 least connections, ties to the lowest index', () => {
  it('hunts in order: each server carries what those before it turn away', () => {
    const [replicas, erlangs] = [12, 2]
    const balance = { by: 'leastConnections', ties: 'lowestIndex' } as const
    const fleet = { balance, replicas, load: erlangs / replicas }
    const runs = new Replications(seed => runOf(fleet, seed), 10)
    const lost = (servers: number) => erlangB({ lambda: erlangs, mu: 1, servers })
    for (const server of [0, 1, 2, 3]) {
      const busy = runs.each(run => run.at('servers', { between }).replicas[server].utilisation)
      // E. Brockmeyer et al., The Life and Works of A. K. Erlang, 1948: a (B(i) - B(i + 1)).
      expect(mismatch(busy, erlangs * (lost(server) - lost(server + 1)))).toBeNull()
    }
  })
})
