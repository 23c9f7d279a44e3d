/** F13: which goals a system takes, as the compiler sees it. */
import {
  allOf,
  breaker,
  call,
  clients,
  goal,
  type Goal,
  goalFrom,
  type Margin,
  queueOf,
  rate,
  service,
  store,
  system,
} from 'gameday'
import { experiment, explore } from 'gameday/explore'
import { describe, expectTypeOf, it } from 'vitest'

const shop = system('shop', {
  shoppers: clients({ rate: '100/s', call: 'web' }),
  web: service({ handle: [call('db', { breaker: { consecutive: 5, openFor: '5s' } })] }),
  db: store({ time: '5ms' }),
})

describe('goals of a hypothesis', () => {
  it('may use the names of the system', () => {
    const holds = [
      goal.availability('99%', { at: 'db' }),
      goal.latency('p99', '1s', { on: 'web->db', between: ['1s', '2s'] }),
      goal.trips('web->db', { within: '5s' }),
      goal.availability('99%'),
      goal.recovers('5s', { of: goal.availability('99%', { at: 'db' }) }),
      goal.blastRadius({ to: ['db'] }),
      goal.reaches(queueOf('db').above(5)),
      goal.covers(),
      goal.covers({ except: ['hedge', 'crash', 'faults', 'db', 'web->db'] }),
      goal.reaches(allOf(rate('shoppers').above('1/s'), breaker('web->db').is('open'))),
    ]
    expectTypeOf(experiment(shop, { for: '1m', holds }).name).toBeString()
    expectTypeOf(explore<NonNullable<(typeof shop)['names']>>).toBeFunction()
  })

  it('use no names that the system does not have', () => {
    const other = goal.availability('99%', { at: 'dbb' })
    expectTypeOf(other.kind).toEqualTypeOf<'availability'>()
    // @ts-expect-error: there is no such component
    experiment(shop, { for: '1m', holds: goal.availability('99%', { at: 'dbb' }) })
    // @ts-expect-error: there is no such call
    experiment(shop, { for: '1m', holds: [goal.trips('web->dbb')] })
    // @ts-expect-error: there is no such component in the goal that is to hold again
    experiment(shop, { for: '1m', holds: goal.recovers('5s', { of: other }) })
    // @ts-expect-error: there is no such component
    experiment(shop, { for: '1m', holds: goal.blastRadius({ to: ['dbb'] }) })
    // @ts-expect-error: there is no such call to leave out
    experiment(shop, { for: '1m', holds: goal.covers({ except: ['web->dbb'] }) })
    // @ts-expect-error: there is no such component to measure
    experiment(shop, { for: '1m', holds: goal.reaches(queueOf('dbb').above(5)) })
    // @ts-expect-error: there is no such class of requests
    void explore(shop, { for: '1m', holds: goal.latency('p99', '1s', { class: 'checkout' }) })
    // @ts-expect-error: nor when all is well again
    void explore(shop, { for: '1m', holds: [], recovers: goal.availability('99%', { at: 'x' }) })
  })

  it('fit any system when they come from JSON: names are seen when a run is judged', () => {
    const read = goalFrom(JSON.parse('{}'))
    expectTypeOf(experiment(shop, { for: '1m', holds: read }).name).toBeString()
  })

  it('say what they are', () => {
    expectTypeOf(goal.latency('p99', '1s').kind).toEqualTypeOf<'latency'>()
    expectTypeOf(goal.latency('p99', '1s').data.limitMs).toBeNumber()
    expectTypeOf(goal.availability('9%')).toExtend<Goal>()
    expectTypeOf<Margin['by']>().toBeNumber()
  })
})
