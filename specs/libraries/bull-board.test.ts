/** Bull Board, an app that others wrote, unmodified, whose Redis crashes while it is used. */
import { describe, expect, it } from 'vitest'
import { toldAlike } from './support/alike.ts'
import { bullBoard } from './systems/bull-board.ts'

describe('Bull Board', () => {
  it('does again what failed, and waits for its Redis, which crashes meanwhile', async () => {
    const { notes, run } = await toldAlike(bullBoard)

    expect(notes).toEqual([
      [0, [200, '<title>Bull Dashboard</title>']],
      [1205, [200, { failed: 3, completed: 0 }]],
      [3237, [200, { retried: 3, skipped: 0 }]],
      [4250, [200, { failed: 0, completed: 3 }]],
    ])
    expect(run.on('mailer->post').outcomes).toMatchObject({ error: 3, ok: 3 })
    expect(run.on('operator->board')).toMatchObject({ issued: 7, outcomes: { ok: 7 } })
  })
})
