/** What a matcher says of a circuit breaker, word for word. */
import { call, clients, errors, like, simulate, slow, store, system } from 'gameday'
import { expect } from 'gameday/vitest'
import { describe, it } from 'vitest'
import { broken, nobodyComes, outage, quietEnd, shop } from '../judge/support/outage.ts'
import { told, toldInFull } from './support/told.ts'

const brief = simulate(shop, {
  for: '10s',
  resolution: '1s',
  seed: 1,
  strict: false,
  faults: [errors('db').at('2s').for('90ms'), slow('web', { by: '1ms' }).at('9992ms').for('2ms')],
})

describe('a breaker', () => {
  it('that never opens', () => {
    const failing = () => expect(brief).toTripCircuit('web->db', { within: '5s' })
    expect(told(failing)).toMatchInlineSnapshot(`
      "
      shop: breaker of web->db never opened, wanted it open within 5s of the first fault

        Rule: opens after 10 failures in a row; stays open 5s, then lets 1 probe through.
        1,000 attempts: 991 ok, 9 error.
        The first attempt failed at t=2s. The first fault began at t=2s.
        slow('web', { by: '1ms' }).at('9992ms').for('2ms') tested nothing: it touched nothing.

        failing  ▁▁▁▁▁▁▁▁▁▁▁▁█▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁  max 9 per slot
        breaker  ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁  ▄ half-open  █ open
        fault    ············▒···············································
                 errors('db', { rate: 1, code: 500 }).at('2s').for('90ms')
        fault    ···························································▒
                 slow('web', { by: '1ms' }).at('9992ms').for('2ms')
                 0s                  3.33s               6.67s               10s

        What happened
          db  9 answers with error 500

        Same seed, one change
          none of 13 changes that were tried holds, in 14 runs
          to search further: await remedies(system, { for: …, faults: […], goal: … })
      "
    `)
  })

  it('that opens too late', () => {
    const failing = () => expect(broken).toTripCircuit('web->db', { within: '50ms' })
    expect(told(failing).split('\n')[1]).toMatchInlineSnapshot(
      `"shop: breaker of web->db opened 90ms after the first fault, wanted it open within 50ms"`,
    )
  })

  it('that opens, by .not', () => {
    expect(told(() => expect(broken).not.toTripCircuit('web->db'))).toMatchInlineSnapshot(`
      "
      shop: breaker of web->db opened at t=2.09s, wanted it to stay closed

        Rule: opens after 10 failures in a row; stays open 5s, then lets 1 probe through.
        500 attempts: 490 ok, 10 error.
        The first attempt failed at t=2s.

        failing  ▁▁▁▁▁▁▁▁▁▁▁▁██████▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁  max 10 per slot
        breaker  ▁▁▁▁▁▁▁▁▁▁▁▁███████████████████████████████▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁  ▄ half-open  █ open
        fault    ············▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒······························
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

  it('that was open already when the window began', () => {
    const failing = () => expect(broken).toTripCircuit('web->db', { after: outage })
    expect(told(failing)).toMatchInlineSnapshot(`
      "
      shop, after t=5s: unknown, wanted the breaker of web->db to open

        The breaker of web->db stood open already when that part of the run began.
        So the goal is neither held nor broken: it fails, with .not as without.
      "
    `)
    expect(told(() => expect(broken).not.toTripCircuit('web->db', { after: outage }))).toContain(
      'stood open already',
    )
  })

  it('of a call that was not made', () => {
    const never = { within: '5s', between: nobodyComes } as const
    expect(told(() => expect(quietEnd).toTripCircuit('web->db', never))).toMatchInlineSnapshot(`
      "
      shop, after t=10s: unknown, wanted the breaker of web->db to open within 5s

        No call web->db was made in that part of the run.
        So the goal is neither held nor broken: it fails, with .not as without.
      "
    `)
    expect(told(() => expect(quietEnd).not.toTripCircuit('web->db', never))).toContain(
      'not to open',
    )
  })
})

describe('a test named "$(quoted)" & `marked up`', () => {
  it("isn't lost\n <b>on</b> the way \u001B[31m", () => {
    const text = toldInFull(() => expect(broken).toStayAvailable('99%'))
    const quoted = "'isn'\\''t lost[^] <b>on</b> the way [^]\\[31m'"
    expect(text).toContain(`specs/matchers/circuit-messages.test.ts -t ${quoted}\n`)
  })
})

describe('the rule of a breaker', () => {
  it.each([
    [
      { lastCalls: 20, slowCallRate: '80%', slowCallDuration: '2s', openFor: ['1s', '1m'] },
      'opens when, of the last 20 calls, 80% took longer than 2s; ' +
        'stays open 1s, then 1m, then lets 1 probe through.',
    ],
    [
      { lastCalls: 20, minimumCalls: 5, failureRate: '50%', openFor: { base: '1s', cap: '1m' } },
      'opens when, of the last 20 calls (at least 5), 50% failed; ' +
        'stays open 1s and longer each time up to 1m, then lets 1 probe through.',
    ],
    [
      like.resilience4j({ slidingWindowType: 'TIME_BASED', minimumNumberOfCalls: 50 }),
      'opens when, of at least 50 calls in 100s, 50% failed or 100% took longer than 1m; ' +
        'stays open 1m, then lets 10 probes through.',
    ],
    [
      like.opossum({ volumeThreshold: 10 }),
      'opens when, of at least 10 calls in 10s, more than 50% failed; ' +
        'stays open 30s, then lets 1 probe through.',
    ],
    [{ consecutive: 5, openFor: '1s', mode: 'metricsOnly' }, 'counts only, and never opens.'],
  ] as const)('is told as a sentence: %j', (breaker, sentence) => {
    const guarded = system('guarded', {
      users: clients({ rate: '1/s', arrivals: 'steady', call: call('db', { breaker }) }),
      db: store({ time: '1ms' }),
    })
    const run = simulate(guarded, { for: '2s' })
    const text = told(() => expect(run).toTripCircuit('users->db'))
    expect(text.replace(/\n +/g, ' ')).toContain(`Rule: ${sentence}`)
  })
})
