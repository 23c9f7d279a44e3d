/** Hono, unmodified, which crashes while it serves. */
import { describe, expect, it } from 'vitest'
import { toldAlike } from './support/alike.ts'
import { hono } from './systems/hono.ts'

describe('hono', () => {
  it('answers by its time-out, and goes on with what it had begun', async () => {
    const { notes, run } = await toldAlike(hono)

    expect(notes).toEqual([
      [100, 'Gateway Timeout'],
      [200, ['1', 'web', 'a1']],
      [255, ['2', 'web', 'a2']],
      [505, ['3', 'web', 'a3']],
      [755, ['4', 'web', 'a4']],
      [1005, ['5', 'web', 'a5']],
      [1755, ['8', 'web', 'a8']],
    ])
    expect(run.requests().outcomes).toMatchObject({ ok: 5, error: 1, rejected: 2 })
  })
})
