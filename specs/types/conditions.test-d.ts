/** C11, D8: what conditions and rules may name, checked by the compiler before anything runs. */
import { expectTypeOf } from 'expect-type'
import {
  allOf,
  breaker,
  call,
  clients,
  type Condition,
  crash,
  dependentsOf,
  errorRate,
  type Fault,
  latency,
  not,
  openBreaker,
  queueOf,
  rate,
  type Rule,
  type Run,
  rule,
  service,
  simulate,
  slow,
  store,
  system,
  upstreamOf,
} from 'gameday'
import { describe, it } from 'vitest'

const shop = system('shop', {
  users: clients({ rate: '100/s', call: 'web' }),
  web: service({ handle: call('db', { breaker: { consecutive: 5, openFor: '1s' } }) }),
  db: store({ time: 5 }),
})
const options = { for: '1m' } as const

describe('a fault by a condition', () => {
  it('is typed by what it is aimed at and by what it asks about', () => {
    const fault = crash('db').when(errorRate('web->db').above('20%'))
    expectTypeOf(fault).toEqualTypeOf<Fault<'db' | 'web->db'>>()
    expectTypeOf(crash('db').until(not(queueOf('web').below(5)))).toEqualTypeOf<
      Fault<'db' | 'web'>
    >()
    expectTypeOf(allOf(queueOf('web').above(5), breaker('web->db').is('open'))).toEqualTypeOf<
      Condition<'web' | 'web->db'>
    >()
  })

  it('asks only about what the system has', () => {
    const known = { ...options, faults: [crash('db').when(queueOf('web').above(5))] }
    expectTypeOf(simulate(shop, known)).toExtend<Run>()
    // @ts-expect-error there is no webb
    simulate(shop, { ...options, faults: [crash('db').when(queueOf('webb').above(5))] })
    // @ts-expect-error there is no such call
    simulate(shop, { ...options, faults: [crash('db').until(errorRate('db->web').above(0.5))] })
    // @ts-expect-error nor is there such a group
    simulate(shop, { ...options, faults: [slow(upstreamOf('dbb'), { by: '1ms' })] })
  })

  it('compares each measure with a limit of its own kind', () => {
    expectTypeOf(queueOf('db').above(100)).toEqualTypeOf<Condition<'db'>>()
    expectTypeOf(rate('db').above('200/s')).toEqualTypeOf<Condition<'db'>>()
    expectTypeOf(latency('p99', 'db').above('500ms')).toEqualTypeOf<Condition<'db'>>()
    // @ts-expect-error a queue has no share
    queueOf('db').above('20%')
    // @ts-expect-error nor a rate a bare number
    rate('db').above(200)
    // @ts-expect-error nor an error rate a duration
    errorRate('db').above('500ms')
    // @ts-expect-error a percentile begins with p
    latency('99', 'db').above('500ms')
    // @ts-expect-error a measure alone is no condition
    crash('db').when(queueOf('db'))
    // @ts-expect-error a breaker has three states
    breaker('web->db').is('ajar')
  })
})

describe('a rule', () => {
  it('is typed by its trigger and its effects', () => {
    const spreads = rule('spreads', {
      when: queueOf('db').above(100),
      effects: [slow(dependentsOf('db'), { factor: 3 }), openBreaker('web->db')],
    })
    expectTypeOf(spreads).toEqualTypeOf<Rule<'db' | 'dependents:db' | 'web->db'>>()
    simulate(shop, { ...options, rules: [spreads] })
    const elsewhere = rule('elsewhere', { when: queueOf('queue').above(1), effects: [crash('db')] })
    // @ts-expect-error there is no queue
    simulate(shop, { ...options, rules: [elsewhere] })
  })
})
