/** What a bulkhead does: slots, a queue, patience, and connections. */
import { describe, expect, it } from 'vitest'
import { Watched } from './support.ts'

describe('E2 a bulkhead', () => {
  it('lets its limit in, has its queue wait, and turns the rest away', () => {
    const { told, bulkhead } = new Watched({ limit: 2, queue: 1 }).arrive('abcd', 0)
    expect(told).toEqual(['a in 0', 'b in 0', 'd full 0'])
    expect([bulkhead.held, bulkhead.waiting]).toEqual([2, 1])
  })

  it('gives a freed slot to the head of the queue in the same step', () => {
    const watched = new Watched({ limit: 1, queue: 2 }).arrive('abc', 0).over(10)
    expect(watched.arrive('d', 10).over(20).told).toEqual(['a in 0', 'b in 10', 'c in 20'])
    expect([watched.bulkhead.held, watched.bulkhead.waiting]).toEqual([1, 1])
  })

  it('turns out who has waited too long, at exactly that time, whatever is freed then', () => {
    const watched = new Watched({ limit: 1, queue: 5, maxWait: 100 }).arrive('ab', 0)
    expect(watched.bulkhead.dueAt).toBe(100)
    watched.arrive('c', 30).over(100)
    expect(watched.told).toEqual(['a in 0', 'b waitedTooLong 100', 'c in 100'])
    expect(watched.bulkhead.dueAt).toBe(Infinity)
  })

  it('has places again as soon as somebody has waited too long', () => {
    const watched = new Watched({ limit: 1, queue: 1, maxWait: 100 }).arrive('ab', 0)
    watched.arrive('c', 99).arrive('d', 100)
    expect(watched.told).toEqual(['a in 0', 'c full 99', 'b waitedTooLong 100'])
  })

  it('lets whoever gives up leave from any place in the queue', () => {
    const watched = new Watched({ limit: 1, queue: 3 }).arrive('abcd', 0)
    expect([watched.giveUp('c', 5), watched.giveUp('c', 6), watched.giveUp('a', 7)]).toEqual([
      true,
      false,
      false,
    ])
    expect(watched.over(10).over(20).told).toEqual(['a in 0', 'b in 10', 'd in 20'])
  })

  it('drops the oldest for the newest when told so', () => {
    const watched = new Watched({ limit: 1, queue: 2, whenFull: 'dropOldest' }).arrive('abcd', 0)
    expect(watched.over(10).told).toEqual(['a in 0', 'b dropped 0', 'c in 10'])
  })

  it('will not be told that a call is over when none is under way', () => {
    expect(() => new Watched({ limit: 1 }).over(0)).toThrow(/a call is over, but none is under way/)
  })
})

describe('E2 what stands behind the slots', () => {
  it('gives a thread pool a queue of 100, a connection pool one of 1,000, others none', () => {
    const waiting = (['semaphore', 'process', 'threadPool', 'connectionPool'] as const).map(
      kind => {
        const { bulkhead } = new Watched({ kind, limit: 1 })
        for (let i = 0; i < 2_000; i += 1) bulkhead.admit({ name: `${i}` }, 0)
        return bulkhead.waiting
      },
    )
    expect(waiting).toEqual([0, 0, 100, 1_000])
  })

  it('makes connections on demand, and uses again what is idle', () => {
    const pool = new Watched({ kind: 'connectionPool', limit: 2, setUp: 30 })
    pool.arrive('a', 0).until(30).arrive('b', 40).until(70).over(80).over(80)
    expect(pool.arrive('cd', 100).told).toEqual(['a in 30', 'b in 70', 'c in 100', 'd in 100'])
  })

  it('makes a broken connection anew, for whoever waits or comes', () => {
    const pool = new Watched({ kind: 'connectionPool', limit: 1, setUp: 30 })
    pool.arrive('ab', 0).until(30).over(50, true).until(80).over(90)
    expect(pool.arrive('c', 95).told).toEqual(['a in 30', 'b in 80', 'c in 95'])
  })

  it('turns out after 30 s who gets no connection', () => {
    const pool = new Watched({ kind: 'connectionPool', limit: 1 }).arrive('ab', 0).until(60_000)
    expect(pool.told).toEqual(['a in 0', 'b waitedTooLong 30000'])
  })

  it('frees the slot of a call that is given up while its connection is made', () => {
    const pool = new Watched({ kind: 'connectionPool', limit: 1, setUp: 30 }).arrive('ab', 0)
    expect(pool.giveUp('a', 10)).toBe(true)
    expect(pool.until(100).told).toEqual(['b in 40'])
  })
})
