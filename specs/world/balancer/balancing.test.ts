/** A9 replicas: which of them takes a request, and what that means when one is slow or gone. */
import {
  type BalanceSpec,
  cache,
  cached,
  call,
  clients,
  crash,
  type Run,
  service,
  simulate,
  slow,
  store,
  system,
  zipf,
} from 'gameday'
import { describe, expect, it } from 'vitest'
import { counts, once } from '../support/story.ts'

const pool = (balance: BalanceSpec | undefined, replicas = 3) =>
  system('pool', {
    users: once('db', { rate: '100/s', requests: 300, timeout: '1s' }),
    db: store({ time: '4ms', concurrency: 1, replicas, balance }),
  })

const shares = (run: Run): number[] => run.at('db').replicas.map(({ issued }) => issued)

describe('A9 a pool of three', () => {
  it.each([undefined, 'roundRobin', 'leastConnections', { by: 'roundRobin' }] as const)(
    'gives each every third request by %o',
    balance => {
      expect(shares(simulate(pool(balance), { for: '5s' }))).toEqual([100, 100, 100])
    },
  )

  it('that is asked in turn gives the same run whether that is said or not', () => {
    const [said, unsaid] = [pool('roundRobin'), pool(undefined)]
    const digests = [said, unsaid].map(data => simulate(data, { for: '5s' }).digest)
    expect(digests[0]).toBe(digests[1])
  })

  it('keeps numbers for each, over any part of the run', () => {
    const fault = crash('db#1', { refuse: true }).at('1s').for('1s')
    const run = simulate(pool('roundRobin'), { for: '5s', faults: [fault] })
    const [first, second, third] = run.at('db', { during: fault }).replicas
    // The 33 requests from #101 on that are its turn; the first, #100, was for replica 1.
    expect([first.issued, second.issued, third.issued]).toEqual([33, 34, 33])
    expect(counts(second.outcomes)).toEqual({ rejected: 34 })
    expect(counts(third.outcomes)).toEqual({ ok: 33 })
    expect(first.inFlight).toEqual({ mean: expect.closeTo(0.132, 3), peak: 1 })
    expect(first.utilisation).toBeCloseTo(0.132, 3)
    expect(second.inFlight.peak).toBe(0)
  })

  it('of one has one', () => {
    const [only, ...others] = simulate(pool(undefined, 1), { for: '5s' }).at('db').replicas
    expect([only.issued, others.length]).toEqual([300, 0])
  })
})

describe('A9 one of three replicas that is slow', () => {
  const faults = [slow('db#0', { by: '200ms' })]
  const p99 = (balance: BalanceSpec): number =>
    simulate(pool(balance), { for: '5s', faults }).latency('p99') ?? 0

  it('spoils a third of all requests asked in turn, and few by load or latency', () => {
    const late = (balance: BalanceSpec): number =>
      simulate(pool(balance), { for: '5s', faults }).slowerThan('100ms')
    expect(late('roundRobin')).toBe(100)
    // It is asked again whenever it is idle: once in 204 ms.
    expect(late('leastConnections')).toBe(15)
    expect(late('powerOfTwo')).toBeLessThan(20)
    expect(late('peakEwma')).toBeLessThanOrEqual(2)
  })

  it('is what a peak of latency tells the balancer that goes by it', () => {
    expect(p99('peakEwma')).toBeLessThan(10)
    expect(p99('roundRobin')).toBeGreaterThan(500)
  })
})

