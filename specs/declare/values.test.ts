/** Mistakes in single values: numbers, options, steps. */
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
  work,
} from 'gameday'
import { describe, expect, it } from 'vitest'
import { anything } from '../kernel/support/mistakes.ts'
import { around, calling, db, told, users } from './support/told.ts'

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

  it('of rounds inside rounds has an end as well', () => {
    const handle = repeat(1_000_000, repeat(1_000_000, repeat(1_000_000)))
    expect(told(around(service({ handle })))).toHaveLength(1)
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
    expect(told({ users, db: anything(store(anything({ time: 1, concurency: 4 }))) })[0]).toContain(
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
