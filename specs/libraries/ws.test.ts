/** ws, unmodified, on both sides of a link, through a crash and a partition. */
import { describe, expect, it } from 'vitest'
import { toldAlike } from './support/alike.ts'
import { builtIn, ws } from './systems/ws.ts'

describe('ws', () => {
  it('connects again after a crash, and when it has heard nothing for a second', async () => {
    const { notes, run } = await toldAlike(ws)

    expect(notes).toEqual([
      [0, 'nothing yet'],
      [8, 'open'],
      [8, 'welcome to /prices'],
      [12, 'you said hello'],
      [1000, 'eur 101'],
      [2000, 'eur 103'],
      [2202, 'closed 1006'],
      [2506, 'ECONNREFUSED'],
      [2506, 'closed 1006'],
      [2814, 'open'],
      [2814, 'welcome to /prices'],
      [2818, 'you said hello'],
      [3000, 'you said hello'],
      [4000, 'eur 102'],
      [5000, 'eur 104'],
      [5702, 'closed 1006'],
      [6000, 'eur 104'],
      [7000, 'eur 104'],
      [7002, 'Opening handshake has timed out'],
      [7002, 'closed 1006'],
      [7310, 'open'],
      [7310, 'welcome to /prices'],
      [7314, 'you said hello'],
      [8000, 'eur 110'],
      [9000, 'eur 112'],
    ])
    // What was asked in the partition was given up by the client.
    expect(run.on('web->feed').outcomes).toMatchObject({ ok: 3, rejected: 1, cancelled: 1 })
  })

  it.runIf('WebSocket' in globalThis)(
    'speaks with the client that Node.js has from 22 on',
    async () => {
      const { notes } = await toldAlike(builtIn)

      expect(notes).toEqual([
        [4, 'open'],
        [6, 'you said hello'],
        [2001, 'error'],
        [2001, 'closed 1006'],
      ])
    },
  )
})
