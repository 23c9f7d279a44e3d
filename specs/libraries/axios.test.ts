/** axios, unmodified, in a service whose rates have an outage. */
import { describe, expect, it } from 'vitest'
import { toldAlike } from './support/alike.ts'
import { axios } from './systems/axios.ts'

describe('axios', () => {
  it('tells a bad answer, a refusal and its time-out apart', async () => {
    const { notes } = await toldAlike(axios)

    expect(notes).toEqual([
      [0, 'asks /eur'],
      [0, 'asks /eur'],
      [10, { rate: 1.1 }],
      [10, { rate: 1.1 }],
      [1000, 'asks /eur'],
      [1004, 'ERR_BAD_RESPONSE'],
      [4000, 'asks /eur'],
      [4004, 'ECONNREFUSED'],
      [8000, 'asks /eur'],
      [9000, 'ECONNABORTED'],
    ])
  })
})
