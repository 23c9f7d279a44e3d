/** Bulkheads on virtual time: who waits, who is turned away, and when a slot is free again. */
import { call, type CallOptions, crash, parallel, service, simulate, store, system } from 'gameday'
import { describe, expect, it } from 'vitest'
import { attemptsOf, counts, once, story } from '../support/story.ts'

type Bulkhead = NonNullable<CallOptions['bulkhead']>

/** Requests at 0, 1, 2, … ms through a bulkhead to a store that works 10 ms on each. */
function through(bulkhead: Bulkhead, options: CallOptions = {}, requests = 4) {
  const small = system('small', {
    users: once(call('db', { bulkhead, ...options }), { rate: '1000/s', requests }),
    db: store({ time: '10ms' }),
  })
  return simulate(small, { for: '1s', trace: true })
}

describe('E2 a bulkhead of a call', () => {
  it('turns away what finds its slots taken; the callee hears nothing of it', () => {
    const run = through({ limit: 2 })
    expect(story(run)).toEqual([
      [0, 10, 'ok'],
      [1, 11, 'ok'],
      [2, 2, 'rejected'],
      [3, 3, 'rejected'],
    ])
    expect(run.on('users->db').reasons).toEqual([{ because: 'bulkhead full', count: 2 }])
    expect(run.at('db').issued).toBe(2)
  })

  it('hands a freed slot to whoever has waited longest', () => {
    const run = through({ limit: 1, queue: 2 })
    expect(story(run)).toEqual([
      [0, 10, 'ok'],
      [1, 20, 'ok'],
      [2, 30, 'ok'],
      [3, 3, 'rejected'],
    ])
    expect(attemptsOf(run, 'users->db').map(([at]) => at)).toEqual([0, 10, 20])
  })

  it('turns out who has waited too long', () => {
    const run = through({ limit: 1, queue: 5, maxWait: '12ms' })
    expect(story(run)).toEqual([
      [0, 10, 'ok'],
      [1, 20, 'ok'],
      [2, 14, 'rejected'],
      [3, 15, 'rejected'],
    ])
    expect(run.on('users->db').reasons).toEqual([
      { because: 'waited too long for a place', count: 2 },
    ])
  })

  it('drops the oldest when told so', () => {
    const run = through({ limit: 1, queue: 1, whenFull: 'dropOldest' })
    expect(story(run)).toEqual([
      [0, 10, 'ok'],
      [1, 2, 'rejected'],
      [2, 3, 'rejected'],
      [3, 20, 'ok'],
    ])
  })

  it('shows in journeys and numbers how long calls have waited', () => {
    const run = through({ limit: 1, queue: 2 })
    expect(run.recording.journeys.map(({ heldMs }) => heldMs)).toEqual([
      undefined,
      9,
      18,
      undefined,
    ])
    expect(run.breakdown(1)).toMatchObject({ waiting: 9, working: 10 })
    expect(run.on('users->db').waiting.mean).toBe(13.5)
  })

  it('holds the slot through all attempts of a call, and between them', () => {
    const small = system('small', {
      users: once(call('db', { bulkhead: { limit: 1 }, retry: { attempts: 2, base: '50ms' } }), {
        rate: '100/s',
        requests: 10,
      }),
      db: store({ time: '10ms' }),
    })
    const run = simulate(small, { for: '1s', trace: true, faults: [crash('db', { refuse: true })] })
    expect(story(run).map(([at, until]) => until - at)).toEqual([50, 0, 0, 0, 0, 0, 50, 0, 0, 0])
  })

  it('has the deadline run while a call waits', () => {
    const run = through({ limit: 1, queue: 5 }, { deadline: '15ms' })
    expect(story(run)).toEqual([
      [0, 10, 'ok'],
      [1, 16, 'timeout'], // begun at 10
      [2, 17, 'timeout'], // begun at 16, when the one before was given up
      [3, 18, 'timeout'],
    ])
    expect(attemptsOf(run, 'users->db')).toEqual([
      [0, 10, 'ok'],
      [10, 16, 'timeout'],
      [16, 17, 'timeout'],
      [17, 18, 'timeout'],
    ])
  })

  it('is left by a call whose caller is gone, which frees its place in the queue', () => {
    const small = system('small', {
      users: once(call('api', { timeout: '5ms', cancel: true }), { rate: '1000/s', requests: 3 }),
      api: service({ handle: call('db', { bulkhead: { limit: 1, queue: 1 } }) }),
      db: store({ time: '100ms' }),
    })
    const run = simulate(small, { for: '1s' })
    expect(counts(run.on('api->db').outcomes)).toEqual({ rejected: 1, cancelled: 2 })
    // The second is let in when the first is given up, at 5, and is given up itself at 6.
    expect(run.on('api->db').attempts.issued).toBe(2)
  })

  it('begins anew with the process', () => {
    const small = system('small', {
      users: once(call('api'), { rate: '10/s', requests: 5 }),
      api: service({ handle: call('db', { bulkhead: { limit: 1, queue: 1 } }) }),
      db: store({ time: '10s' }),
    })
    const faults = [crash('api').at('150ms').for('1ms')]
    const run = simulate(small, { for: '1s', faults })
    // Two are lost in the crash; of the three after it one is let in and one waits.
    expect(counts(run.on('api->db').outcomes)).toEqual({ ok: 2, rejected: 1, cancelled: 2 })
  })
})

