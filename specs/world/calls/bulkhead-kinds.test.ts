/** What stands behind the slots of a bulkhead, and what becomes of it when a caller gives up. */
import { call, type CallOptions, simulate, slow, store, system } from 'gameday'
import { describe, expect, it } from 'vitest'
import { attemptsOf, once, story } from '../support/story.ts'

type Bulkhead = NonNullable<CallOptions['bulkhead']>

describe('E2 what stands behind the slots', () => {
  const givenUp = (kind: Bulkhead['kind'], options: CallOptions = {}) => {
    const bulkhead: Bulkhead = { kind: kind!, limit: 1, queue: 0 }
    const small = system('small', {
      users: once(call('db', { bulkhead, deadline: '15ms', ...options }), {
        rate: '50/s',
        requests: 8,
      }),
      db: store({ time: '10ms' }),
    })
    const faults = [slow('db', { by: '80ms' }).at(0).for('1ms')]
    return story(simulate(small, { for: '1s', trace: true, faults })).map(([, , end]) => end)
  }

  it('is nothing but a counter in a semaphore: it is free when the caller goes on', () => {
    // The first takes 90 ms and is given up at 15; the second comes at 20.
    expect(givenUp('semaphore').slice(0, 3)).toEqual(['timeout', 'ok', 'ok'])
  })

  it.each(['threadPool', 'process'] as const)(
    'is a worker in a %s, until its work is over',
    kind => {
      expect(givenUp(kind)).toEqual([
        'timeout', // its thread waits until 90
        'rejected',
        'rejected',
        'rejected',
        'rejected',
        'ok', // comes at 100
        'ok',
        'ok',
      ])
    },
  )

  it('is free at once when the callee is told to stop', () => {
    expect(givenUp('threadPool', { cancel: true }).slice(0, 3)).toEqual(['timeout', 'ok', 'ok'])
  })

  it('is a connection in a connection pool, which takes its time to be made', () => {
    const bulkhead: Bulkhead = { kind: 'connectionPool', limit: 2, setUp: '30ms' }
    const small = system('small', {
      users: once(call('db', { bulkhead }), { rate: '1000/s', requests: 4 }),
      db: store({ time: '10ms' }),
    })
    const run = simulate(small, { for: '1s', trace: true })
    expect(attemptsOf(run, 'users->db').map(([at]) => at)).toEqual([30, 31, 40, 41])
  })

  it('makes a connection anew when a call was given up on the old one', () => {
    const bulkhead: Bulkhead = { kind: 'connectionPool', limit: 1, setUp: '5ms' }
    const small = system('small', {
      users: once(call('db', { bulkhead, timeout: '20ms' }), { rate: '20/s', requests: 3 }),
      db: store({ time: '10ms' }),
    })
    const faults = [slow('db', { by: '90ms' }).at(0).for('10ms')]
    const run = simulate(small, { for: '1s', trace: true, faults })
    expect(attemptsOf(run, 'users->db')).toEqual([
      [5, 25, 'timeout'],
      [55, 65, 'ok'],
      [100, 110, 'ok'],
    ])
  })
})
