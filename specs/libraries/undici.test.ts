/** undici, unmodified, in a service whose rates have an outage. */
import { describe, expect, it } from 'vitest'
import { toldAlike } from './support/alike.ts'
import { undici } from './systems/undici.ts'

describe('undici', () => {
  it('tries again by its interceptor, and gives up after 1.5 s to the millisecond', async () => {
    const { notes } = await toldAlike(undici)

    expect(notes).toEqual([
      [10, [200, { rate: 1.1 }]],
      [10, [200, { rate: 1.1 }]],
      [1618, [200, { rate: 1.1 }]],
      [4618, [200, { rate: 1.1 }]],
      [9500, 'UND_ERR_HEADERS_TIMEOUT'],
    ])
  })
})
