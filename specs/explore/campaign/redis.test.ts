/** Campaigns on many machines: workers that die, and a Redis that goes away. */
import { Redis } from 'ioredis'
import { describe, expect, it, vi } from 'vitest'
import { playCampaign } from '../../../src/explore/campaign/campaign.ts'
import { findingsIn } from '../../../src/explore/campaign/findings.ts'
import { RedisGone } from '../../../src/explore/campaign/redis/connection.ts'
import { RedisPlayer } from '../../../src/explore/campaign/redis/redis-player.ts'
import { resultsText } from '../../../src/explore/campaign/write-results.ts'
import { LocalPlayer } from '../../../src/explore/search/local-player.ts'
import type { TrialResult } from '../../../src/explore/search/trial.ts'
import { noticeOf, patiently, PATIENCE_MS, workHere } from './support/over-redis.ts'
import { campaignOf, folder, kioskOf } from './support/played.ts'
import { hasRedis, redisAt, workerAt } from './support/redis.ts'

const never = new AbortController().signal
const told = { ending: 'done' as const, signal: never, told: () => undefined }

describe.runIf(hasRedis)('a campaign over Redis (F8)', { timeout: PATIENCE_MS + 60_000 }, () => {
  it('is the campaign of one process, though a worker is killed in the middle', async () => {
    const redis = await redisAt(folder().path('redis.sock'))
    const { exploration, header } = await campaignOf('mortal', 64)
    const alone = new LocalPlayer(exploration)
    const asOne = await playCampaign(exploration, {
      player: alone,
      played: () => undefined,
      signal: never,
    })

    const mortal = workerAt(redis.address, { MORTAL_FROM: '40' })
    let survivor: ReturnType<typeof workerAt> | undefined
    const played = (): void => void (survivor ??= workerAt(redis.address))
    const player = await RedisPlayer.open(noticeOf('mortal', header), {
      address: redis.address,
      tell: () => undefined,
    })
    const results = await playCampaign(exploration, { player, played, signal: never })
    await player.close()
    survivor?.stop()

    expect(await mortal.ended).toMatchObject({ signal: 'SIGKILL' })
    expect(await survivor?.ended).toMatchObject({ code: 0 })
    expect(resultsText(header, results, 'complete')).toBe(resultsText(header, asOne, 'complete'))
    expect(await findingsIn(exploration, results, told)).toEqual(
      await findingsIn(exploration, asOne, told),
    )
    expect(await redis.keys()).toEqual([])
  })

  it('says all the time that it is planned, or a worker that joins would bury it', async () => {
    const socket = folder().path('redis.sock')
    const { address } = await redisAt(socket)
    const { exploration, header } = await kioskOf(64)
    const player = await RedisPlayer.open(noticeOf('kiosk', header), {
      address,
      tell: () => undefined,
    })
    const redis = new Redis({ path: socket })
    const isAlive: Promise<boolean>[] = []
    // As if its time were up: there is a word at every moment, so it has no time to look around.
    const played = ({ trial }: TrialResult): void => {
      isAlive.push(redis.keys('gameday:alive:*').then(keys => keys.length === 1))
      if (trial === 0) void redis.keys('gameday:alive:*').then(keys => redis.del(keys))
    }
    const worker = workHere(address)
    await playCampaign(exploration, { player, played, signal: never })

    expect((await Promise.all(isAlive)).at(-1)).toBe(true)
    worker.stop()
    await worker.ended
    await player.close()
    redis.disconnect()
  })

  it('tells that nobody plays it', async () => {
    const { address } = await redisAt(folder().path('redis.sock'))
    const { exploration, header } = await kioskOf(8)
    const stop = new AbortController()
    const said: string[] = []
    const tell = (text: string): void => {
      said.push(text)
      stop.abort()
    }
    const player = await RedisPlayer.open(noticeOf('kiosk', header), { address, tell })
    await playCampaign(exploration, { player, played: () => undefined, signal: stop.signal })
    await player.close()
    expect(said).toEqual([expect.stringMatching(/^no trial was played for 5s.*Trial 0 is/)])
  })

  it('leaves no key for ever when its planner is killed', async () => {
    const socket = folder().path('redis.sock')
    const server = await redisAt(socket)
    const { exploration, header } = await kioskOf(64)
    const stop = new AbortController()
    const options = { address: server.address, tell: () => undefined }
    const player = await RedisPlayer.open(noticeOf('kiosk', header), options)
    const played = (): void => undefined
    const playing = playCampaign(exploration, { player, played, signal: stop.signal })
    const redis = new Redis({ path: socket })
    await vi.waitFor(async () => {
      const keys = await server.keys()
      const left = await Promise.all(keys.map(key => redis.ttl(key)))
      expect(keys).toContainEqual(expect.stringMatching(/:wait$/))
      expect(keys).toContainEqual(expect.stringMatching(/:1-28$/))
      expect(keys.filter((_, i) => left[i] < 0)).toEqual([])
    }, patiently)
    redis.disconnect()
    stop.abort()
    await playing
    await player.close()
  })

  it('is forgotten by a worker that takes part in it, once its planner is dead', async () => {
    const socket = folder().path('redis.sock')
    const server = await redisAt(socket)
    const { header } = await kioskOf(64)
    const options = { address: server.address, tell: () => undefined }
    const player = await RedisPlayer.open(noticeOf('kiosk', header), options)
    const worker = workHere(server.address)
    const takesPart = [expect.stringMatching(/^takes part in kiosk/)]
    await vi.waitFor(() => expect(worker.said).toEqual(takesPart), patiently)
    const redis = new Redis({ path: socket })
    await redis.del(...(await redis.keys('gameday:alive:*')))
    await vi.waitFor(async () => {
      expect(await redis.hkeys('gameday:campaigns')).toEqual([])
    }, patiently)
    redis.disconnect()
    worker.stop()
    await worker.ended
    await player.close()
  })

  it('leaves nothing behind, though a job ends after all is over', async () => {
    const socket = folder().path('redis.sock')
    const server = await redisAt(socket)
    const { address } = server
    const { exploration, header } = await kioskOf(8)
    const player = await RedisPlayer.open(noticeOf('kiosk', header), {
      address,
      tell: () => undefined,
    })
    const worker = workHere(address)
    await playCampaign(exploration, { player, played: () => undefined, signal: never })
    const redis = new Redis({ path: socket })
    const [id] = await redis.hkeys('gameday:campaigns')
    await player.close()
    // So does BullMQ when a worker ends its last job now.
    await redis.hset(`gameday:${id}:meta`, 'opts.maxLenEvents', 10_000)
    redis.disconnect()

    await vi.waitFor(async () => expect(await server.keys()).toEqual([]), patiently)
    worker.stop()
    await worker.ended
  })

  it('goes on when Redis comes back and has forgotten everything', async () => {
    const redis = await redisAt(folder().path('redis.sock'))
    const { exploration, header } = await kioskOf(64)
    const says = vi.fn<(text: string) => void>()
    const player = await RedisPlayer.open(noticeOf('kiosk', header), {
      address: redis.address,
      tell: says,
    })
    const worker = workHere(redis.address)
    let isLost: Promise<void> | undefined
    const lose = async (): Promise<void> => {
      await redis.kill()
      await redis.restart()
    }
    const played = (): void => void (isLost ??= lose())
    const results = await playCampaign(exploration, { player, played, signal: never })
    await isLost
    await player.close()
    worker.stop()
    await worker.ended

    expect(results.map(({ trial }) => trial)).toEqual(Array.from({ length: 64 }, (_, i) => i))
    // On a busy machine it may also say that it waits for a trial.
    const ofRedis = says.mock.calls.flat().filter(text => text.startsWith('Redis at'))
    expect(ofRedis).toEqual([
      `Redis at ${redis.address} is gone; it is tried again for 30s`,
      `Redis at ${redis.address} is back`,
    ])
  })

  it('ends with a word when Redis does not come back, and keeps what was told', async () => {
    const redis = await redisAt(folder().path('redis.sock'))
    const { exploration, header } = await kioskOf(64)
    const player = await RedisPlayer.open(noticeOf('kiosk', header), {
      address: redis.address,
      tell: () => undefined,
      giveUpMs: 200,
    })
    const worker = workHere(redis.address, { giveUpMs: 200 })
    const kept: TrialResult[] = []
    const played = (result: TrialResult): void => {
      if (kept.push(result) === 1) void redis.kill()
    }

    await expect(playCampaign(exploration, { player, played, signal: never })).rejects.toThrow(
      RedisGone,
    )
    await expect(worker.ended).rejects.toThrow('went away and did not come back')
    await player.close()
    expect(kept.length).toBeGreaterThan(0)
  })
})
