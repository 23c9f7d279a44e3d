/** What contradicts itself in queues, in the keys of caches and in fallbacks, and what to write. */
import {
  call,
  cdn,
  clients,
  publish,
  queue,
  service,
  store,
  system,
  systemFrom,
  work,
  worker,
} from 'gameday'
import { describe, expect, it } from 'vitest'
import { anything } from '../kernel/support/mistakes.ts'
import { calling, told } from './support/told.ts'

const users = clients({ rate: '1/s', call: publish('orders') })
const orders = queue()
const mailer = worker({ of: 'orders', handle: work('1ms') })

describe('A10 a queue', () => {
  it('is named by its worker', () => {
    const nobodys = worker(anything({ handle: work('1ms') }))
    expect(told({ users, orders, mailer: nobodys })[0]).toBe(
      "mailer › of: of is missing; write of: 'orders', its name",
    )
  })

  it('with a producer and a worker has no mistakes, and comes back from JSON', () => {
    expect(told({ users, orders, mailer })).toEqual([])
    const small = system('small', { users, orders, mailer })
    const again = systemFrom(JSON.parse(JSON.stringify(small)))
    expect(again.dependencies('orders')).toEqual(small.dependencies('orders'))
  })

  it('needs a worker', () => {
    expect(told({ users, orders })).toEqual([
      `orders: nobody takes the messages of "orders"; add worker({ of: 'orders', handle: […] }), ` +
        'or name it as deadLetters of a queue',
    ])
  })

  it('for dead letters needs none', () => {
    expect(told({ users, orders: queue({ deadLetters: 'dead' }), dead: queue(), mailer })).toEqual(
      [],
    )
  })

  it('is published to, and nothing else is', () => {
    const called = { users: clients({ rate: '1/s', call: 'orders' }), orders, mailer }
    expect(told(called)).toEqual([
      `users: "orders" is called, but it is a queue; write publish('orders')`,
    ])
    const published = {
      users: clients({ rate: '1/s', call: publish('db') }),
      db: store({ time: 1 }),
    }
    expect(told(published)).toEqual([
      `users: "db" is no queue that could be published to; write call('db')`,
    ])
  })

  it('is what a worker takes messages of, and nothing else is', () => {
    const lost = worker({ of: 'oders', handle: work(1) })
    expect(told({ users, orders, mailer, lost })).toEqual([
      'lost › of: "oders" is not declared; did you mean "orders"?',
    ])
    const wrong = worker({ of: 'mailer', handle: work(1) })
    expect(told({ users, orders, mailer, wrong })[0]).toContain(
      'wrong › of: "mailer" is no queue but a worker',
    )
  })

  it('hands out messages: nobody calls a worker', () => {
    const caller = clients({ rate: '1/s', call: 'mailer' })
    expect(told({ users, orders, mailer, caller })).toEqual([
      `caller: "mailer" is called, but a worker takes its messages from a queue; ` +
        `write publish('orders')`,
    ])
  })

  it('does not get its dead letters back', () => {
    const self = queue({ deadLetters: 'orders' })
    expect(told({ users, orders: self, mailer })[0]).toContain(
      'dead letters go in a circle: orders → orders',
    )
    const parts = {
      users,
      mailer,
      orders: queue({ deadLetters: 'second' }),
      second: queue({ deadLetters: 'third' }),
      third: queue({ deadLetters: 'orders' }),
    }
    expect(told(parts)).toEqual([
      'orders: dead letters go in a circle: orders → second → third → orders; ' +
        'let the last of them keep its dead letters',
    ])
  })

  it('that a worker publishes to again is a circle of calls, allowed when one says so', () => {
    const again = worker({ of: 'orders', handle: publish('orders') })
    expect(told({ users, orders, again })[0]).toContain('orders → again → orders')
    expect(told({ users, orders, again }, { cycles: 'allowed' })).toEqual([])
  })

  it('has bounds', () => {
    const wrong = { capacity: 0, deliveries: 0, visibilityTimeout: 0, durable: 'no' }
    expect(told({ users, mailer, orders: queue(anything(wrong)) }).map(cut)).toEqual([
      'orders › capacity: 0 is not a whole number from 1 to 10_000_000',
      'orders › deliveries: 0 is not a whole number from 1 to 1_000',
      'orders › visibilityTimeout: 0 is no time at all',
      'orders › durable: "no" is neither true nor false',
    ])
  })

  it('warns of more messages than its workers can do', () => {
    const busy = system('busy', {
      users: clients({ rate: '100/s', call: publish('orders') }),
      orders,
      slow: worker({ of: 'orders', concurrency: 4, handle: work('100ms') }),
    })
    expect(busy.warnings.map(({ at, what }) => `${at}: ${what}`)).toEqual([
      'slow: 100 requests a second bring more work than 4 slots can do: 250% of it, while ' +
        'nothing is wrong',
    ])
  })
})

