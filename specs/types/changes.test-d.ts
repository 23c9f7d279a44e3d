/** What compiles of changes: the options of a component, or of a call, and names of the system. */
import { expectTypeOf } from 'expect-type'
import {
  call,
  type Change,
  change,
  clients,
  type FaultRecord,
  service,
  simulate,
  store,
  system,
} from 'gameday'
import { describe, it } from 'vitest'

const shop = system('shop', {
  users: clients({ rate: '10/s', call: 'web' }),
  web: service({ handle: call('db') }),
  db: store({ time: '5ms' }),
})

describe('a change', () => {
  it('has the options of what it changes', () => {
    change('db', { concurrency: 4, queue: 'unbounded', rateLimit: { rate: '5/s' } })
    const call = change('web->db', { timeout: '1s', retry: { attempts: 2 }, breaker: null })
    expectTypeOf(call).toEqualTypeOf<Change<'web->db'>>()
    // @ts-expect-error a component has no time-out of its own
    change('db', { timeout: '1s' })
    // @ts-expect-error a call has no slots
    change('web->db', { concurrency: 4 })
    // @ts-expect-error a time has a unit
    change('web->db', { timeout: '1' })
  })

  it('is of a part of the system', () => {
    const run = simulate(shop, { for: '1s', changes: [change('db', { queue: 5 }).at('500ms')] })
    expectTypeOf(run.changes).toExtend<readonly FaultRecord[]>()
    simulate(shop, { for: '1s', changes: [change('web->db', { timeout: null })], strict: false })
    // @ts-expect-error nothing is called dbb
    simulate(shop, { for: '1s', changes: [change('dbb', { queue: 5 })] })
    // @ts-expect-error the database calls nobody
    simulate(shop, { for: '1s', changes: [change('db->web', { timeout: '1s' })] })
  })
})
