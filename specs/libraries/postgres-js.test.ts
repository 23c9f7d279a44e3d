/** postgres.js, unmodified, with a PostgreSQL that crashes. */
import { describe, expect, it } from 'vitest'
import { toldAlike } from './support/alike.ts'
import { postgresJs } from './systems/postgres-js.ts'

describe('postgres.js', () => {
  it('opens its connections again, and loses nothing of a partition', async () => {
    const { notes } = await toldAlike(postgresJs)

    expect(notes).toEqual([
      [54, [1, [1, 101]]],
      [528, [2, [3, 103]]],
      [1028, [3, [6, 106]]],
      [1505, [4, 'ECONNREFUSED']],
      [2054, [5, [11, 111]]],
      [2528, [6, [17, 117]]],
      [3028, [7, [24, 124]]],
      [4054, [9, [33, 133]]],
      [4128, [8, [41, 141]]],
      [4528, [10, [51, 151]]],
    ])
  })
})
