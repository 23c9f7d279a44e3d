/** F2: what matchers about states say when they fail, word for word. */
import { allOf, breaker, errorRate, latency, not, queueOf, simulate } from 'gameday'
import { expect } from 'gameday/vitest'
import { describe, it } from 'vitest'
import { broken, quietEnd, shop } from '../judge/support/outage.ts'
import { told } from './support/told.ts'

describe('a failure', () => {
  it('of a state that was to be reached', () => {
    const failing = () => expect(broken).toReach(queueOf('db').above(50))
    expect(told(failing)).toMatchInlineSnapshot(`
      "
      shop: queueOf('db').above(50) never held, wanted at some time

        queueOf('db') came to 0 at most, at t=0s; asked for above 50.

        value  ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁  queueOf('db')
        fault  ············▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒······························
               errors('db', { rate: 1, code: 500 }).at('2s').for('3s')
               0s                  3.33s               6.67s               10s

        What happened
          web->db  499 calls rejected by the open breaker
                   1 call rejected by the half-open breaker beside its probes
                   breaker opened once, first at t=2.09s
          web      500 answers with error 503
      "
    `)
  })

  it('of a state that was not to be reached', () => {
    const condition = allOf(
      errorRate('shoppers', { over: '1s' }).above('50%'),
      not(breaker('web->db').is('closed')),
    )
    expect(told(() => expect(broken).not.toReach(condition))).toMatchInlineSnapshot(`
      "
      shop: the state held from t=2.09s on, for 4.91s in all, wanted at no time

        The state is allOf(errorRate('shoppers', { over: '1s' }).above(0.5),
          not(breaker('web->db').is('closed'))).
        errorRate('shoppers', { over: '1s' }) came to 100% at most, at t=2s; asked for above 50%.

        value  ▁▁▁▁▁▁▁▁▁▁▁▁██████████████████████████████▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁
               errorRate('shoppers', { over: '1s' })
        fault  ············▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒······························
               errors('db', { rate: 1, code: 500 }).at('2s').for('3s')
               0s                  3.33s               6.67s               10s

        What happened
          web->db  499 calls rejected by the open breaker
                   1 call rejected by the half-open breaker beside its probes
                   breaker opened once, first at t=2.09s
          web      500 answers with error 503
      "
    `)
  })

  it('of a state without a number', () => {
    const failing = () => expect(broken).not.toReach(breaker('web->db').is('open'))
    expect(told(failing).split('\n').slice(3, 5)).toMatchInlineSnapshot(`
      [
        "  held   ▁▁▁▁▁▁▁▁▁▁▁▁███████████████████████████████▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁",
        "  fault  ············▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒······························",
      ]
    `)
  })

  it('of a state of which nothing was to be seen', () => {
    const late = { between: ['10s', '12s'] } as const
    const condition = latency('p99', 'web', { over: '1s' }).above('1s')
    expect(told(() => expect(quietEnd).toReach(condition, late))).toMatchInlineSnapshot(`
      "
      shop, after t=10s: unknown, the state wanted at some time

        There was nothing to measure.
        So the goal is neither held nor broken: it fails, with .not as without.
      "
    `)
  })

  it('of coverage, over one run and over several', () => {
    const calm = simulate(shop, { for: '10s', resolution: '1s', seed: 1 })
    expect(told(() => expect(calm).toCover())).toMatchInlineSnapshot(`
      "
      shop: 0 of 2 policies and faults exercised, wanted each of them exercised

        timeout of web->db had nothing to do; slow('db', { by: '250ms' }) would exercise it.
        breaker of web->db had nothing to do; errors('db') would exercise it.
      "
    `)
    const several = told(() => expect([calm, broken]).toCover())
    expect(several.split('\n').slice(1, 2)).toMatchInlineSnapshot(`
      [
        "shop: in 2 runs 2 of 3 policies and faults exercised, wanted each of them exercised",
      ]
    `)
    expect(told(() => expect(broken).not.toCover({ except: ['timeout'] }))).toContain(
      'shop: 2 of 2 policies and faults exercised, wanted some of them left out',
    )
  })
})
