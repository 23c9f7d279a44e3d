/** A declared system is frozen plain data that prints, serialises and comes back. */
import {
  cache,
  cached,
  call,
  choose,
  clients,
  exponential,
  external,
  logNormal,
  mixture,
  parallel,
  repeat,
  service,
  simulate,
  store,
  system,
  systemFrom,
  type System,
  work,
} from 'gameday'
import type { CallOptions, Component } from 'gameday'
import { describe, expect, it } from 'vitest'

const guarded = {
  timeout: '250ms',
  deadline: '2s',
  retry: { attempts: 3, base: '50ms', jitter: 'full', on: ['timeout', 500] },
  breaker: { window: '10s', failureRate: '50%', minimumCalls: 20, openFor: '5s', probes: 3 },
  fallback: { value: 'last known price' },
  request: '2KB',
} as const satisfies CallOptions

/** Everything that can be declared, once. */
const everything = system(
  'everything',
  {
    users: clients({
      users: 20,
      think: exponential('1s'),
      tasks: {
        browse: { weight: 3, steps: call('web.home') },
        buy: { steps: [call('web.cart'), work('10ms')] },
      },
      first: 'browse',
    }),
    robots: clients({ rate: '20/s', call: 'web.home', timeout: '1s', zone: 'eu' }),
    web: service({
      zone: 'eu',
      replicas: 2,
      operations: {
        home: [cached('pages', { key: 100, ttl: '10s', miss: call('db', guarded) })],
        cart: [
          parallel(call('ads', { optional: true, timeout: '50ms' }), repeat(2, call('db'))),
          choose([
            { weight: 1, steps: call('pay', { fallback: call('db') }) },
            { weight: 2, steps: [] },
          ]),
        ],
      },
    }),
    ads: service({
      nonBlocking: true,
      handle: work(logNormal({ median: '5ms', p99: '40ms' }), 'ranking'),
    }),
    pages: cache({ capacity: 50, latency: '0.4ms', warmUp: '5s' }),
    db: store({
      zone: 'us',
      concurrency: 4,
      queue: 10,
      time: logNormal({ median: '6ms', p99: '40ms' }),
    }),
    pay: external({
      time: mixture([
        { weight: 9, of: exponential('80ms') },
        { weight: 1, of: exponential('1s') },
      ]),
      errorRate: '2%',
    }),
  },
  {
    network: {
      default: 'sameZone',
      'eu<->us': { distance: '6000km', jitter: exponential('1ms'), bandwidth: '1Gbps', hops: 12 },
      'robots->web': '5ms',
    },
    propagateDeadlines: true,
  },
)

describe('a system', () => {
  it('comes back from JSON and runs the same, byte for byte', () => {
    const again: System = systemFrom(JSON.parse(JSON.stringify(everything)))
    const options = { for: '20s', seed: 7 } as const
    expect(simulate(again, options).digest).toBe(simulate(everything, options).digest)
    expect(JSON.stringify(again)).toBe(JSON.stringify(everything))
  })

  it('has no fallback of no value, which JSON could not hold', () => {
    const parts = {
      users: clients({ rate: '1/s', call: call('db', { fallback: { value: undefined } }) }),
      db: store({ time: 1 }),
    }
    expect(() => system('none', parts)).toThrow('value is missing')
  })

  it('with mistakes does not come back', () => {
    const json = JSON.parse(JSON.stringify(everything))
    json.parts.db.concurrency = -1
    expect(() => systemFrom(json)).toThrow('db › concurrency')
    expect(() => systemFrom(null as never)).toThrow('system')
  })

  it('is frozen through and through', () => {
    const thawed: string[] = []
    const look = (value: unknown, path: string): void => {
      if (typeof value !== 'object' || value === null) return
      if (!Object.isFrozen(value)) thawed.push(path)
      for (const [key, inner] of Object.entries(value)) look(inner, `${path}.${key}`)
    }
    look(everything.parts, 'parts')
    look(everything.options, 'options')
    expect(thawed).toEqual([])
    expect(Object.isFrozen(everything)).toBe(true)
  })

  it('is frozen under what its user froze half', () => {
    const on: 'timeout'[] = ['timeout']
    const retry = Object.freeze({ attempts: 2, on })
    const small = system('small', {
      users: clients({ rate: '1/s', call: call('db', { retry }) }),
      db: store({ time: 1 }),
    })
    expect(Object.isFrozen(on)).toBe(true)
    expect(small.name).toBe('small')
  })

  it('prints a line for each part', () => {
    expect(`${everything}`.split('\n')).toEqual([
      'system everything',
      '  users   clients   → web',
      '  robots  clients   → web',
      '  web     service   → ads, db, pages, pay',
      '  ads     service',
      '  pages   cache',
      '  db      store',
      '  pay     external',
    ])
  })
})

describe('A4 dependencies', () => {
  const chain = system('chain', {
    users: clients({ rate: '1/s', call: 'web' }),
    web: service({ handle: [call('auth'), call('cart')] }),
    cart: service({ handle: call('db') }),
    auth: service({ handle: call('db', { fallback: call('copy') }) }),
    db: store({ time: 1 }),
    copy: store({ time: 1 }),
  })

  it('are direct and transitive, up and down', () => {
    expect(chain.dependencies('web')).toEqual({
      calls: ['auth', 'cart'],
      dependsOn: ['auth', 'cart', 'copy', 'db'],
      calledBy: ['users'],
      dependents: ['users'],
    })
    expect(chain.dependencies('db')).toEqual({
      calls: [],
      dependsOn: [],
      calledBy: ['auth', 'cart'],
      dependents: ['auth', 'cart', 'users', 'web'],
    })
  })

  it('of what is not there are asked for in the right way', () => {
    expect(() => chain.dependencies('wbe' as 'web')).toThrow('did you mean "web"?')
  })
})

describe('a chain of 10,000 components', () => {
  const parts: { [name: string]: Component<never> } = {
    users: clients({ rate: '1/s', arrivals: 'steady', call: 's0' as never }),
  }
  for (let i = 0; i < 10_000; i++) {
    parts[`s${i}`] = service({ handle: i < 9_999 ? (call(`s${i + 1}`) as never) : work('5ms') })
  }
  const chain = system('chain', parts)

  it('is declared, runs, and answers', () => {
    const run = simulate(chain, { for: '3s' })
    expect(run.requests()).toMatchObject({ issued: 3, availability: 1 })
    expect(run.at('s9999').issued).toBe(3)
    expect(run.requests().latency.mean).toBe(5)
  })

  it('knows its dependencies', () => {
    expect(chain.dependencies('s0').dependsOn).toHaveLength(9_999)
  })

  it('is one circle when its end calls its beginning', () => {
    const round = { ...parts, s9999: service({ handle: call('s0' as never) }) }
    expect(() => system('round', round)).toThrow('in a circle')
  })
})

describe('a chain of 1,000 components', () => {
  it('prints a line for each', () => {
    const parts: { [name: string]: Component<never> } = {
      users: clients({ rate: '1/s', call: 's0' as never }),
    }
    for (let i = 0; i < 1_000; i++) {
      parts[`s${i}`] = service({ handle: i < 999 ? (call(`s${i + 1}`) as never) : [] })
    }
    expect(`${system('chain', parts)}`.split('\n')).toHaveLength(1_002)
  })
})
