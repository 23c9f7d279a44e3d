/** Every mistake in a declaration, and what it is answered with. */
import { cache, cached, call, choose, clients, repeat, service, store, system, work } from 'gameday'
import { describe, expect, it } from 'vitest'
import { anything, problemsOf } from '../kernel/support/mistakes.ts'
import { around, db, told, users } from './support/told.ts'

describe('a system', () => {
  it('that is right has no mistakes', () => {
    expect(told(around(service({ handle: call('db') })))).toEqual([])
  })

  it.each([{}, null, undefined, 5])('of %s has no parts', parts => {
    expect(told(parts)[0]).toContain('the system has no parts')
  })

  it('stands in one zone at a time', () => {
    const [problem] = problemsOf(() =>
      system('shop', { users: users as never, db: store({ time: '5ms', zone: anything(['eu']) }) }),
    )
    expect(problem).toMatchObject({
      what: 'a list names no zone',
      fix:
        "write one, as in zone: 'eu'; replicas of a component stand in several: " +
        "zones: ['eu', 'us']",
    })
  })

  it('without a name, or without clients, is none', () => {
    expect(problemsOf(() => system('', { users, db }))[0].what).toBe('"" is no name for a system')
    const nameless = problemsOf(() => system(anything({ users, db }), anything(undefined)))
    expect(nameless).toEqual([
      { what: 'an object is no name for a system', fix: "write system('shop', { … })" },
    ])
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
      'web › concurrency: 0 is not a whole number from 1 to 1_000_000',
      'db › errorRate: 7 is no share: it is over 100%',
    ])
  })

  it('tells the mistakes of its options as well', () => {
    expect(told({ users, db }, { propagateDeadline: true })[0]).toBe(
      'the system’s options › propagateDeadline: there is no option "propagateDeadline"; ' +
        'did you mean "propagateDeadlines"?',
    )
    expect(told({ users, db }, { network: { 'users->bd': '1ms' } })).toEqual([
      'network: "users->bd" is neither a declared call nor two zones or regions; ' +
        'did you mean "users->db"?',
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

  it('of a question to a cache has no fallback: a cache that fails has missed', () => {
    const options = { hitRatio: 1, miss: [], fallback: call('db') }
    const parts = { ...around(service({ handle: cached('db', options) })), db: cache() }
    expect(told(parts).join()).toContain('there is no option "fallback"')
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
    expect(shop('web')[0]).toContain('"web" has operations, and the call names none')
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
      ': these components call each other in a circle: a → b → c → a; ' +
        "break the circle, or allow it with the option { cycles: 'allowed' }",
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
