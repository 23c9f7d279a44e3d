/** Every mistake in a declaration, and what it is answered with. */
import {
  cache,
  cached,
  call,
  choose,
  clients,
  external,
  repeat,
  service,
  store,
  system,
  work,
} from 'gameday'
import type { CallOptions, Component } from 'gameday'
import { describe, expect, it } from 'vitest'
import { anything, problemsOf } from '../kernel/support/mistakes.ts'

type Parts = { readonly [name: string]: Component }

/** All that is said of a declaration, each mistake in one line with its place. */
const told = (parts: unknown, options?: unknown): string[] =>
  problemsOf(() => system('shop', anything(parts), anything(options))).map(
    ({ what, where = '', fix = '' }) => `${where}: ${what}; ${fix}`,
  )

const users = clients({ rate: '1/s', call: 'db' })
const db = store({ time: '1ms' })
const around = (web: Component): Parts => ({
  users: clients({ rate: '1/s', call: 'web' }),
  web,
  db,
})
const calling = (options: unknown): string[] =>
  told(around(service({ handle: call('db', options as CallOptions) })))

describe('a system', () => {
  it('that is right has no mistakes', () => {
    expect(told(around(service({ handle: call('db') })))).toEqual([])
  })

  it.each([{}, null, undefined, 5])('of %s has no parts', parts => {
    expect(told(parts)[0]).toContain('the system has no parts')
  })

  it('without a name, or without clients, is none', () => {
    expect(problemsOf(() => system('', { users, db }))[0].what).toBe('"" is no name for a system')
    expect(told({ db })).toEqual([
      `system "shop": nobody sends requests; add clients({ rate: '100/s', call: … })`,
    ])
  })

  it('tells several mistakes at once, each with its place', () => {
    const parts = {
      users: clients({ rate: anything('100'), call: 'web' }),
      web: service({ concurrency: 0, handle: call('db', { timeout: anything('250') }) }),
      db: store({ time: '1ms', errorRate: 7 }),
    }
    expect(told(parts).map(line => line.split(';')[0])).toEqual([
      'users › rate: "100" is no rate: it has no unit',
      'web › handle › timeout: "250" is no duration: it has no unit',
      'web › concurrency: 0 is not a whole number from 1 to 1000000',
      'db › errorRate: 7 is no share: it is over 100%',
    ])
  })

  it('tells the mistakes of its options as well', () => {
    expect(told({ users, db }, { propagateDeadline: true })[0]).toBe(
      'the system’s options › propagateDeadline: there is no option "propagateDeadline"; did you mean "propagateDeadlines"?',
    )
    expect(told({ users, db }, { network: { 'users->bd': '1ms' } })).toEqual([
      'network: "users->bd" is neither a declared call nor two zones; did you mean "users->db"?',
    ])
    expect(told({ users, db }, { network: { default: 'sameRak' } })[0]).toContain('"sameRack"')
    expect(told({ users, db }, { cycles: 'yes' })[0]).toContain('"yes" is no choice')
  })
})

describe('A4 a call', () => {
  it('of what is not declared is met with the nearest name', () => {
    expect(told({ users: clients({ rate: '1/s', call: 'dbb' }), db })).toEqual([
      'users: "dbb" is called, but the system declares nothing of that name; did you mean "db"?',
    ])
  })

  it('deep inside other steps is found as well', () => {
    const deep = (steps: Parameters<typeof call>[0]) => [
      repeat(2, choose([{ weight: 1, steps: call('db', { fallback: call(steps) }) }])),
    ]
    expect(told(around(service({ handle: deep('nowhere') })))[0]).toContain('"nowhere" is called')
  })

  it('of a fallback of a question to a cache is found as well', () => {
    const steps = cached('db', { hitRatio: 1, miss: [], fallback: call('nowhere') })
    const parts = { ...around(service({ handle: steps })), db: cache() }
    expect(told(parts).join()).toContain('nowhere')
  })

  it('of clients is a mistake', () => {
    expect(told(around(service({ handle: call('users') })))[0]).toContain('clients answer nothing')
  })

  it('of an operation that is unknown, missing or too much is a mistake', () => {
    const shop = (callee: string): string[] => {
      const web = service({ operations: { home: work(1), cart: call('db') } })
      return told({ users: clients({ rate: '1/s', call: callee }), web, db })
    }
    expect(shop('web.home')).toEqual([])
    expect(shop('web.hom')[0]).toContain('did you mean "web.home"?')
    expect(shop('web')[0]).toContain('"web" is no operation of "web"')
    expect(shop('db.read')[0]).toContain('"db" has no operations, but "db.read" is called')
  })

  it('of a store as a cache is a mistake', () => {
    const steps = cached('db', { hitRatio: 0.5, miss: [] })
    expect(told(around(service({ handle: steps })))[0]).toContain(
      '"db" is asked as a cache but is none',
    )
  })
})

describe('A7 a circle', () => {
  const circle = {
    users: clients({ rate: '1/s', call: 'a' }),
    a: service({ handle: call('b') }),
    b: service({ handle: call('c') }),
    c: service({
      handle: choose([
        { weight: 1, steps: call('a') },
        { weight: 9, steps: [] },
      ]),
    }),
  } as const

  it('is spelled out', () => {
    expect(told(circle)).toEqual([
      ": these components call each other in a circle: a → b → c → a; break the circle, or allow it with the option { cycles: 'allowed' }",
    ])
  })

  it('is allowed when the user says so', () => {
    expect(told(circle, { cycles: 'allowed' })).toEqual([])
  })

  it('may be of one', () => {
    const parts = { users: clients({ rate: '1/s', call: 'a' }), a: service({ handle: call('a') }) }
    expect(told(parts)[0]).toContain('a → a')
  })
})

