/** msw, unmodified, beside the components of a system. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { toldAlike } from './support/alike.ts'
import { cards, msw } from './systems/msw.ts'

describe('msw', () => {
  beforeAll(() => cards.listen({ onUnhandledRequest: 'error' }))
  afterAll(() => cards.close())

  it('answers for hosts that are no components, and leaves those to the system', async () => {
    const { notes } = await toldAlike(msw)

    const charged = [200, { charged: true }]
    expect(notes).toEqual([
      ...[10, 10].map(at => [at, { rate: 1.1 }]),
      ...[40, 40, 70, 70].map(at => [at, charged]),
      [1004, 'Unexpected end of JSON input'],
      ...[1034, 1064].map(at => [at, charged]),
      [4004, 'fetch failed'],
      ...[4034, 4064].map(at => [at, charged]),
      [11_010, { rate: 1.1 }],
      ...[11_040, 11_070].map(at => [at, charged]),
    ])
  })
})
