/** node-redis (`redis`), unmodified, with a Redis that crashes. */
import { describe, expect, it } from 'vitest'
import { toldAlike } from './support/alike.ts'
import { nodeRedis } from './systems/redis.ts'

describe('redis', () => {
  it('connects again by its strategy, and sends what waited for that', async () => {
    const { notes } = await toldAlike(nodeRedis)

    expect(notes).toEqual([
      [14, [1, [1, 'OK']]],
      [505, [2, [2, 'OK']]],
      [1005, [3, [3, 'OK']]],
      [1202, 'ECONNRESET'],
      [1206, 'ECONNREFUSED'],
      [1310, 'ECONNREFUSED'],
      [1514, 'ECONNREFUSED'],
      [1923, [4, [1, 'OK']]],
      [2005, [5, [2, 'OK']]],
      [2505, [6, [3, 'OK']]],
      [3005, [7, [4, 'OK']]],
      [4105, [8, [5, 'OK']]],
      [4105, [9, [6, 'OK']]],
      [4505, [10, [7, 'OK']]],
    ])
  })
})
