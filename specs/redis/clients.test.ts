/** Real clients, unmodified, on a server of ours. */
import { FlowProducer, Queue, QueueEvents, Worker, type Job } from 'bullmq'
import { Redis, type RedisOptions } from 'ioredis'
import { RateLimiterRedis } from 'rate-limiter-flexible'
import { describe, expect, it, onTestFinished } from 'vitest'
import { RedisServer } from '../../src/redis/server.ts'
import { connectorTo } from './support/line.ts'
import { worldWithRedis } from './support/virtual.ts'

/** A world whose clock is that of the clients: they wait for themselves. */
const realWorld = () =>
  new RedisServer({
    now: () => Date.now(),
    random: () => 0.5,
    after(milliseconds, callback) {
      const timer = setTimeout(callback, milliseconds)
      return () => clearTimeout(timer)
    },
  })

type Connector = NonNullable<RedisOptions['Connector']>

function optionsFor(server: RedisServer) {
  const Connector = connectorTo(server) as unknown as Connector
  return { Connector, maxRetriesPerRequest: null }
}

function redisFor(server: RedisServer): Redis {
  const redis = new Redis(optionsFor(server))
  onTestFinished(() => redis.disconnect())
  return redis
}

describe('ioredis', () => {
  it('sets and gets, in a pipeline and in a transaction', async () => {
    const redis = redisFor(worldWithRedis().server)
    await redis.hset('user:1', { name: 'Ada', age: 36 })

    expect(await redis.hgetall('user:1')).toEqual({ name: 'Ada', age: '36' })
    const pipeline = await redis.pipeline().set('a', '1').incr('a').lpush('a', 'x').exec()
    expect(pipeline?.map(([error, value]) => error?.message ?? value)).toEqual([
      'OK',
      2,
      'WRONGTYPE Operation against a key holding the wrong kind of value',
    ])
    expect(await redis.multi().incr('a').get('a').exec()).toEqual([
      [null, 3],
      [null, '3'],
    ])
  })

  it('keeps bytes as they are', async () => {
    const redis = redisFor(worldWithRedis().server)
    const bytes = Buffer.from([0, 255, 13, 10, 128])
    await redis.set('bytes', bytes)

    expect(await redis.getBuffer('bytes')).toEqual(bytes)
  })

  it('does not do what another has come before', async () => {
    const { server } = worldWithRedis()
    const [one, other] = [redisFor(server), redisFor(server)]
    await one.watch('stock')
    await other.set('stock', '0')

    expect(await one.multi().decr('stock').exec()).toBeNull()
  })

  it('hears of channels, and gets what it waits for', async () => {
    const { server } = worldWithRedis()
    const [one, other, third] = [redisFor(server), redisFor(server), redisFor(server)]
    const heard: string[] = []
    one.on('message', (channel, message) => heard.push(`${channel}: ${message}`))
    await one.subscribe('news')
    const waited = other.blpop('queue', 0)
    await third.publish('news', 'hello')
    await third.rpush('queue', 'job')

    expect(await waited).toEqual(['queue', 'job'])
    expect(heard).toEqual(['news: hello'])
  })

  it('defines commands of its own as scripts, which are sent once', async () => {
    const { server } = worldWithRedis()
    const redis = redisFor(server)
    redis.defineCommand('double', {
      numberOfKeys: 1,
      lua: "return redis.call('incrby', KEYS[1], 2)",
    })

    const double = Reflect.get(redis, 'double') as (key: string) => Promise<number>
    expect(await double.call(redis, 'n')).toBe(2)
    expect(await double.call(redis, 'n')).toBe(4)
  })
})

describe('rate-limiter-flexible', () => {
  it('lets so many pass in a window, which ends to the millisecond', async () => {
    const world = worldWithRedis()
    const storeClient = redisFor(world.server)
    const limiter = new RateLimiterRedis({ storeClient, points: 2, duration: 10 })
    await limiter.consume('ada')
    world.pass(4_000)
    await limiter.consume('ada')

    await expect(limiter.consume('ada')).rejects.toMatchObject({ msBeforeNext: 6_000 })
    world.pass(6_001)
    expect(await limiter.consume('ada')).toMatchObject({ consumedPoints: 1 })
  })
})

/** Does jobs; what is flaky fails twice. */
const failingAtFirst = (done: string[]) => (job: Job) => {
  if (job.name === 'flaky' && job.attemptsMade < 2) return Promise.reject(new Error('flaky'))
  done.push(job.name)
  return Promise.resolve(job.name)
}

describe('BullMQ', () => {
  it('works off jobs that fail, are late, have priorities and children', async () => {
    const server = realWorld()
    const connection = optionsFor(server)
    const done: string[] = []
    const work = { connection, prefix: 'q' }
    const queue = new Queue('mail', work)
    const worker = new Worker('mail', failingAtFirst(done), work)
    const events = new QueueEvents('mail', work)
    const flow = new FlowProducer(work)
    onTestFinished(async () => {
      for (const each of [worker, queue, events, flow]) await each.close()
    })
    await events.waitUntilReady()
    const jobs = await Promise.all([
      queue.add('plain', {}),
      queue.add('flaky', {}, { attempts: 3, backoff: 5 }),
      queue.add('late', {}, { delay: 20 }),
      queue.add('urgent', {}, { priority: 1 }),
    ])
    const family = await flow.add({
      name: 'parent',
      queueName: 'mail',
      children: [{ name: 'child', queueName: 'mail' }],
    })
    await Promise.all([...jobs, family.job].map(job => job.waitUntilFinished(events)))

    expect([...done].sort()).toEqual(['child', 'flaky', 'late', 'parent', 'plain', 'urgent'])
    expect(done.indexOf('child')).toBeLessThan(done.indexOf('parent'))
    expect(await queue.getJobCounts('completed', 'failed', 'waiting', 'delayed')).toEqual({
      completed: 6,
      failed: 0,
      waiting: 0,
      delayed: 0,
    })
  })
})
