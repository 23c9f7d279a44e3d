/** BullMQ, unmodified, whose worker crashes in the middle of a job. */
import { describe, expect, it } from 'vitest'
import { toldAlike } from './support/alike.ts'
import { bullmq } from './systems/bullmq.ts'

describe('bullmq', () => {
  it('does a job again whose worker has stalled, and what failed after its back-off', async () => {
    const { notes, run } = await toldAlike(bullmq)

    expect(notes).toEqual([
      [3, 'mail 1, attempt 1'],
      [603, 'mail 1, attempt 2'],
      [703, 'mail 1 is sent'],
      [1000, 'mail 2, attempt 1'],
      [1600, 'mail 2, attempt 2'],
      [1700, 'mail 2 is sent'],
      [2000, 'mail 3, attempt 1'],
      [3052, 'mail 4, attempt 1'],
      [3653, 'mail 4, attempt 2'],
      [3753, 'mail 4 is sent'],
      [4052, 'mail 3, attempt 1'],
      [4652, 'mail 3, attempt 2'],
      [4752, 'mail 3 is sent'],
    ])
    expect(run.requests().outcomes.ok).toBe(4)
  })
})
