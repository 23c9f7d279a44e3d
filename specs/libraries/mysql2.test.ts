/** mysql2, unmodified, with a server of its own protocol that crashes. */
import { describe, expect, it } from 'vitest'
import { toldAlike } from './support/alike.ts'
import { mysql2 } from './systems/mysql2.ts'

describe('mysql2', () => {
  it('fills its pool again, and gives up what is not answered', async () => {
    const { notes } = await toldAlike(mysql2)

    expect(notes).toEqual([
      // To connect takes a round trip, and to log in another one.
      [20, [1, 1]],
      [512, [2, 2]],
      [1012, [3, 3]],
      [1504, [4, 'ECONNREFUSED']],
      [2020, [5, 1]],
      [2512, [6, 2]],
      [3012, [7, 3]],
      [3800, [8, 'PROTOCOL_SEQUENCE_TIMEOUT']],
      [4020, [9, 4]],
      // What was given up is sent again by TCP at 4.1 s, and done.
      [4512, [10, 6]],
      [5012, [11, 7]],
      // It was reset after its insert, and before it asked.
      [5510, [12, 'ECONNRESET']],
      [6020, [13, 9]],
      [6512, [14, 10]],
    ])
  })
})
