/** pg, unmodified, with a PostgreSQL that crashes. */
import { describe, expect, it } from 'vitest'
import { toldAlike } from './support/alike.ts'
import { pg } from './systems/pg.ts'

describe('pg', () => {
  it('rolls back what it gives up, and fills its pool again', async () => {
    const { notes } = await toldAlike(pg)

    expect(notes).toEqual([
      [39, [1, 20]],
      [528, [2, 40]],
      [1028, [3, 60]],
      [1202, 'Connection terminated unexpectedly'],
      [1504, [4, 'ECONNREFUSED']],
      [2039, [5, 80]],
      [2528, [6, 100]],
      [3028, [7, 120]],
      [3950, [8, 'Query read timeout']],
      [4039, [9, 140]],
      [4528, [10, 160]],
    ])
  })
})
