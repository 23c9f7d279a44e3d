/** knex, unmodified, with a PostgreSQL that crashes. */
import { describe, expect, it } from 'vitest'
import { toldAlike } from './support/alike.ts'
import { knex } from './systems/knex.ts'

describe('knex', () => {
  it('fills its pool again, and commits in the order of the row’s lock', async () => {
    const { notes } = await toldAlike(knex)

    expect(notes).toEqual([
      [46, [1, 5]],
      [528, [2, 10]],
      [1028, [3, 15]],
      [1505, [4, 'ECONNREFUSED']],
      [2039, [5, 20]],
      [2528, [6, 25]],
      [3028, [7, 30]],
      [4039, [9, 35]],
      [4128, [8, 40]],
      [4528, [10, 45]],
    ])
  })
})
