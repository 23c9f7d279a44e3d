/** A protocol of the user's own over `node:net`, on both sides of a link that fails. */
import { describe, expect, it } from 'vitest'
import { toldAlike } from './support/alike.ts'
import { framed } from './systems/frames.ts'

describe('a protocol of frames', () => {
  it('connects anew after a crash, and loses nothing of what is late or lost', async () => {
    const { notes, run } = await toldAlike(framed)

    expect(notes).toEqual([
      [4, 'hello, version 8'],
      [10, 'question 1: 1'],
      [506, 'question 2: 2'],
      [1006, 'question 3: 3'],
      [1504, 'ECONNREFUSED'],
      [2004, 'hello, version 8'],
      [2010, 'question 5: 1'],
      [2506, 'question 6: 2'],
      [3006, 'question 7: 3'],
      // What was asked at 3.5 s is sent again at 3.7 and 4.1 s; what was asked at 4 s waits for it.
      [4106, 'question 8: 4'],
      [4106, 'question 9: 5'],
      [4506, 'question 10: 6'],
      [5206, 'question 11: 7'],
      [5706, 'question 12: 8'],
      [6206, 'question 13: 9'],
      [6506, 'question 14: 10'],
    ])
    expect(run.on('web->db').outcomes).toMatchObject({ ok: 2, rejected: 1 })
  })
})
