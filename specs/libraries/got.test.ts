/** got, unmodified, in a service whose rates have an outage. */
import { describe, expect, it } from 'vitest'
import { toldAlike } from './support/alike.ts'
import { got } from './systems/got.ts'

describe('got', () => {
  it('tries again after a second and its noise, which is drawn from the run', async () => {
    const { notes } = await toldAlike(got)

    expect(notes).toEqual([
      [10, { rate: 1.1 }],
      [10, { rate: 1.1 }],
      [2071, 'again after HTTPError'],
      [2081, { rate: 1.1 }],
      [5041, 'again after RequestError'],
      [5051, { rate: 1.1 }],
      [10261, 'again after TimeoutError'],
      [10271, { rate: 1.1 }],
    ])
  })
})
