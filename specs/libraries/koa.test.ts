/** Koa, unmodified, which crashes while it serves. */
import { describe, expect, it } from 'vitest'
import { toldAlike } from './support/alike.ts'
import { koa } from './systems/koa.ts'

describe('koa', () => {
  it('has its layers around each other, by the clock of the run', async () => {
    const { notes, run } = await toldAlike(koa)

    expect(notes).toEqual([
      [10, ['/orders/1', 200, 10]],
      [250, ['/orders/2', 503, 0]],
      [510, ['/orders/3', 200, 10]],
      [760, ['/orders/4', 200, 10]],
      [1010, ['/orders/5', 200, 10]],
      [1760, ['/orders/8', 200, 10]],
    ])
    expect(run.requests().outcomes).toMatchObject({ ok: 5, error: 1, rejected: 2 })
  })
})
