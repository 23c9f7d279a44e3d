/** F8: what broke once is played again before anything new. */
import { crash, type Fault } from 'gameday'
import { exploration, search } from 'gameday/explore'
import { expect as check } from 'gameday/vitest'
import { describe, expect, it } from 'vitest'
import { bistro, shortly } from '../support/bistro.ts'

describe('F8 known counterexamples', () => {
  const known = (faults: readonly Fault[] = [crash('waiter').at('5s').for('5s')]) => ({
    all: () => [{ code: 'bistro-1', schedule: { seed: '7', faults } }],
    keep: () => undefined,
    warnings: ['one was corrupt'],
  })

  it('run before all else, and one that still breaks is the counterexample', async () => {
    const explored = exploration(bistro, {
      ...shortly,
      holds: run => check(run).toStayAvailable('90%'),
    })
    const findings = await search(explored, { known: known() })
    expect(findings).toMatchObject({
      known: { played: 1, held: 0 },
      totals: { trials: 0 },
      counterexample: { trial: null, verdict: 'broken' },
    })
  })

  it('are counted when they hold, and the search goes on', async () => {
    const explored = exploration(bistro, {
      ...shortly,
      runs: 10,
      holds: run => run.requests().issued > 0,
    })
    const findings = await search(explored, { known: known() })
    expect(findings).toMatchObject({ known: { played: 1, held: 1 }, totals: { trials: 10 } })
    expect(findings.warnings).toEqual(['one was corrupt'])
  })

  it('that no longer fit the system are left out, and that is told', async () => {
    const explored = exploration(bistro, {
      ...shortly,
      runs: 10,
      holds: run => run.requests().issued > 0,
    })
    const findings = await search(explored, { known: known([crash('cellar').for('1s')]) })
    expect(findings.known).toEqual({ played: 0, held: 0 })
    expect(findings.warnings[1]).toContain('nothing named "cellar"')
  })

  it('that strike nobody by now are left out: that they hold says nothing', async () => {
    const explored = exploration(bistro, {
      ...shortly,
      runs: 3,
      holds: run => run.requests().issued > 0,
    })
    const between = known([crash('waiter').at('0ms').for('1ns')])
    const findings = await search(explored, { known: between })
    expect(findings.known).toEqual({ played: 0, held: 0 })
    expect(findings.warnings[1]).toBe(
      'bistro-1 is left out: none of its faults touches anything by now.',
    )
  })

  it('of longer runs are left out, for a fault that never strikes breaks nothing', async () => {
    const explored = exploration(bistro, {
      ...shortly,
      runs: 3,
      holds: run => run.requests().issued > 0,
    })
    const late = known([crash('waiter').at('20s').for('5s')])
    const findings = await search(explored, { known: { ...late, keep: () => undefined } })
    expect(findings.known).toEqual({ played: 0, held: 0 })
    expect(findings.warnings[1]).toBe(
      "bistro-1 is left out: a run of 20s ends before crash('waiter').at('20s').for('5s').",
    )
  })

  it('after which a run leaves no time to recover are left out, too', async () => {
    const explored = exploration(bistro, {
      ...shortly,
      runs: 3,
      settle: '5s',
      holds: run => run.requests().issued > 0,
      recovers: () => false,
    })
    const late = known([crash('waiter').at('10s').for('5s')])
    const findings = await search(explored, { known: { ...late, keep: () => undefined } })
    expect(findings.known.played).toBe(0)
    expect(findings.warnings[1]).toContain('a run of 20s ends before it could have recovered')
  })
})