describe('a number', () => {
  it.each([0, -1, 1.5, Number.NaN, Infinity, '5', null])('of slots is not %s', concurrency => {
    expect(
      told({ users, db: store({ time: 1, concurrency: anything(concurrency) }) })[0],
    ).toContain('db › concurrency')
  })

  it.each([-1, Number.NaN, Infinity, '250', '5 parsecs', '', null, {}])(
    'of ms is not %s',
    timeout => {
      expect(calling({ timeout })[0]).toMatch(/^web › handle › timeout: /)
      expect(told({ users, db: store({ time: anything(timeout) }) })[0]).toMatch(/^db › time/)
    },
  )

  it('of no time is no time-out', () => {
    expect(calling({ timeout: 0 })[0]).toContain('0 is no time at all')
    expect(calling({ deadline: '0s' })[0]).toContain('is no time at all')
  })

  it.each(['100', 100, '100/d', '-1/s', '0/s'])('a second is not %s', rate => {
    expect(told({ users: clients({ rate: anything(rate), call: 'db' }), db })[0]).toMatch(/^users/)
  })

  it.each([1.1, -0.1, '101%', '5', Number.NaN])('of a share is not %s', errorRate => {
    expect(told({ users, db: external({ time: 1, errorRate: anything(errorRate) }) })[0]).toContain(
      'db › errorRate',
    )
  })

  it('of rounds is a whole one, and not without end', () => {
    const rounds = (times: number): string[] =>
      told(around(service({ handle: repeat(times, call('db')) })))
    expect(rounds(3)).toEqual([])
    for (const times of [-1, 0.5, Infinity, 1e9]) expect(rounds(times)[0]).toContain('repeat')
  })
})

describe('an option', () => {
  it('that is unknown is met with the right one', () => {
    expect(calling({ timout: '1s' })[0]).toContain('did you mean "timeout"?')
    expect(told({ users, db: anything(store({ time: 1, ...{ concurency: 4 } })) })[0]).toContain(
      '"concurrency"',
    )
  })

  it('of a retry that never ends is a mistake', () => {
    expect(calling({ retry: { attempts: Infinity } })[0]).toContain('web › handle › retry')
    expect(calling({ retry: { attempts: 0 } })).toHaveLength(1)
    expect(calling({ retry: true })).toHaveLength(1)
  })

  it('of a breaker that never opens, or never closes, is a mistake', () => {
    expect(calling({ breaker: { openFor: '5s' } })[0]).toContain(
      'nothing says when the breaker opens',
    )
    expect(calling({ breaker: { consecutive: 5 } })[0]).toContain('openFor')
    expect(
      calling({ breaker: { window: '1s', failureRate: 1.5, minimumCalls: 1, openFor: 1 } })[0],
    ).toContain('1.5')
  })

  it('of clients that contradicts another is a mistake', () => {
    const clientsOf = (spec: object): string => told({ users: clients(anything(spec)), db }).join()
    expect(clientsOf({ call: 'db' })).toContain('either a rate or users')
    expect(clientsOf({ call: 'db', rate: '1/s', users: 5, think: 1 })).toContain(
      'either a rate or users',
    )
    expect(clientsOf({ call: 'db', users: 5 })).toContain('users must think')
    expect(clientsOf({ rate: '1/s' })).toContain('either call one thing or have tasks')
    expect(clientsOf({ rate: '1/s', tasks: {} })).toContain('there is no task')
    expect(clientsOf({ rate: '1/s', tasks: { a: { steps: work(1) } } })).toContain('call nothing')
    expect(clientsOf({ rate: '1/s', call: 'db', first: 'a' })).toContain('the first task')
  })

  it('of a service is one handling or operations', () => {
    expect(told(around(anything(service(anything({})))))[0]).toContain(
      'either one handling or operations',
    )
    expect(told(around(service({ operations: {} }))).join()).toContain(
      'the service has no operations',
    )
  })
})

describe('a step', () => {
  it.each([null, 5, 'db', {}, { step: 'jump' }, { step: 'constructor' }])('is not %j', step => {
    expect(told(around(service({ handle: anything(step) })))[0]).toContain('is no step')
  })

  it('of a choice needs a weight somewhere', () => {
    const handle = choose([{ weight: 0, steps: call('db') }])
    expect(told(around(service({ handle })))[0]).toContain('nothing can be chosen')
    expect(told(around(service({ handle: choose([]) })))[0]).toContain('nothing can be chosen')
  })

  it('of a cache needs keys or a ratio, not both', () => {
    const asked = (options: object): string =>
      told({
        ...around(service({ handle: cached('db', anything({ miss: [], ...options })) })),
        db: cache(),
      }).join()
    expect(asked({})).toContain('either for keys or with a hit ratio')
    expect(asked({ key: 5, hitRatio: 1 })).toContain('either for keys or with a hit ratio')
    expect(asked({ hitRatio: 1, ttl: 5 })).toContain('a hit ratio has no ttl')
    expect(asked({ key: 5, ttl: 5 })).toBe('')
  })
})