describe('A9 a replica that never answers', () => {
  it('has its requests pending until callers give up, so least connections spare it', () => {
    const run = simulate(pool('leastConnections'), { for: '5s', faults: [crash('db#2')] })
    // Each waits there for a second; only the first and those after a time-out go there.
    expect(counts(run.requests().outcomes)).toEqual({ ok: 297, timeout: 3 })
  })

  it('that fails at once, though, attracts all that comes while others work', () => {
    const busy = system('busy', {
      users: once('db', { rate: '100/s', requests: 300 }),
      db: store({ time: '100ms', concurrency: 20, replicas: 3, balance: 'leastConnections' }),
    })
    const faults = [crash('db#2', { refuse: true })]
    const { outcomes } = simulate(busy, { for: '5s', faults }).requests()
    // Of ten requests in 100 ms each of the two that work has one under way: eight are refused.
    expect(counts(outcomes)).toEqual({ ok: 60, rejected: 240 })
  })
})

describe('A9 consistent hashing', () => {
  const sharded = (balance: 'consistentHash' | 'modulo', key: number | ReturnType<typeof zipf>) =>
    system('sharded', {
      users: once('web', { rate: '1000/s', requests: 10_000 }),
      web: service({ handle: call('db', { key, retry: { attempts: 2, base: 0 } }) }),
      db: store({ time: '1ms', replicas: 5, balance }),
    })

  it('sends a key to one replica, retries included, so a crash costs its keys alone', () => {
    const faults = [crash('db#3', { refuse: true })]
    const run = simulate(sharded('consistentHash', 1_000), { for: '20s', faults })
    const { replicas } = run.at('db')
    const lost = run.requests().outcomes.error
    expect(replicas[3].issued).toBe(2 * lost)
    expect(lost / 10_000).toBeGreaterThan(0.14)
    expect(lost / 10_000).toBeLessThan(0.26)
  })

  it('makes a hot shard of a popular key', () => {
    const hot = simulate(sharded('consistentHash', zipf({ items: 1_000, exponent: 1.2 })), {
      for: '20s',
    })
    const most = Math.max(...shares(hot)) / 10_000
    // The most wanted of 1,000 has 1 / Σ k^-1.2 = 23 % of all, more than a fifth by itself.
    expect(most).toBeGreaterThan(0.35)
  })

  it('goes by the user where a call declares no key', () => {
    const sticky = system('sticky', {
      users: clients({ users: 40, think: '50ms', call: 'web' }),
      web: service({ handle: call('db') }),
      db: store({ time: '1ms', replicas: 4, balance: 'consistentHash' }),
    })
    const [twice, once] = [20, 10].map(s => shares(simulate(sticky, { for: `${s}s` })))
    // Each of the 40 has a replica of his own choosing: the shares do not change with time.
    for (const [i, share] of once.entries()) {
      expect(Math.abs(twice[i] / 20 - share / 10)).toBeLessThan(0.02 * share)
    }
  })
})

describe('A9 a cache of several replicas', () => {
  const shop = (balance: 'consistentHash' | 'modulo', health: boolean) =>
    system('shop', {
      users: once('web', { rate: '500/s', requests: 20_000 }),
      web: service({ handle: cached('memo', { key: 200, miss: call('db') }) }),
      memo: cache({
        replicas: 4,
        balance,
        ...(health && { health: { every: '1s', timeout: '1s', unhealthyAfter: 1 } }),
      }),
      db: store({ time: '1ms' }),
    })

  const missesAfterCrash = (balance: 'consistentHash' | 'modulo'): number => {
    const faults = [crash('memo#1', { refuse: true }).at('20s')]
    const run = simulate(shop(balance, true), { for: '41s', faults, resolution: '1s' })
    return run.at('db', { between: ['20s', '41s'] }).issued
  }

  it('finds every key again by either way', () => {
    for (const balance of ['consistentHash', 'modulo'] as const) {
      expect(simulate(shop(balance, false), { for: '41s' }).at('db').issued).toBe(200)
    }
  })

  it('loses the entries of one that is gone, and with the remainder nearly all others, too', () => {
    const ring = missesAfterCrash('consistentHash')
    const remainder = missesAfterCrash('modulo')
    // About 50 of 200 keys move on the ring, three quarters of 200 by the remainder.
    expect(ring).toBeLessThan(80)
    expect(remainder).toBeGreaterThan(120)
  })
})
