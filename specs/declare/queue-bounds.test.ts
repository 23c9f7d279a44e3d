/** Bounds that somebody meant otherwise: the error names the words that do it. */
import { clients, misconfigure, store, system } from 'gameday'
import { describe, expect, it } from 'vitest'

describe('no slots at all', () => {
  it('is a pause, or an exhausted pool of threads', () => {
    expect(() => misconfigure('db', { concurrency: 0 })).toThrow(
      "write concurrency: 2; for none at all, pause('db') or exhaust('db', 'threads')",
    )
  })
})

describe('a queue without a bound', () => {
  it('is one of all that memory holds', () => {
    const users = clients({ rate: '1/s', call: 'db' })
    expect(() => system('s', { users, db: store({ time: 1, queue: Infinity }) })).toThrow(
      'write queue: 200, or 1_000_000 for all that memory holds',
    )
    system('s', { users, db: store({ time: 1, queue: 1_000_000 }) })
  })
})
