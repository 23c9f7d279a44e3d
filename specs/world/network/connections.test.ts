/** B1: connections: what setting one up costs, and pools that keep them. */
import {
  call,
  clients,
  type ConnectionSpec,
  crash,
  exponential,
  type Fault,
  type KeepAliveSpec,
  partition,
  service,
  simulate,
  store,
  system,
  trace,
  work,
} from 'gameday'
import { describe, expect, it } from 'vitest'
import { once, story } from '../support/story.ts'

type Load = Parameters<typeof once>[1]

/** Requests to a store that takes 10 ms, over a link of 5 ms each way. */
const over = (connection?: ConnectionSpec, keepAlive?: KeepAliveSpec, load: Load = {}) =>
  system(
    'linked',
    { users: once('db', load), db: store({ time: '10ms' }) },
    {
      network: {
        'users->db': {
          latency: '5ms',
          ...(connection && { connection }),
          ...(keepAlive && { keepAlive }),
        },
      },
    },
  )

const ends = (declared: ReturnType<typeof over>) => {
  const run = simulate(declared, { for: '1s', trace: true })
  return { run, until: story(run).map(([at, until]) => until - at) }
}

describe('B1 a connection', () => {
  it('costs a round trip for TCP and one for TLS', () => {
    expect(ends(over()).until).toEqual([20])
    expect(ends(over({})).until).toEqual([40])
    expect(ends(over({ tls: 2 })).until).toEqual([50])
    expect(ends(over({ tls: 0 })).until).toEqual([30])
  })

  it('costs a look-up of the name besides', () => {
    expect(ends(over({ dns: '20ms' })).until).toEqual([60])
    const { run } = ends(over({ dns: exponential('20ms') }))
    expect(run.breakdown().there.connecting).toBeGreaterThan(20)
  })

  it('is told apart in a journey', () => {
    const { run } = ends(over({ dns: '20ms' }))
    expect(run.breakdown()).toMatchObject({ network: 50, working: 10 })
    expect(run.breakdown().there).toMatchObject({ connecting: 40, latency: 5 })
  })

  it('is made anew for each attempt, unless it is kept', () => {
    const load = { rate: '10/s', requests: 3 } as const
    expect(ends(over({}, undefined, load)).until).toEqual([40, 40, 40])
    const kept = ends(over({}, {}, load))
    expect(kept.until).toEqual([40, 20, 20])
    expect(kept.run.on('users->db').network?.connections).toBe(1)
  })

  it('is closed when it was not used for a time', () => {
    const load = { rate: '10/s', requests: 3 } as const
    expect(ends(over({}, { idle: '50ms' }, load)).until).toEqual([40, 40, 40])
    expect(ends(over({}, { idle: '80ms' }, load)).until).toEqual([40, 20, 20])
  })
})

describe('B1 a pool of connections', () => {
  const burst = { rate: '1000/ms', requests: 3 } as const
  const rounded = (times: number[]) => times.map(Math.round)

  it('makes as many as are needed at once', () => {
    const { run, until } = ends(over({}, {}, burst))
    expect(rounded(until)).toEqual([40, 40, 40])
    expect(run.on('users->db').network?.connections).toBe(3)
  })

  it('takes the one used last, so that those it does not need come of age', () => {
    const arrivals = [0, 0, 60, 100, 140, 180, 180]
    const declared = system(
      'linked',
      { users: clients({ load: trace({ arrivals }), call: 'db' }), db: store({ time: '10ms' }) },
      {
        network: { 'users->db': { latency: '5ms', connection: {}, keepAlive: { idle: '100ms' } } },
      },
    )
    const run = simulate(declared, { for: '1s', trace: true })
    // From 40 ms on there are two, of which one is enough; at 140 ms the other is closed.
    expect(story(run).map(([at, until]) => until - at)).toEqual([40, 40, 20, 20, 20, 20, 40])
    expect(run.on('users->db').network?.connections).toBe(3)
  })

  it('makes callers wait when all are in use', () => {
    const { run, until } = ends(over({}, { most: 1 }, burst))
    expect(rounded(until)).toEqual([40, 60, 80])
    expect(Math.round(run.breakdown(2).there.connecting)).toBe(60)
  })

  it('or refuses them', () => {
    const { run } = ends(over({}, { most: 2, whenFull: 'refuse' }, burst))
    expect(story(run).map(([, , outcome]) => outcome)).toEqual(['ok', 'ok', 'rejected'])
    expect(run.on('users->db').reasons).toEqual([{ because: 'no connection free', count: 1 }])
  })

  it('refuses them when too many wait', () => {
    const { run } = ends(over({}, { most: 1, queue: 1 }, burst))
    expect(run.on('users->db').outcomes.rejected).toBe(1)
  })

  it('closes a connection whose caller gave up, and makes one for whoever waits', () => {
    const hasty = over({}, { most: 1 }, { requests: 2, rate: '50/s', timeout: '35ms' })
    const { run } = ends(hasty)
    expect(story(run)).toEqual([
      [0, 35, 'timeout'],
      [20, 55, 'timeout'], // from 35 on it was connecting
    ])
    expect(run.on('users->db').network?.connections).toBe(2)
  })

  it('belongs to one replica of the caller', () => {
    const declared = system(
      'two',
      {
        users: once('web', { rate: '10/s', requests: 4 }),
        web: service({ replicas: 2, handle: call('db') }),
        db: store({ time: '10ms' }),
      },
      { network: { 'web->db': { latency: '5ms', keepAlive: {} } } },
    )
    expect(ends(declared as never).until).toEqual([40, 40, 20, 20])
  })

  it('is empty after a restart of the caller', () => {
    const declared = system(
      'one',
      {
        users: once('web', { rate: '10/s', requests: 3 }),
        web: service({ handle: call('db') }),
        db: store({ time: '10ms' }),
      },
      { network: { 'web->db': { latency: '5ms', keepAlive: {} } } },
    )
    const run = simulate(declared, {
      for: '1s',
      trace: true,
      faults: [crash('web').at('150ms').for('10ms')],
    })
    expect(story(run).map(([at, until]) => until - at)).toEqual([40, 20, 40])
  })

  it('loses the connection on which an answer was lost', () => {
    const cut = partition('users->db', { way: 'back' }).for('50ms')
    const declared = over({}, {}, { rate: '10/s', requests: 3, timeout: '80ms' })
    const run = simulate(declared, { for: '1s', trace: true, faults: [cut] })
    expect(story(run).map(([at, until]) => until - at)).toEqual([80, 40, 20])
  })
})

describe('a connection kept alive', () => {
  it('does not outlive the process at its other end', () => {
    const linked = system(
      'linked',
      {
        users: clients({ rate: '1/s', arrivals: 'steady', call: 'web' }),
        web: service({ handle: work('1ms') }),
      },
      { network: { 'users->web': { latency: '5ms', connection: {}, keepAlive: { most: 1 } } } },
    )
    const made = (faults: Fault<'web'>[]): number | undefined =>
      simulate(linked, { for: '10s', faults }).on('users->web').network?.connections
    expect(made([])).toBe(1)
    expect(made([crash('web').at('4.5s').for('100ms')])).toBe(2)
  })
})
