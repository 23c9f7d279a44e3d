/** Connections that are open at rest: pools open them, keep them, and open them anew. */
import {
  call,
  crash,
  type Fault,
  type KeepAliveSpec,
  type ListenSpec,
  partition,
  service,
  simulate,
  store,
  system,
} from 'gameday'
import { describe, expect, it } from 'vitest'
import { once, story } from '../support/story.ts'

type Load = Parameters<typeof once>[1]

/** Requests to a store that takes 10 ms, over 5 ms each way; a connection is made in 10 ms. */
const over = (keepAlive: KeepAliveSpec, listen: ListenSpec = {}, load: Load = {}) =>
  system(
    'linked',
    { users: once('db', load), db: store({ time: '10ms', listen }) },
    { network: { 'users->db': { latency: '5ms', connection: { tls: 0 }, keepAlive } } },
  )

type Linked = ReturnType<typeof over>

const play = (declared: Linked, faults: Fault<'db' | 'users->db'>[] = []) =>
  simulate(declared, { for: '3s', trace: true, faults })

/** Five requests, one each 200 ms. */
const fiveASecond: Load = { requests: 5, rate: '5/s' }

const times = (declared: Linked, faults: Fault<'db' | 'users->db'>[] = []) =>
  story(play(declared, faults)).map(([at, until, outcome]) => [until - at, outcome])

type Asked = {
  at(
    name: 'db',
    window: { between: readonly [number, number] },
  ): { readonly resources: Readonly<Record<string, { readonly mean: number }>> }
}

/** How many were open on average in each window of so many milliseconds. */
const open = (run: Asked, windows: readonly (readonly [number, number])[]) =>
  windows.map(between => run.at('db', { between }).resources.connections.mean)

describe('connections that are open at rest', () => {
  const many = { maxConnections: 100 }

  it('are opened when the run begins, and no call has to', () => {
    // The first call comes in the moment in which they are begun, and makes one of its own.
    expect(times(over({ least: 2 }, {}, { requests: 2, rate: '10/s' }))).toEqual([
      [30, 'ok'],
      [20, 'ok'],
    ])
    const run = play(over({ least: 2 }, many))
    expect(run.on('users->db').network?.connections).toBe(3)
  })

  it('stay open however long nobody uses them, unlike all above', () => {
    const run = play(over({ least: 2, idle: '100ms' }, many))
    // The third is idle from 30 ms on; the oldest is closed first, and two stay.
    const windows = [
      [0, 100],
      [200, 3000],
    ] as const
    expect(open(run, windows)).toEqual([3, 2])
  })

  it('are opened anew when the callee closes them', () => {
    const made = (keepAlive: KeepAliveSpec) =>
      play(over(keepAlive, { ...many, idle: '500ms' })).on('users->db').network?.connections
    // At 0, and 500 ms after each was made: at 510, 1,020, … 2,550; and the one of the call.
    expect(made({ least: 2 })).toBe(1 + 2 * 6)
    expect(made({ least: 2, idle: '100ms' })).toBe(1 + 2 * 6)
    expect(made({ least: 2, idle: 0 })).toBe(1 + 2 * 6)
    expect(made({})).toBe(1)
  })

  it('are opened anew when they have had their requests', () => {
    const worn = over({ least: 1, most: 1, maxRequests: 2 }, {}, fiveASecond)
    // The first waits 10 ms for the one that is being made.
    expect(times(worn).map(([ms]) => ms)).toEqual([30, 20, 20, 20, 20])
    expect(play(worn).on('users->db').network?.connections).toBe(3)
  })

  it('are opened by each replica, so that pools times replicas meet the callee’s limit', () => {
    const declared = system(
      'six',
      {
        users: once('web'),
        web: service({ replicas: 6, handle: call('db') }),
        db: store({ time: '10ms', listen: { maxConnections: 20 } }),
      },
      {
        network: {
          'web->db': { latency: '5ms', connection: { tls: 0 }, keepAlive: { least: 5, most: 9 } },
        },
      },
    )
    const { size, peak, denied } = simulate(declared, { for: '3s' }).at('db').resources.connections
    // Of 30 the last 10 are turned away, at 0, 1,010 and 2,020 ms; and the one that the call makes.
    expect({ size, peak, denied }).toEqual({ size: 20, peak: 20, denied: 3 * 10 + 1 })
  })
})

