/** What a worker plays, and what it does not even import. */
import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { playCampaign } from '../../../src/explore/campaign/campaign.ts'
import { sourceDigest } from '../../../src/explore/campaign/header.ts'
import { RedisPlayer } from '../../../src/explore/campaign/redis/redis-player.ts'
import { noticeOf, patiently, PATIENCE_MS, workHere } from './support/over-redis.ts'
import { folder, kioskOf } from './support/played.ts'
import { hasRedis, redisAt } from './support/redis.ts'

describe.runIf(hasRedis)(
  'a worker of a campaign over Redis (F8)',
  { timeout: PATIENCE_MS + 60_000 },
  () => {
    it('is not played by a worker whose code differs, which both of them tell', async () => {
      const redis = await redisAt(folder().path('redis.sock'))
      const { exploration, header } = await kioskOf(8)
      const stop = new AbortController()
      const said: string[] = []
      const player = await RedisPlayer.open(noticeOf('kiosk', { ...header, digest: 'f00d' }), {
        address: redis.address,
        tell(text) {
          said.push(text)
          stop.abort()
        },
      })
      const worker = workHere(redis.address)
      const played = (): void => undefined

      expect(await playCampaign(exploration, { player, played, signal: stop.signal })).toEqual([])
      await player.close()
      worker.stop()
      expect(await worker.ended).toBe(0)
      const difference = /it differs in the code: the system, its options, or the file/
      expect(said).toEqual([expect.stringMatching(difference)])
      expect(worker.said).toEqual([expect.stringMatching(difference)])
    })

    it.each([
      ['that is not there', 'nowhere.mjs', /there is no file/],
      ['that is none', 'folder', /there is no file/],
      ['outside its folder', '../outside.mjs', /is not inside/],
      ['outside its folder, by a link', 'link.mjs', /is not inside/],
      ['whose text is another', 'innocent-script.mjs', /the text of innocent-script.mjs differs/],
      ['that it does not serve', 'other.mjs', /other.mjs is not served here/],
    ])('runs no file %s', async (_, file, why) => {
      const { header } = await kioskOf(8)
      const run = "globalThis.hasRun = true; export default 'nothing'"
      const place = folder()
      const inside = place.folder('folder')
      for (const name of ['../outside.mjs', 'innocent-script.mjs', 'other.mjs', 'kiosk.mjs']) {
        place.write(join('folder', name), name === 'innocent-script.mjs' ? `${run};` : run)
      }
      place.folder('folder/folder')
      symlinkSync(place.path('outside.mjs'), join(inside, 'link.mjs'))

      const redis = await redisAt(place.path('redis.sock'))
      const player = await RedisPlayer.open(
        { file, source: sourceDigest(run), header },
        { address: redis.address, tell: () => undefined },
      )
      const worker = workHere(redis.address, {
        folder: inside,
        files: ['kiosk.mjs', 'innocent-script.mjs'],
      })
      await vi.waitFor(() => expect(worker.said).toEqual([expect.stringMatching(why)]), patiently)
      worker.stop()
      await worker.ended
      await player.close()
      expect(globalThis).not.toHaveProperty('hasRun')
    })

    it('does not begin where no Redis answers', async () => {
      const { header } = await kioskOf(8)
      const nowhere = { address: 'redis+unix:///nowhere/redis.sock', tell: () => undefined }

      await expect(RedisPlayer.open(noticeOf('kiosk', header), nowhere)).rejects.toThrow(
        'no Redis answers at redis+unix:///nowhere/redis.sock (ENOENT)',
      )
    })
  },
)
