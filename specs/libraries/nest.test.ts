/** NestJS, unmodified, which crashes while it serves. */
import { describe, expect, it } from 'vitest'
import { toldAlike } from './support/alike.ts'
import { nest } from './systems/nest.ts'

describe('nest', () => {
  it('starts again with its modules, and its interceptor gives up in time', async () => {
    const { notes, run } = await toldAlike(nest)

    expect(notes).toEqual([
      [100, 'late by 100 ms'],
      [265, { n: '2', rate: 1.1 }],
      [510, { n: '1', rate: 1.1 }],
      [515, { n: '3', rate: 1.1 }],
      [765, { n: '4', rate: 1.1 }],
      [1015, { n: '5', rate: 1.1 }],
      [1765, { n: '8', rate: 1.1 }],
    ])
    expect(run.requests().outcomes).toMatchObject({ ok: 5, error: 1, rejected: 2 })
  })
})