describe('connections at rest, when an end is gone', () => {
  const one: KeepAliveSpec = { least: 1, most: 1 }

  it('are opened anew once the callee is back, at the next try', () => {
    const gone = crash('db', { refuse: true }).at('100ms').for('250ms')
    const run = play(over({ ...one, reconnect: '200ms' }, { maxConnections: 9 }), [gone])
    // Tried at 100, and refused at 110; at 310, and refused at 320; at 520.
    const windows = [
      [0, 100],
      [100, 520],
      [520, 3000],
    ] as const
    expect(open(run, windows)).toEqual([1, 0, 1])
    expect(run.on('users->db').network?.connections).toBe(2)
  })

  it('are tried again where nobody answers, and callers wait meanwhile', () => {
    const cut = partition('users->db').at('150ms').for('100ms')
    const closing: ListenSpec = { idle: '70ms' }
    const declared = over({ ...one, reconnect: '30ms' }, closing, fiveASecond)
    // Closed at 180: tried then, at 210, 240 and 270; made at 280, where the call of 200 waits.
    expect(times(declared, [cut]).map(([ms]) => ms)).toEqual([30, 100, 20, 20, 20])
  })

  it('are waited for by as many as may wait: all others are told at once', () => {
    const load = { requests: 3, rate: '10/s' } as const
    const gone = crash('db', { refuse: true }).at('0ms').for('500ms')
    expect(times(over(one, {}, load), [gone])).toEqual([
      [1040, 'ok'], // tried at 0, refused at 10, and made from 1,010 to 1,020
      [960, 'ok'],
      [880, 'ok'],
    ])
    const short = over({ ...one, queue: 1 }, {}, load)
    expect(times(short, [gone]).map(([ms]) => ms)).toEqual([1040, 0, 0])
    expect(play(short, [gone]).on('users->db').reasons).toEqual([
      { because: 'no connection free', count: 2 },
    ])
  })

  it('let a pool with room connect for all who wait, once one was made', () => {
    const load = { requests: 3, rate: '10/s' } as const
    const gone = crash('db', { refuse: true }).at('0ms').for('500ms')
    const roomy = over({ least: 1, most: 3 }, {}, load)
    // The first has made one of its own, and is refused. At 1,020 one is there, and one is begun.
    expect(times(roomy, [gone])).toEqual([
      [10, 'rejected'],
      [940, 'ok'],
      [850, 'ok'],
    ])
  })

  it('end with a caller that stops, and are opened when it starts again', () => {
    const declared = system(
      'two',
      {
        users: once('web'),
        web: service({ replicas: 2, handle: call('db') }),
        db: store({ time: '10ms', listen: { maxConnections: 9 } }),
      },
      { network: { 'web->db': { latency: '5ms', connection: {}, keepAlive: { least: 2 } } } },
    )
    const gone = crash('web').at('1s').for('500ms')
    const run = simulate(declared, { for: '3s', faults: [gone] })
    const windows = [
      [500, 1000],
      [1000, 1500],
      [1500, 3000],
    ] as const
    // The fifth was made for the call.
    expect(open(run, windows)).toEqual([5, 0, 4])
  })

  it('are tried for as long as the run lasts, and no longer', () => {
    const gone = crash('db').at('0ms')
    const declared = over(one, { maxConnections: 9 }, { timeout: '10s' })
    const run = play(declared, [gone])
    expect(story(run)).toEqual([[0, 10_000, 'timeout']])
    expect(run.recording.endedAt).toBe(10_000)
  })
})

describe('a wrong declaration', () => {
  it('is told with what to write', () => {
    const told = (keepAlive: object) => () => over(keepAlive)
    expect(told({ least: 5, most: 3 })).toThrow('5 connections are always open where there are 3')
    expect(told({ least: -1 })).toThrow('least: 5')
    expect(told({ reconnect: '1s' })).toThrow('where none is open at rest')
    expect(told({ least: 1, reconnect: 0 })).toThrow('reconnect')
  })
})