describe('E2 bulkheads that are shared', () => {
  const api = (reports: Bulkhead, orders: Bulkhead) =>
    system('shared', {
      users: once(call('api'), { rate: '1000/s', requests: 1 }),
      api: service({
        handle: parallel(
          call('db', { bulkhead: reports, optional: true }),
          call('db', { bulkhead: orders, optional: true, timeout: '5s' }),
        ),
      }),
      db: store({ time: '10ms' }),
    })

  it('count the calls that name the same pool together', () => {
    const pool = { limit: 1, pool: 'database' } as const
    const run = simulate(api(pool, pool), { for: '1s' })
    expect(counts(run.on('api->db').outcomes)).toEqual({ ok: 1, rejected: 1 })
  })

  it('count apart what names another', () => {
    const run = simulate(api({ limit: 1, pool: 'reports' }, { limit: 1, pool: 'orders' }), {
      for: '1s',
    })
    expect(counts(run.on('api->db').outcomes)).toEqual({ ok: 2 })
  })

  it('are said to be the same wherever they are named', () => {
    expect(() => api({ limit: 1, pool: 'database' }, { limit: 2, pool: 'database' })).toThrow(
      /the pool "database" is { limit: 1 } in one call and { limit: 2 } in another/,
    )
  })

  it('may be refused for a branch of the task that was just let in', () => {
    const pool = { limit: 1, queue: 1, whenFull: 'dropOldest', pool: 'all' } as const
    const three = system('three', {
      users: once(call('api'), { requests: 1 }),
      api: service({
        handle: parallel(
          call('db', { bulkhead: pool }),
          call('db', { bulkhead: pool, timeout: '1s' }),
          call('db', { bulkhead: pool, timeout: '2s' }),
        ),
      }),
      db: store({ time: '10ms' }),
    })
    const run = simulate(three, { for: '1s', trace: true })
    expect(story(run)).toEqual([[0, 0, 'error']])
    expect(counts(run.on('api->db').outcomes)).toEqual({ rejected: 1, cancelled: 2 })
  })
})

describe('mistakes in a bulkhead', () => {
  it.each([
    [{ limit: 0 }, /0 is not a whole number from 1/],
    [{ limit: 1, maxWait: '1s' }, /maxWait is 1000 ms, but no call may wait/],
    [{ limit: 1, pool: '' }, /a pool without a name/],
  ])('are told where it is declared: %j', (bulkhead, what) => {
    expect(() => through(bulkhead as Bulkhead)).toThrow(what)
  })
})
