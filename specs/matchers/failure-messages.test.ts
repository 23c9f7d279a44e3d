/** F2: what matchers about failures say when they fail, word for word. */
import { expect } from 'gameday/vitest'
import { goal } from 'gameday'
import { describe, it } from 'vitest'
import { broken, healthy } from '../judge/support/outage.ts'
import { toldBriefly } from './support/told.ts'

describe('a failure', () => {
  it('of recovery', () => {
    expect(toldBriefly(() => expect(broken).toRecoverWithin('2s'))).toMatchInlineSnapshot(`
      "
      shop: recovered in 3s, wanted <= 2s

        goal.availability('99%') held from t=8s on.
        It was broken in 3 of 5 steps from t=5s on.

        held                                 ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁████████████
        fault  ············▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒······························
               errors('db', { rate: 1, code: 500 }).at('2s').for('3s')
               0s                  3.33s               6.67s               10s
      "
    `)
  })

  it('of recovery, by .not, and where there was nothing to recover from', () => {
    const of = goal.latency('p99', '500ms')
    expect(
      toldBriefly(() => expect(broken).not.toRecoverWithin('2s', { of })),
    ).toMatchInlineSnapshot(`
      "
      shop: recovered in 0s, wanted > 2s

        goal.latency('p99', '500ms') held from t=5s on.
        It was broken in 0 of 5 steps from t=5s on.

        held                                 ██████████████████████████████
        fault  ············▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒······························
               errors('db', { rate: 1, code: 500 }).at('2s').for('3s')
               0s                  3.33s               6.67s               10s
      "
    `)
    expect(toldBriefly(() => expect(healthy).toRecoverWithin('2s'))).toMatchInlineSnapshot(`
      "
      shop: unknown, recovery wanted <= 2s

        There was no fault.
        So the goal is neither held nor broken: it fails, with .not as without.
      "
    `)
  })

  it('of a return to the steady state', () => {
    expect(toldBriefly(() => expect(broken).toReturnToSteadyState())).toMatchInlineSnapshot(`
      "
      shop: availability 58% after the faults, 42% worse, wanted at most 10% worse than before

        availability 58%, before 100%: 42% worse.
        p50 10ms, before 10ms: no worse.
        p99 10ms, before 10ms: no worse.
        Before is up to t=2s, after is from t=5s on.

        p99    ████████████▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁██████████████████  max 10ms
        fault  ············▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒······························
               errors('db', { rate: 1, code: 500 }).at('2s').for('3s')
               0s                  3.33s               6.67s               10s
      "
    `)
  })

  it('of a blast radius', () => {
    const limits = { to: ['db'], share: '5%' } as const
    expect(toldBriefly(() => expect(broken).toContainBlastRadius(limits))).toMatchInlineSnapshot(`
      "
      shop: 2 components hit, 51% of requests failed, wanted at most db and 5% of requests

        Less than 99% was served by web (49% served), db (98% served).
        Not to be hit: web.
        510 of 1,000 requests failed.

        failing  ▁▁▁▁▁▁▁▁▁▁▁▁██████████████████████████████▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁  max 100%
        fault    ············▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒······························
                 errors('db', { rate: 1, code: 500 }).at('2s').for('3s')
                 0s                  3.33s               6.67s               10s
      "
    `)
  })

  it('of graceful degradation', () => {
    expect(toldBriefly(() => expect(broken).toDegradeGracefully('90%'))).toMatchInlineSnapshot(`
      "
      shop: served 0%, 0 degraded, 300 failed, wanted >= 90%, degraded rather than failed

        300 requests while a fault was in force: 0 ok, 0 degraded, 300 failed.

        avail  ████████████▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▇▇▇▇▇▇████████████  min 0%
        fault  ············▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒······························
               errors('db', { rate: 1, code: 500 }).at('2s').for('3s')
               0s                  3.33s               6.67s               10s
      "
    `)
  })
})
