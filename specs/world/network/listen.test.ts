/** How a component takes connections: when it closes them, how many there may be, how fast. */
import {
  call,
  crash,
  type Fault,
  type KeepAliveSpec,
  type ListenSpec,
  service,
  simulate,
  store,
  system,
} from 'gameday'
import { describe, expect, it } from 'vitest'
import { once, story } from '../support/story.ts'

type Load = Parameters<typeof once>[1]

/** Requests to a store that takes 10 ms, over a link of 5 ms each way that keeps connections. */
const over = (listen: ListenSpec, load: Load, keepAlive: KeepAliveSpec = {}) =>
  system(
    'linked',
    { users: once('db', load), db: store({ time: '10ms', listen }) },
    { network: { 'users->db': { latency: '5ms', connection: { tls: 0 }, keepAlive } } },
  )

type Linked = ReturnType<typeof over>

const play = (declared: Linked, faults: Fault<'db'>[] = []) =>
  simulate(declared, { for: '3s', trace: true, faults })

const ends = (declared: Linked) =>
  story(play(declared)).map(([at, until, outcome]) => [until - at, outcome])

describe('a callee that closes idle connections', () => {
  // The first answer is there at 30 ms; from then on the connection is idle.
  const apart = (ms: number) =>
    ends(over({ idle: '70ms' }, { requests: 2, rate: `${1000 / ms}/s` }))

  it('lets those be used again that it has not closed', () => {
    expect(apart(80)).toEqual([
      [30, 'ok'],
      [20, 'ok'],
    ])
  })

  it('resets who sets out within the last round trip, before the word has come', () => {
    expect(apart(95)).toEqual([
      [30, 'ok'],
      [10, 'error'],
    ])
    const run = play(over({ idle: '70ms' }, { requests: 2, rate: `${1000 / 95}/s` }))
    expect(run.on('users->db').reasons).toEqual([{ because: 'connection reset', count: 1 }])
  })

  it('has others make a new one', () => {
    expect(apart(125)).toEqual([
      [30, 'ok'],
      [30, 'ok'],
    ])
  })

  it('never meets a caller that closes its own a round trip earlier', () => {
    const careful = (ms: number) =>
      ends(over({ idle: '70ms' }, { requests: 2, rate: `${1000 / ms}/s` }, { idle: '60ms' }))
    for (const ms of [80, 91, 95, 100]) expect(careful(ms).at(-1)?.[1]).toBe('ok')
  })
})

describe('a connection that has had its requests', () => {
  const three: Load = { requests: 3, rate: '10/s' }

  it('is closed by either side with the last answer', () => {
    const bounded = [
      [30, 'ok'],
      [20, 'ok'],
      [30, 'ok'],
    ]
    expect(ends(over({ maxRequests: 2 }, three))).toEqual(bounded)
    expect(ends(over({}, three, { maxRequests: 2 }))).toEqual(bounded)
  })
})

describe('connections that a callee may have so many of', () => {
  const burst: Load = { requests: 3, rate: '1000/s' }

  it('are held while they are idle, and the next is turned away', () => {
    const declared = system(
      'two',
      {
        users: once('web', { requests: 4, rate: '10/s' }),
        web: service({ replicas: 4, handle: call('db') }),
        db: store({ time: '10ms', listen: { maxConnections: 3 } }),
      },
      { network: { 'web->db': { latency: '5ms', connection: { tls: 0 }, keepAlive: {} } } },
    )
    const run = simulate(declared, { for: '3s', trace: true })
    expect(story(run).map(([, , outcome]) => outcome)).toEqual(['ok', 'ok', 'ok', 'error'])
    expect(run.on('web->db').reasons).toEqual([{ because: 'too many connections', count: 1 }])
    expect(run.at('db').resources.connections).toMatchObject({ size: 3, peak: 3, denied: 1 })
  })

  it('are free again when they were idle for too long, at either side', () => {
    const open = (listen: ListenSpec, keepAlive: KeepAliveSpec) => {
      const run = play(over({ maxConnections: 9, ...listen }, burst, keepAlive))
      return run.at('db').resources.connections.mean * run.recording.endedAt
    }
    // Three, each open from its first step until it has been idle for 100 ms.
    expect(open({}, { idle: '100ms' })).toBeCloseTo(3 * (30 + 100), 6)
    expect(open({ idle: '100ms' }, {})).toBeCloseTo(3 * (30 + 100), 6)
  })

  it('are all free once no replica runs', () => {
    const declared = over({ maxConnections: 3 }, { requests: 6, rate: '2/s' })
    const run = play(declared, [crash('db', { refuse: true }).at('700ms').for('1s')])
    expect(story(run).map(([, until, outcome]) => [until, outcome])).toEqual([
      [30, 'ok'],
      [520, 'ok'],
      [1010, 'rejected'], // refused within a round trip
      [1510, 'rejected'],
      [2030, 'ok'], // over a new one
      [2520, 'ok'],
    ])
    const { connections } = run.at('db', { between: ['800ms', '1900ms'] }).resources
    expect(connections.mean).toBe(0)
  })
})

describe('connections that take time to accept', () => {
  const burst: Load = { requests: 3, rate: '1000/ms' }
  const rounded = (declared: Linked) =>
    ends(declared).map(([ms, outcome]) => [Math.round(ms as number), outcome])

  it('are made one after another', () => {
    expect(rounded(over({ accepts: '20/s' }, burst))).toEqual([
      [80, 'ok'],
      [130, 'ok'],
      [180, 'ok'],
    ])
  })

  it('are refused when too many wait', () => {
    expect(rounded(over({ accepts: '20/s', backlog: 1 }, burst))).toEqual([
      [80, 'ok'],
      [130, 'ok'],
      [10, 'rejected'],
    ])
  })

  it('are refused with the first round trip: nobody gets as far as TLS', () => {
    const parts = {
      users: once('db', burst),
      db: store({ time: '10ms', listen: { accepts: '20/s', backlog: 1 } }),
    }
    const connection = { tls: 2 } as const
    const network = { 'users->db': { latency: '5ms', connection, keepAlive: {} } } as const
    expect(rounded(system('linked', parts, { network }) as Linked)).toEqual([
      [100, 'ok'],
      [150, 'ok'],
      [10, 'rejected'],
    ])
  })
})

describe('a wrong declaration', () => {
  it('is told with what to write', () => {
    const told = (listen: object) => () => over(listen, {})
    expect(told({ backlog: 5 })).toThrow('nobody waits to be accepted where that takes no time')
    expect(told({ accepts: '0/s' })).toThrow('is not a rate over 0')
    expect(told({ maxConnections: 0 })).toThrow('maxConnections: 100')
    expect(told({ idle: 0 })).toThrow('idle')
    expect(told({ most: 3 })).toThrow('there is no option "most"')
  })

  it('says one thing of connections, not two', () => {
    const both = { listen: { maxConnections: 5 }, resources: { connections: 5 } }
    expect(() =>
      system('both', { users: once('db', {}), db: store({ time: 1, ...both }) }),
    ).toThrow('connections are counted twice')
  })
})
