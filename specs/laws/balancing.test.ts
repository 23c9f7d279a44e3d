/**
 * A9 balancing against theory: what the choice of a server does to the time inside. Every server
 * has a queue of its own, Poisson arrivals and exponential service of one second.
 */
import { describe, expect, it } from 'vitest'
import {
  type BalanceSpec,
  call,
  clients,
  crash,
  exponential,
  type Run,
  simulate,
  store,
  system,
} from 'gameday'
import { mismatch, mismatchBeyond } from './support/agreement.ts'
import * as queues from './support/queues.ts'
import { Replications } from './support/replications.ts'
import { inTurn, shorterOfTwo, supermarket } from './support/shared-queues.ts'

type Fleet = {
  readonly balance: BalanceSpec
  readonly replicas: number
  /** Of each server. */
  readonly load: number
  /** In service times: left out at the beginning, and counted after that. */
  readonly warmUp: number
  readonly length: number
}

const UNBOUNDED = 1_000_000

function runOf({ balance, replicas, load, warmUp, length }: Fleet, seed: number): Run {
  const fleet = system('fleet', {
    people: clients({ rate: `${load * replicas}/s`, call: 'servers', timeout: '1h' }),
    servers: store({
      time: exponential('1s'),
      concurrency: 1,
      queue: UNBOUNDED,
      replicas,
      balance,
    }),
  })
  return simulate(fleet, { for: `${warmUp + length}s`, seed, resolution: `${warmUp}s` })
}

/** The mean time inside, in service times, of several seeds. */
function sojourns(fleet: Fleet, seeds: number): number[] {
  const between = [`${fleet.warmUp}s`, `${fleet.warmUp + fleet.length}s`] as const
  const runs = new Replications(seed => runOf(fleet, seed), seeds)
  return runs.each(run => (run.at('servers', { between }).latency.mean ?? Number.NaN) / 1_000)
}

describe('A9 two servers at 75 % load', () => {
  const two = { replicas: 2, load: 0.75, warmUp: 500, length: 3_000 }
  const means = (balance: BalanceSpec): number[] => sojourns({ ...two, balance }, 20)

  it('chosen at random are two M/M/1 queues: 4 service times inside', () => {
    const alone = queues.meanSojourn({ lambda: 0.75, mu: 1, servers: 1 })
    expect(mismatch(means('random'), alone)).toBeNull()
    expect(alone).toBe(4)
  })

  it('asked in turn have arrivals more even than random: 3.10', () => {
    expect(mismatch(means('roundRobin'), inTurn(2, 0.75))).toBeNull()
    expect(inTurn(2, 0.75)).toBeCloseTo(3.1, 2)
  })

  it.each(['leastConnections', 'powerOfTwo'] as const)(
    'chosen by %s are a choice of the shorter queue: 2.45, near one queue for both, 2.29',
    balance => {
      expect(mismatch(means(balance), shorterOfTwo(1.5))).toBeNull()
      const together = queues.meanSojourn({ lambda: 1.5, mu: 1, servers: 2 })
      expect(shorterOfTwo(1.5) / together).toBeCloseTo(1.07, 2)
    },
  )
})

describe('A9 two hundred servers by the power of two choices', () => {
  const REPLICAS = 200

  /**
   * Table 1 of the paper has simulations of 100 servers besides the limit for infinitely many: 1.2,
   * 2.3 and 9.1 % above it at these loads. The distance falls as one over the number of servers.
   */
  it.each([
    { load: 0.9, published: 2.6141, beyond: 0.012, warmUp: 50, length: 150 },
    { load: 0.95, published: 3.383, beyond: 0.0231, warmUp: 100, length: 200 },
    { load: 0.99, published: 5.432, beyond: 0.0912, warmUp: 300, length: 300 },
  ])('stay $published service times inside at load $load, not 1 / (1 - $load)', law => {
    const { load, published, beyond, warmUp, length } = law
    expect(supermarket(load)).toBeCloseTo(published, 3)
    const means = sojourns({ balance: 'powerOfTwo', replicas: REPLICAS, load, warmUp, length }, 10)
    const finite = beyond * (100 / REPLICAS)
    // What is left of the distance to the limit is known to half of itself.
    const known = (published * finite) / 2
    expect(mismatchBeyond(means, published * (1 + finite), known)).toBeNull()
  })
})

describe('A9 consistent hashing over n replicas', () => {
  /** Crashed replicas are out of use within a second; then their keys are asked elsewhere. */
  const keysAsked = (replicas: number, crashed: boolean): Run => {
    const sharded = system('sharded', {
      people: clients({ rate: '2000/s', arrivals: 'steady', call: call('shards', { key: 500 }) }),
      shards: store({
        time: '1ms',
        replicas,
        balance: 'consistentHash',
        health: { every: '1s', timeout: '1s', unhealthyAfter: 1 },
      }),
    })
    const faults = crashed ? [crash('shards#0', { refuse: true })] : []
    return simulate(sharded, { for: '60s', faults, resolution: '1s' })
  }

  it.each([4, 8, 16])(
    'moves only the keys of the one that goes, about 1 / %i of them',
    replicas => {
      const after = { between: ['2s', '60s'] } as const
      const [calm, gone] = [false, true].map(crashed =>
        keysAsked(replicas, crashed)
          .at('shards', after)
          .replicas.map(({ issued }) => issued),
      )
      const total = calm.reduce((sum, issued) => sum + issued, 0)
      expect(gone[0]).toBe(0)
      // The same keys are drawn in both runs: nobody loses any, and what the first had is spread.
      gone.slice(1).forEach((issued, i) => expect(issued).toBeGreaterThanOrEqual(calm[i + 1]))
      expect(gone.reduce((sum, issued) => sum + issued, 0)).toBe(total)
      // With 160 points its share is 1/n within 8 % of itself, and 500 keys add 1/√(500/n).
      const error = Math.hypot(0.08, Math.sqrt(replicas / 500))
      expect(Math.abs((calm[0] / total) * replicas - 1)).toBeLessThan(3 * error)
    },
  )
})
