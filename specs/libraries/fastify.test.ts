/** Fastify, unmodified, which crashes while it serves. */
import { describe, expect, it } from 'vitest'
import { toldAlike } from './support/alike.ts'
import { fastify } from './systems/fastify.ts'

describe('fastify', () => {
  it('checks by its schema, and measures its answers by the clock of the run', async () => {
    const { notes, run } = await toldAlike(fastify)

    expect(notes).toEqual([
      [10, ['/orders/1?from=web', 201, 10]],
      [260, ['/orders/2?from=web', 201, 10]],
      [510, ['/orders/3?from=web', 201, 10]],
      [760, ['/orders/4?from=web', 201, 10]],
      [1010, ['/orders/5?from=web', 201, 10]],
      [1750, ['/orders/8?from=web', 400, 0]],
    ])
    expect(run.requests().outcomes).toMatchObject({ ok: 6, error: 0, rejected: 2 })
  })
})
