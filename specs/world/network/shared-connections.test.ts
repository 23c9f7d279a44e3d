/** Connections that carry several requests at once: HTTP/2, pipelines, one client of a Redis. */
import {
  call,
  crash,
  type Fault,
  type KeepAliveSpec,
  type ListenSpec,
  parallel,
  service,
  simulate,
  slow,
  store,
  system,
} from 'gameday'
import { describe, expect, it } from 'vitest'
import { attemptsOf, once, story } from '../support/story.ts'

type Options = {
  readonly load?: Parameters<typeof once>[1]
  readonly listen?: ListenSpec
  readonly concurrency?: number
  readonly replicas?: number
}

/** Requests to a store that takes 10 ms, over 5 ms each way; a connection is made in 10 ms. */
const over = (keepAlive: KeepAliveSpec, { load = {}, ...db }: Options = {}) =>
  system(
    'linked',
    { users: once('db', load), db: store({ time: '10ms', ...db }) },
    { network: { 'users->db': { latency: '5ms', connection: { tls: 0 }, keepAlive } } },
  )

type Linked = ReturnType<typeof over>

const play = (declared: Linked, faults: Fault<'db' | 'db#0' | 'users->db'>[] = []) =>
  simulate(declared, { for: '3s', trace: true, faults })

const ends = (declared: Linked, faults: Fault<'db' | 'db#0' | 'users->db'>[] = []) =>
  story(play(declared, faults)).map(([, until, outcome]) => [Math.round(until), outcome])

const made = (declared: Linked) => play(declared).on('users->db').network?.connections

/** Four requests at once. */
const burst = { rate: '1000000/s', requests: 4 } as const

/** One each 4 ms. */
const often = { rate: '250/s', requests: 4 } as const

describe('a connection that several requests share', () => {
  it('is made once, and all who came meanwhile set out over it together', () => {
    const shared = over({ atOnce: 100 }, { load: burst })
    expect(ends(shared).map(([at]) => at)).toEqual([30, 30, 30, 30])
    expect(made(shared)).toBe(1)
    expect(made(over({}, { load: burst }))).toBe(4)
  })

  it('carries so many at once: for more another is made, or they wait where none may be', () => {
    const two = over({ atOnce: 2 }, { load: burst })
    expect(ends(two).map(([at]) => at)).toEqual([30, 30, 30, 30])
    expect(made(two)).toBe(2)
    const one = over({ atOnce: 2, most: 1 }, { load: burst })
    expect(ends(one).map(([at]) => at)).toEqual([30, 30, 50, 50])
    expect(made(one)).toBe(1)
  })

  it('is joined by who comes later, whatever the order of the answers', () => {
    const shared = over({ atOnce: 'unbounded', most: 1 }, { load: often, concurrency: 1 })
    // At 0, 4, 8 and 12, over a connection made at 10; the store has one slot.
    expect(ends(shared).map(([at]) => at)).toEqual([30, 40, 50, 60])
    expect(made(shared)).toBe(1)
  })

  it('goes on when a caller gives up: only its own answer is lost', () => {
    const load = { ...often, timeout: '27ms' } as const
    // Sent at 10, 10, 10 and 12, answered at 30 and 32: the first has left at 27.
    const shared = over({ atOnce: 9, most: 1 }, { load })
    expect(ends(shared)).toEqual([
      [27, 'timeout'],
      [30, 'ok'],
      [30, 'ok'],
      [32, 'ok'],
    ])
    expect(made(shared)).toBe(1)
  })

  it('is worn after so many requests, and ends when the last of them is answered', () => {
    const worn = over({ atOnce: 9, most: 1, maxRequests: 3 }, { load: burst })
    // Three are answered at 30; then another is made, in 10 ms.
    expect(ends(worn).map(([at]) => at)).toEqual([30, 30, 30, 60])
    expect(made(worn)).toBe(2)
  })

  it('counts once at the callee', () => {
    const listen = { maxConnections: 1 }
    const run = play(over({ atOnce: 9 }, { load: burst, listen }))
    expect(run.at('db').resources.connections).toMatchObject({ peak: 1, denied: 0 })
    expect(run.on('users->db').outcomes).toMatchObject({ ok: 4 })
  })
})

