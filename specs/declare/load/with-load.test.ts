/** The same system under another load: all else stays, and what is no load is told. */
import {
  call,
  clients,
  exponential,
  ramp,
  service,
  simulate,
  steps,
  store,
  system,
  systemFrom,
  withLoad,
  work,
} from 'gameday'
import { describe, expect, it } from 'vitest'
import { anything, problemsOf } from '../../kernel/support/mistakes.ts'

const shop = system(
  'shop',
  {
    shoppers: clients({ rate: '20/s', arrivals: 'steady', call: 'web', timeout: '2s' }),
    users: clients({ users: 3, think: '1s', tasks: { buy: { steps: call('web') } }, first: 'buy' }),
    web: service({ handle: [work('1ms'), call('db')] }),
    db: store({ time: '2ms' }),
  },
  { network: { default: '1ms' } },
)

const told = (loads: unknown, of: unknown = shop): string[] =>
  problemsOf(() => withLoad(anything(of), anything(loads))).map(
    ({ what, where = '', fix = '' }) => `${where}: ${what}; ${fix}`,
  )

describe('a system with other load', () => {
  it('has the load of the clients that are named, and all else as it was', () => {
    const busy = withLoad(shop, { shoppers: { rate: '40/s' } })
    const { shoppers, ...others } = shop.parts
    expect(busy.parts).toEqual({ ...others, shoppers: { ...shoppers, rate: '40/s' } })
    expect([busy.name, busy.options]).toEqual([shop.name, shop.options])
    const run = simulate(busy, { for: '1s' })
    expect(run.requests({ class: 'shoppers' }).issued).toBe(40)
    expect(run.requests({ class: 'buy' })).toEqual(
      simulate(shop, { for: '1s' }).requests({ class: 'buy' }),
    )
  })

  it('leaves the system it was made of alone', () => {
    const before = JSON.stringify(shop)
    withLoad(shop, { shoppers: { rate: '40/s' }, users: { users: 9, think: 0 } })
    expect(JSON.stringify(shop)).toBe(before)
  })

  it('may have load of another kind', () => {
    const load = ramp({ from: '10/s', to: '50/s', over: '10s' })
    const other = withLoad(shop, {
      shoppers: { users: 5, think: exponential('1s') },
      users: { load },
    })
    expect(other.parts['shoppers']).toEqual({
      kind: 'clients',
      call: 'web',
      timeout: '2s',
      users: 5,
      think: exponential('1s'),
    })
    expect(other.parts['users']).toEqual({
      kind: 'clients',
      tasks: { buy: { steps: call('web') } },
      first: 'buy',
      load,
    })
    expect(simulate(other, { for: '1s' }).requests().issued).toBeGreaterThan(0)
  })

  it('is the same when the load is', () => {
    const same = withLoad(shop, { shoppers: { rate: '20/s' }, users: undefined })
    expect(simulate(same, { for: '1s' }).digest).toBe(simulate(shop, { for: '1s' }).digest)
  })

  it('may be one that came from JSON', () => {
    const again = systemFrom(JSON.parse(JSON.stringify(shop)))
    const load = steps([{ rate: '10/s', for: '1s' }, { rate: '30/s' }])
    const busy = withLoad(again, { shoppers: { load } })
    expect(simulate(busy, { for: '2s' }).requests({ class: 'shoppers' }).issued).toBe(40)
  })
})

describe('no load', () => {
  it('is told for every name at once', () => {
    expect(told({ web: { rate: '1/s' }, shopers: { rate: '1/s' }, users: '9/s' })).toEqual([
      'withLoad › web: "web" are no clients; write one of "shoppers", "users"',
      'withLoad › shopers: "shopers" are no clients; did you mean "shoppers"?',
      'withLoad › users: "9/s" is no load; ' +
        "write { rate: '500/s' }, { load: ramp({ … }) } or { users: 50, think: '1s' }",
    ])
  })

  it('is what clients would not take either', () => {
    expect(told({ shoppers: { rate: '0/s' } })).toEqual([
      "shoppers: a rate of 0 offers no load; give a rate such as '100/s'",
    ])
    expect(told({ shoppers: { load: '9/s' } }).join()).toContain('is no shape of load')
    expect(told({ shoppers: {} }).join()).toContain('load is either a rate or users')
  })

  it.each([undefined, null, 7, 'shoppers', []])('is %s', loads => {
    expect(told(loads).join()).toContain('gives no clients a load')
  })

  it('is given to what is no system', () => {
    expect(told({ shoppers: { rate: '1/s' } }, { parts: {} }).join()).toContain('is no system')
  })
})
