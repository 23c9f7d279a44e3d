/** ky, unmodified, in a service whose rates have an outage. */
import { describe, expect, it } from 'vitest'
import { toldAlike } from './support/alike.ts'
import { ky } from './systems/ky.ts'

describe('ky', () => {
  it('tries again after 300 ms and 600 ms, and gives up after its 1.5 s', async () => {
    const { notes } = await toldAlike(ky)

    expect(notes).toEqual([
      [10, { rate: 1.1 }],
      [10, { rate: 1.1 }],
      [1304, 1],
      [1908, 2],
      [1918, { rate: 1.1 }],
      [4304, 1],
      [4908, 2],
      [4918, { rate: 1.1 }],
      [9500, 'Request timed out: GET http://rates/eur'],
    ])
  })
})
