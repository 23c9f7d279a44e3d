/** A Redis in a system: clients of npm reach it by its name, over links that fail. */
import { Redis } from 'ioredis'
import { describe, expect, test } from 'vitest'
import { app, code } from '../../../src/code/index.ts'
import { redis } from '../../../src/code/stores/redis.ts'
import {
  clients,
  crash,
  partition,
  resetConnections,
  simulate,
  system,
} from '../../../src/index.ts'

const sleep = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms))

describe('a Redis in the world', () => {
  const shop = (handle: (client: Redis) => Promise<unknown>, requests = 1) => {
    let client: Redis | undefined
    const made = (): Redis => {
      const fresh = new Redis({ host: 'cache', retryStrategy: () => 50 })
      fresh.on('error', () => {})
      return fresh
    }
    return system(
      'shop',
      {
        users: clients({ rate: '1/s', arrivals: 'steady', requests, call: 'web' }),
        web: code(async () => handle((client ??= made())), { calls: ['cache'] }),
        cache: redis({ time: '1ms' }),
      },
      { network: { 'web->cache': '2ms' } },
    )
  }

  test('answers ioredis', async () => {
    const seen: unknown[] = []
    const system = shop(async client => {
      seen.push(await client.set('a', '1'), await client.incr('a'), await client.get('a'))
    })

    const run = await simulate(system, { for: '1s' })

    expect(seen).toEqual(['OK', 2, '2'])
    expect(run.requests().outcomes.ok).toBe(1)
  })

  test('answers who waits as soon as another adds what it waits for', async () => {
    const seen: unknown[] = []
    const system = shop(async client => {
      const waits = new Redis({ host: 'cache' })
      await waits.ping()
      const began = Date.now()
      const popped = waits.blpop('jobs', 5).then(job => seen.push(job, Date.now() - began))
      await sleep(100)
      await client.rpush('jobs', 'a')
      await popped
    })

    await simulate(system, { for: '9s' })

    // The push takes 2 ms there and 1 ms of the Redis, and its word to who waits 2 ms back.
    expect(seen).toEqual([['jobs', 'a'], 105])
  })

  test('is lost in a crash, and the client connects again', async () => {
    const seen: unknown[] = []
    const system = shop(async client => {
      seen.push(Date.now() % 60_000, await client.incr('n'))
    }, 3)

    await simulate(system, { for: '5s', faults: [crash('cache').at('0.5s').for('1s')] })

    expect(seen.filter((_, i) => i % 2 === 1)).toEqual([1, 1, 2])
  })

  test('loses connections that are reset, and no key', async () => {
    const seen: unknown[] = []
    const system = shop(async client => {
      client.once('close', () => seen.push(Date.now() % 60_000))
      seen.push(await client.incr('n'))
    }, 3)
    const at = (ms: number) => resetConnections('web->cache').at(`${ms}ms`).for('10ms')

    const run = await simulate(system, { for: '5s', faults: [at(500), at(1500)] })

    expect(seen).toEqual([1, 500, 2, 1500, 3])
    expect(run.faults.map(({ touched }) => touched)).toEqual([1, 1])
  })

  test('answers late after a partition, as its connection sends again', async () => {
    const seen: unknown[] = []
    const system = shop(async client => {
      await client.incr('n')
      await sleep(100)
      const began = Date.now()
      await client.incr('n')
      seen.push(Date.now() - began)
    })

    await simulate(system, {
      for: '9s',
      faults: [partition('web->cache').at('60ms').for('3s')],
    })

    expect(seen[0]).toBeGreaterThan(2900)
    expect(seen[0]).toBeLessThan(7000)
  })
})

test('who waits in a Redis and dies is not given what comes after', async () => {
  const popped: unknown[] = []
  const waits = async () => {
    popped.push(await new Redis({ host: 'cache' }).blpop('jobs', 0), Date.now() % 60_000)
  }
  const shop = system('shop', {
    users: clients({ rate: '1/s', arrivals: 'steady', requests: 2, call: 'web' }),
    web: code(
      async () => {
        if (Date.now() % 60_000 > 0) await new Redis({ host: 'cache' }).rpush('jobs', 'a')
      },
      { calls: ['cache'] },
    ),
    worker: app(() => void waits(), { calls: ['cache'] }),
    cache: redis({ time: '1ms' }),
  })

  await simulate(shop, {
    for: '5s',
    faults: [crash('worker', { refuse: true }).at('0.5s').for('2s')],
  })

  // The machine has closed the connection of the process that died: the next one gets it.
  expect(popped).toEqual([['jobs', 'a'], 2_504])
})
