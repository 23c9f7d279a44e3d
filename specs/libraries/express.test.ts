/** Express, unmodified, which crashes while it serves. */
import { describe, expect, it } from 'vitest'
import { toldAlike } from './support/alike.ts'
import { express } from './systems/express.ts'

describe('express', () => {
  it('limits each user, and forgets them with its process', async () => {
    const { notes, run } = await toldAlike(express)

    expect(notes).toEqual([
      [10, ['/orders/1?from=web', 200]],
      [260, ['/orders/2?from=web', 200]],
      [510, ['/orders/3?from=web', 200]],
      [750, ['/orders/4?from=web', 500]],
      [1760, ['/orders/8?from=web', 200]],
    ])
    expect(run.requests().outcomes).toMatchObject({ ok: 4, error: 2, rejected: 2 })
  })
})
