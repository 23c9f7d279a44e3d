/** ioredis, unmodified, with a Redis that crashes. */
import { describe, expect, it } from 'vitest'
import { toldAlike } from './support/alike.ts'
import { ioredis } from './systems/ioredis.ts'

describe('ioredis', () => {
  it('waits longer before each attempt to connect, and gives up what takes too long', async () => {
    const { notes } = await toldAlike(ioredis)

    expect(notes).toEqual([
      [20, [1, [1, 1, 5000]]],
      [505, [2, [2, 1, 5000]]],
      [1005, [3, [3, 1, 5000]]],
      [1202, 'ECONNRESET'],
      [1202, 'reconnecting'],
      [1306, 'ECONNREFUSED'],
      [1306, 'reconnecting'],
      [1510, 'ECONNREFUSED'],
      [1510, 'reconnecting'],
      [1830, [4, [1, 1, 5000]]],
      [2005, [5, [2, 1, 5000]]],
      [2505, [6, [3, 1, 5000]]],
      [3005, [7, [4, 1, 5000]]],
      [3900, [8, ['Command timed out', 'Command timed out', 'Command timed out']]],
      [4105, [9, [6, 1, 5000]]],
      [4505, [10, [7, 1, 5000]]],
    ])
  })
})
