/** F8 Loads made up for a system: from the declared rate upwards, as a person would write them. */
import fc from 'fast-check'
import { clients, diurnal, type OpenLoad, simulate, store, system, withLoad } from 'gameday'
import { loadsFor, type LoadShapeName } from 'gameday/explore'
import { describe, expect, it } from 'vitest'
import { anything, problemsOf } from '../../kernel/support/mistakes.ts'
import { drawn, evaluated, least, printed } from './support/evaluated.ts'

const shop = system('shop', {
  shoppers: clients({ rate: '100/s', call: 'db', timeout: '1s' }),
  db: store({ concurrency: 1, queue: 10, time: '5ms' }),
})

const loads = loadsFor(shop, { most: '400/s', within: '20s' })

const shapeOf = (load: OpenLoad): string => ('rate' in load ? 'constant' : load.load.shape)

/** Every rate in a load, in requests a second. */
const ratesIn = (load: OpenLoad): number[] =>
  [...JSON.stringify(load).matchAll(/"([\d.]+)\/s"/g)].map(([, rate]) => Number(rate))

describe('F8 loads', () => {
  it('are steady or change over time, in every way', () => {
    const shapes: LoadShapeName[] = ['constant', 'spike', 'ramp', 'steps', 'burst', 'diurnal']
    expect(new Set(drawn(loads).map(shapeOf))).toEqual(new Set(shapes))
  })

  it('go from the declared rate to the most, in round numbers', () => {
    const rates = new Set(drawn(loads).flatMap(ratesIn))
    expect([...rates].sort((a, b) => a - b)).toEqual([100, 150, 200, 250, 300, 350, 400])
  })

  it('are the same for the same seed', () => {
    expect(drawn(loads).map(printed)).toEqual(drawn(loads).map(printed))
  })

  it('print as they are declared', () => {
    for (const load of drawn(loads, 200)) expect(evaluated(printed(load))).toEqual(load)
    const spikes = loadsFor(shop, { most: '400/s', within: '20s', shapes: ['spike'] })
    expect(printed(drawn(spikes, 1)[0])).toMatchInlineSnapshot(
      `"{ load: spike({ from: '100/s', to: '400/s', at: '0s', for: '20s' }) }"`,
    )
  })

  it('are taken by withLoad and by clients, over in time', () => {
    for (const load of drawn(loads, 200)) {
      const other = withLoad(shop, { shoppers: load })
      const same = system('shop', {
        shoppers: clients({ ...load, call: 'db', timeout: '1s' }),
        db: store({ concurrency: 1, queue: 10, time: '5ms' }),
      })
      expect(JSON.stringify(same.data)).toBe(JSON.stringify(other.data))
    }
  })

  it('fit whatever rate there is, and whatever time', () => {
    const options = fc.record({
      declared: fc.constantFrom('1/h', '0.0003/h', '3/s', '0.7/s', '123.4/s', '90/m', '2/ms'),
      times: fc.constantFrom(1, 1.01, 2, 10, 5_000),
      within: fc.constantFrom(1, 7, '333ms', '1s', '10s', '5m', '24h'),
    })
    fc.assert(
      fc.property(options, fc.nat(), ({ declared, times, within }, seed) => {
        const [amount, unit] = declared.split('/')
        const most = `${Number(amount) * times * 1.000_001}/${unit}`
        const small = system('small', {
          users: clients({ rate: declared as '1/s', call: 'db' }),
          db: store({ time: 1 }),
        })
        const any = loadsFor(small, { most: most as '1/s', within: within as '1s' })
        for (const load of drawn(any, 30, seed)) {
          withLoad(small, { users: load })
          expect(evaluated(printed(load))).toEqual(load)
        }
      }),
      { seed: 1, numRuns: 60 },
    )
  })

  it('shrink to the simplest load with which it still breaks', () => {
    expect(least(loads, () => true)).toEqual({ rate: '100/s' })
    const isOverloaded = (load: OpenLoad): boolean =>
      simulate(withLoad(shop, { shoppers: load }), { for: '5s' }).availability()! < 0.99
    expect(least(loads, isOverloaded)).toEqual({ rate: '200/s' })
    const isSpike = (load: OpenLoad): boolean => shapeOf(load) === 'spike'
    expect(printed(least(loads, isSpike))).toBe(
      "{ load: spike({ from: '100/s', to: '150/s', at: '0s', for: '1s' }) }",
    )
  })

  it('are of the shapes that are asked for, up to ten times the declared rate', () => {
    const steady = loadsFor(shop, { shapes: ['constant'] })
    expect(Math.max(...drawn(steady).flatMap(ratesIn))).toBe(1_000)
    expect(new Set(drawn(steady).map(shapeOf))).toEqual(new Set(['constant']))
  })

  it('are all the same where the most is what is declared', () => {
    const all = drawn(loadsFor(shop, { most: '100/s' }))
    expect(new Set(all.map(printed))).toEqual(new Set(["{ rate: '100/s' }"]))
  })

  it('begin at the mean of a load that changes already', () => {
    const load = diurnal({ low: '10/s', high: '90/s' })
    const daily = system('daily', { users: clients({ load, call: 'db' }), db: store({ time: 1 }) })
    expect(least(loadsFor(daily), () => true)).toEqual({ rate: '50/s' })
  })
})

describe('F8 wrong options of loads', () => {
  const two = system('two', {
    shoppers: clients({ rate: '100/s', call: 'db' }),
    robots: clients({ rate: '5/s', call: 'db' }),
    people: clients({ users: 5, think: '1s', call: 'db' }),
    db: store({ time: 1 }),
  })
  const told = (options: unknown, of: unknown = two): string[] =>
    problemsOf(() => loadsFor(anything(of), anything(options))).map(
      ({ what, where = '', fix = '' }) => `${where}: ${what}; ${fix}`,
    )

  it('leave open whose load it is', () => {
    expect(told({})).toEqual([
      'loadsFor › clients: shoppers, robots have a rate each; ' +
        "write whose load it is: clients: 'shoppers'",
    ])
    expect(told({ clients: 'people' })[0]).toContain('people are users who think')
    expect(told({ clients: 'shopers' })[0]).toContain('did you mean "shoppers"?')
    expect(told({ clients: 'robots' })).toEqual([])
  })

  it('are told all at once', () => {
    const wrong = { clients: 'db', most: '9', within: 0, shapes: ['spikes'], mots: 1 }
    const all = told(wrong).join('\n')
    for (const part of ['"db" are no clients', 'most', 'within', '"spikes"', 'mots']) {
      expect(all).toContain(part)
    }
  })

  it('ask for less than what is declared', () => {
    expect(told({ clients: 'robots', most: '1/s' })).toEqual([
      'loadsFor › most: 1/s is below the declared rate of 5/s; ' +
        "write a rate from there on, as in most: '10/s'",
    ])
  })

  it('are no options, or are of no system', () => {
    expect(told(7).join()).toContain('is no set of options')
    expect(told({ most: '9' }, {}).join('\n')).toMatch(/is no system.*\n.*most/)
  })
})