describe('a shared connection that breaks off', () => {
  const shared = { atOnce: 'unbounded', most: 1 } as const
  const gone = crash('db', { refuse: true }).at('17ms').for('3ms')

  it('fails all that is on it, wherever that is, and the next makes another', () => {
    const load = { rate: '1000/s', requests: 40 } as const
    const run = play(over(shared, { load }), [gone])
    // Sent at 10, 11 of them, and then one each ms. At 17 twelve are inside, and at 22 their caller
    // hears so; one has come at 17 and is refused; four more are on their way there or back.
    expect(run.on('users->db').reasons).toEqual([
      { because: 'lost in a crash', count: 12 },
      { because: 'connection reset', count: 4 },
      { because: 'connection refused', count: 1 },
    ])
    // All that came from 17 on wait for another, made from 22 to 32.
    expect(run.on('users->db').outcomes.ok).toBe(23)
    expect(story(run)[17]).toEqual([17, 52, 'ok'])
    expect(run.on('users->db').network?.connections).toBe(2)
  })

  it('ends at what stands before several replicas: one of them takes what it has with it', () => {
    const load = { ...burst, requests: 6 } as const
    const crashed = crash('db#0', { refuse: true }).at('17ms').for('3ms')
    const told = ends(over(shared, { load, replicas: 3 }), [crashed])
    expect(told.map(([, outcome]) => outcome)).toEqual(['error', 'ok', 'ok', 'error', 'ok', 'ok'])
  })

  it('fails all who wait for it when it cannot be made', () => {
    const down = crash('db', { refuse: true }).at('0ms').for('100ms')
    expect(ends(over(shared, { load: burst }), [down])).toEqual([
      [10, 'rejected'],
      [10, 'rejected'],
      [10, 'rejected'],
      [10, 'rejected'],
    ])
  })

  it('lets them wait until it was made where one is always open', () => {
    const down = crash('db', { refuse: true }).at('0ms').for('500ms')
    const kept = { ...shared, least: 1 }
    // Refused at 10, tried again at 1,010, made at 1,020.
    expect(ends(over(kept, { load: burst }), [down]).map(([at]) => at)).toEqual([
      1040, 1040, 1040, 1040,
    ])
  })

  it('resets all who set out over one that the callee has closed, until that is known', () => {
    const asks = call('db', { optional: true })
    const declared = system(
      'three at once',
      {
        users: once('web', { requests: 3, rate: '10/s' }),
        web: service({ handle: parallel(asks, asks, asks) }),
        db: store({ time: '10ms', listen: { idle: '75ms' } }),
      },
      {
        network: {
          default: { latency: '0ms' },
          'web->db': { latency: '5ms', connection: { tls: 0 }, keepAlive: shared },
        },
      },
    )
    const run = simulate(declared, { for: '1s', trace: true })
    // Idle from 30 on, and closed by the store at 105: of that the caller hears at 110.
    expect(attemptsOf(run, 'web->db')).toEqual([
      [0, 30, 'ok'],
      [0, 30, 'ok'],
      [0, 30, 'ok'],
      [100, 110, 'error'],
      [100, 110, 'error'],
      [100, 110, 'error'],
      [200, 230, 'ok'],
      [200, 230, 'ok'],
      [200, 230, 'ok'],
    ])
  })
})

describe('answers in the order of the requests', () => {
  /** One each 25 ms; the second takes 70 ms in place of 10. */
  const load = { requests: 5, rate: '40/s' } as const
  const late = slow('db', { by: '60ms' }).at('25ms').for('10ms')
  const shared = { atOnce: 9, most: 1 } as const

  it('wait for those before them, which others do not', () => {
    expect(ends(over(shared, { load }), [late]).map(([at]) => at)).toEqual([30, 105, 70, 95, 120])
    const inOrder = over({ ...shared, inOrder: true }, { load })
    expect(ends(inOrder, [late]).map(([at]) => at)).toEqual([30, 105, 105, 105, 120])
    const { back } = play(inOrder, [late]).breakdown(2)
    expect(back).toMatchObject({ latency: 5, queuing: 35 })
  })

  it('end with the connection when a caller gives up: all behind it are reset', () => {
    const hasty = { load: { ...load, timeout: '55ms' } } as const
    expect(ends(over(shared, hasty), [late])).toEqual([
      [30, 'ok'],
      [80, 'timeout'],
      [70, 'ok'],
      [95, 'ok'],
      [120, 'ok'],
    ])
    expect(ends(over({ ...shared, inOrder: true }, hasty), [late])).toEqual([
      [30, 'ok'],
      [80, 'timeout'],
      [80, 'error'], // its answer had come, and waited
      [80, 'error'], // it was with the store
      [130, 'ok'], // over a new one
    ])
  })
})

describe('a wrong declaration', () => {
  it('is told with what to write', () => {
    const told = (keepAlive: object) => () => over(keepAlive)
    expect(told({ atOnce: 0 })).toThrow("atOnce: 100, or 'unbounded'")
    expect(told({ inOrder: true })).toThrow('one request at a time is in order anyway')
    expect(told({ atOnce: 9, inOrder: 'yes' })).toThrow('inOrder')
  })
})
