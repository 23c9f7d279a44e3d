/** What a Redis in a system loses: keys it forgets or evicts, writes no replica has heard of. */
import { Redis } from 'ioredis'
import { describe, expect, test } from 'vitest'
import { app } from '../../../src/code/index.ts'
import { postgres } from '../../../src/code/stores/postgres.ts'
import { command, redis } from '../../../src/code/stores/redis.ts'
import { clients, crash, type Fault, flush, simulate, store, system } from '../../../src/index.ts'

const sleep = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms))

/** Somebody who fills a cache with so many keys at the start, and asks how many are left. */
async function filled(cache: ReturnType<typeof redis>, faults: readonly Fault<'cache'>[]) {
  const run = await simulate(
    system('shop', {
      users: clients({ rate: '1/s', arrivals: 'steady', requests: 1, call: 'web' }),
      web: app(
        () => async () => {
          const client = new Redis({ host: 'cache' })
          for (let i = 0; i < 100; i++) await client.set(`k${i}`, i)
          await client.get('k0')
          await client.set('last', 1)
          client.disconnect()
          return new Response('done')
        },
        { calls: ['cache'] },
      ),
      cache,
    }),
    {
      for: '5s',
      faults,
      ask: { left: command('cache', 'DBSIZE'), first: command('cache', 'EXISTS', 'k0', 'k1') },
    },
  )
  return { run, left: run.answer('left'), first: run.answer('first') }
}

describe('C1 a Redis that forgets', () => {
  test('has no key left after a flush', async () => {
    const { run, left } = await filled(redis(), [flush('cache').at('2s').for('1s')])

    expect(left).toBe(0)
    expect(run.recording.faults[0].touched).toBe(101)
  })

  test('loses a share of its keys, drawn one by one, the same for a seed', async () => {
    const half = [flush('cache', { keys: '50%' }).at('2s').for('1s')]
    const one = await filled(redis(), half)
    const other = await filled(redis(), half)

    expect(one.left).toBeGreaterThan(30)
    expect(one.left).toBeLessThan(70)
    expect(other.left).toBe(one.left)
    expect(one.run.recording.faults[0].touched).toBe(101 - Number(one.left))
  })

  test('evicts at its bound what was used longest ago', async () => {
    const { left, first } = await filled(redis({ maxEntries: 100, eviction: 'allkeys-lru' }), [])

    expect(left).toBe(100)
    // Of the two, k0 was used again, and k1 had to go.
    expect(first).toBe(1)
  })

  test('is a mistake of what is none, or holds no keys', () => {
    const shop = system('shop', {
      users: clients({ rate: '1/s', call: 'db' }),
      db: store({ time: '1ms' }),
      sql: postgres(),
    })
    const play = (fault: Fault<'db' | 'sql'>): unknown =>
      simulate(shop, { for: '1s', faults: [fault] })

    expect(() => play(flush('sql'))).toThrow('"sql" is no cache')
    expect(() => play(flush('db', { keys: 0.5 }))).toThrow('"db" is no Redis')
    expect(() => flush('db', { keys: 0 })).toThrow('a share of 0 breaks nothing')
  })
})

describe('C1 a Redis with a replica', () => {
  /** Two workers that take a lock one after the other, and how a replica behind matters. */
  async function locked(lag: '100ms' | '2s') {
    const holders: string[] = []
    const taking = (name: string, atMs: number) => async (): Promise<void> => {
      const client = new Redis({ host: 'locks', retryStrategy: () => 50 })
      client.on('error', () => {})
      await sleep(atMs)
      const said = await client.set('lock', name, 'PX', 60_000, 'NX')
      if (said === 'OK') holders.push(name)
    }
    const run = await simulate(
      system('locks', {
        users: clients({ rate: '1/s', requests: 1, call: 'other' }),
        other: store({ time: '1ms' }),
        one: app(() => void taking('one', 1_000)(), { calls: ['locks'] }),
        two: app(() => void taking('two', 4_000)(), { calls: ['locks'] }),
        locks: redis({ replicationLag: lag }),
      }),
      {
        for: '6s',
        faults: [crash('locks', { refuse: true }).at('2s').for('500ms')],
        ask: {
          lock: command('locks', 'GET', 'lock'),
          ttl: command('locks', 'PTTL', 'lock').at('3s'),
        },
      },
    )
    return { holders, lock: run.answer('lock'), ttl: Number(run.answer('ttl')) }
  }

  test('keeps a lock that the replica has heard of, with its time', async () => {
    const { holders, lock, ttl } = await locked('100ms')

    expect(holders).toEqual(['one'])
    expect(lock).toBe('one')
    expect(ttl).toBe(61_000 - 3_000)
  })

  test('hands one out twice that it has not: the fail-over of a lock', async () => {
    const { holders, lock } = await locked('2s')

    expect(holders).toEqual(['one', 'two'])
    expect(lock).toBe('two')
  })
})

test('C1 a durable Redis gives nothing to who waited before its crash', async () => {
  const taken: string[] = []
  const shop = system('jobs', {
    users: clients({ rate: '1/s', requests: 1, call: 'other' }),
    other: store({ time: '1ms' }),
    worker: app(
      () => {
        const client = new Redis({ host: 'jobs', retryStrategy: () => 5_000 })
        client.on('error', () => {})
        void client.blpop('jobs', 0).then(job => taken.push(String(job?.[1])))
      },
      { calls: ['jobs'] },
    ),
    pusher: app(
      () =>
        void (async () => {
          await sleep(3_000)
          const client = new Redis({ host: 'jobs' })
          await client.rpush('jobs', 'a')
          client.disconnect()
        })(),
      { calls: ['jobs'] },
    ),
    jobs: redis({ durable: true }),
  })

  const run = await simulate(shop, {
    for: '20s',
    faults: [crash('jobs', { refuse: true }).at('1s').for('500ms')],
    ask: { early: command('jobs', 'LLEN', 'jobs').at('4s') },
  })

  expect(run.answer('early')).toBe(1)
  expect(taken).toEqual(['a'])
})
