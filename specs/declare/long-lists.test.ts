/** Recordings are long: lists of many thousands of numbers are read as short ones are. */
import { describe, expect, it } from 'vitest'
import { clients, empirical, simulate, store, system, trace } from 'gameday'

/** More than a function can have arguments. */
const MANY = 300_000

describe('a list of 300,000 numbers', () => {
  it('is read as moments of arrival, and as samples', () => {
    const arrivals = Array.from({ length: MANY }, (_, i) => i / 100)
    const shop = system('shop', {
      users: clients({ load: trace({ arrivals }), call: 'db' }),
      db: store({ time: empirical({ samples: arrivals.map(() => 1) }) }),
    })
    expect(simulate(shop, { for: '100ms' }).requests().issued).toBe(10_000)
  })

  it.each([Float64Array, Float32Array, Int32Array])('is read from a %o, too', Numbers => {
    const samples = Numbers.from([4, 31, 5])
    expect(empirical({ samples })).toEqual(empirical({ samples: [4, 31, 5] }))
    const under = (arrivals: readonly number[] | Float64Array) =>
      system('shop', {
        users: clients({ load: trace({ arrivals }), call: 'db' }),
        db: store({ time: '1ms' }),
      })
    const arrivals = Numbers.from([0, 2, 7]) as Float64Array
    expect(under(arrivals).data).toEqual(under([0, 2, 7]).data)
    expect(simulate(under(arrivals), { for: '1s' }).requests().issued).toBe(3)
  })
})
