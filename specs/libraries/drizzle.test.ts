/** drizzle-orm over pg, unmodified, with a PostgreSQL that crashes. */
import { describe, expect, it } from 'vitest'
import { toldAlike } from './support/alike.ts'
import { drizzle } from './systems/drizzle.ts'

describe('drizzle', () => {
  it('keeps a change beside a savepoint that was rolled back', async () => {
    const { notes } = await toldAlike(drizzle)

    expect(notes).toEqual([
      [67, [1, [1, 3]]],
      [556, [2, [2, 4]]],
      [1056, [3, [3, 5]]],
      [1202, 'Connection terminated unexpectedly'],
      [1504, [4, 'ECONNREFUSED']],
      [2067, [5, [4, 5]]],
      [2556, [6, [5, 5]]],
      [3056, [7, [6, 5]]],
      [4067, [9, [7, 5]]],
      [4156, [8, [8, 5]]],
      [4556, [10, [9, 5]]],
    ])
  })
})
