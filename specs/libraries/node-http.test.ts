/** `node:http`, in a service whose rates have an outage. */
import { describe, expect, it } from 'vitest'
import { toldAlike } from './support/alike.ts'
import { nodeHttp } from './systems/node-http.ts'

describe('node-http', () => {
  it('hears what a real socket would have told, and gives up after half a second', async () => {
    const { notes } = await toldAlike(nodeHttp)

    expect(notes).toEqual([
      [10, [200, '{"rate":1.1}']],
      [10, [200, '{"rate":1.1}']],
      [1004, [503, '']],
      [4004, 'ECONNREFUSED'],
      [8500, 'timed out'],
    ])
  })
})