describe('E10 the keys of a cache', () => {
  /** What is said of a CDN, whose options they are. */
  const keys = (options: object): string[] =>
    told({
      users: clients({ rate: '1/s', call: 'edge' }),
      edge: cdn(anything({ origin: 'db', ...options })),
      db: store({ time: 1 }),
    }).map(cut)

  it('have a life that is longer than nothing', () => {
    expect(keys({ key: 1, ttl: 0 })).toEqual(['edge › ttl: 0 is no time at all'])
  })

  it('are not spread over more than their life', () => {
    expect(keys({ key: 1, ttl: '1s', spread: 1.5 })).toEqual([
      'edge › spread: 1.5 is no share: it is over 100%',
    ])
    expect(keys({ key: 1, ttl: '1s', spread: '100%' })[0]).toContain('for no time at all')
  })

  it('do not come with a share of hits', () => {
    const all = { spread: 0.1, coalesce: true, staleFor: '1s', negativeTtl: '1s' }
    expect(keys({ hitRatio: 0.9, ...all })).toEqual([
      'edge › spread: a hit ratio has no spread',
      'edge › staleFor: a hit ratio has no staleFor',
      'edge › coalesce: a hit ratio has no coalesce',
      'edge › negativeTtl: a hit ratio has no negativeTtl',
    ])
  })

  it('that live for good are never stale', () => {
    const all = { staleFor: '1s', staleIfError: '1s', earlyRefresh: 1, refreshAhead: '10%' }
    expect(keys({ key: 1, ...all }).map(line => line.split(' is about')[0])).toEqual([
      'edge › staleFor: staleFor',
      'edge › staleIfError: staleIfError',
      'edge › earlyRefresh: earlyRefresh',
      'edge › refreshAhead: refreshAhead',
    ])
  })

  it('that are served when stale need no standing in for that long', () => {
    expect(keys({ key: 1, ttl: '1s', staleFor: '30s', staleIfError: '10s' })).toEqual([
      'edge › staleIfError: a stale entry stands in for 10s, but is served for 30s anyway',
    ])
  })

  it('are coalesced for all or for each replica', () => {
    expect(keys({ key: 1, coalesce: 'perReplic' })[0]).toContain('"perReplic" is no choice')
    expect(keys({ key: 1, coalesce: 'perReplica' })).toEqual([])
  })
})

describe('E9 a fallback', () => {
  const circle: { self?: unknown } = {}
  circle.self = circle
  it.each([
    ['a bigint', 1n],
    ['a function', () => 1],
    ['a symbol', Symbol('x')],
    ['no number', Number.NaN],
    ['a date', new Date(0)],
    ['a map', new Map()],
    ['what goes in circles', circle],
    ['a list with a hole in its data', [1, undefined]],
  ])('has a value that JSON can hold, and not %s', (_, value) => {
    const [line = ''] = calling({ fallback: { value } })
    expect(line).toContain('web › handle › fallback › value: ')
    expect(line).toContain('is no value that JSON can hold')
  })

  it.each([null, 0, '', false, [], {}, { deep: [{ list: [1, 'a', null] }] }])(
    'may be any other: %j',
    value => expect(calling({ fallback: { value } })).toEqual([]),
  )

  it('may name the same thing twice, which is no circle', () => {
    const shared = { price: 1 }
    expect(calling({ fallback: { value: [shared, shared] } })).toEqual([])
  })

  it('by the last good answer says how old that may be', () => {
    expect(calling({ fallback: { lastGood: 0 } }).map(cut)).toEqual([
      'web › handle › fallback › lastGood: 0 is no time at all',
    ])
    expect(calling({ fallback: { lastGood: '1m', otherwise: call('dbb') } })[0]).toContain(
      'did you mean "db"?',
    )
    expect(calling({ fallback: { lastGood: '1m', otherwse: 1 } })[0]).toContain('"otherwise"')
  })

  it('belongs to a service as well as to a publishing', () => {
    const handle = publish('orders', { fallback: { value: 'later' } })
    const web = service({ handle })
    const parts = { users: clients({ rate: '1/s', call: 'web' }), web, orders, mailer }
    expect(told(parts)).toEqual([])
  })
})

/** A mistake without its remedy. */
const cut = (line: string): string => line.split(';')[0]
