/** What compiles of faults as values of properties: the names are those of the system. */
import fc from 'fast-check'
import { expectTypeOf } from 'expect-type'
import { call, clients, type Fault, service, simulate, store, system } from 'gameday'
import { type FaultOptions, faultsFor } from 'gameday/explore'
import { describe, it } from 'vitest'

const shop = system('shop', {
  shoppers: clients({ rate: '10/s', call: 'web', timeout: '1s' }),
  web: service({ handle: [call('db')] }),
  db: store({ time: '5ms' }),
})

describe('faults for a system', () => {
  it('are lists that it can be played with', () => {
    const faults = faultsFor(shop)
    expectTypeOf(faults).toExtend<fc.Arbitrary<readonly Fault[]>>()
    const property = fc.property(faults, faults => {
      simulate(shop, { for: '1s', faults })
    })
    expectTypeOf(property).toExtend<fc.IProperty<[readonly Fault[]]>>()
  })

  it('are aimed at its own targets only', () => {
    faultsFor(shop, { targets: ['db', 'web->db', 'shoppers'], within: '10s' })
    // @ts-expect-error nothing is called dbb
    faultsFor(shop, { targets: ['dbb'] })
    // @ts-expect-error the database calls nobody
    faultsFor(shop, { targets: ['db->web'] })
    // @ts-expect-error they are not aimed at another system
    expectTypeOf(faultsFor(shop)).toExtend<fc.Arbitrary<readonly Fault<'cache'>[]>>()
  })

  it('are of kinds that there are', () => {
    const asked = { kinds: ['slow', 'crash'], magnitude: { by: ['10ms', 2_000] } } as const
    expectTypeOf(asked).toExtend<FaultOptions>()
    // @ts-expect-error there is no such kind
    faultsFor(shop, { kinds: ['slo'] })
    // @ts-expect-error a bound has a unit
    faultsFor(shop, { magnitude: { by: ['10', '20'] } })
  })
})
