/** F8: a search finds what was planted, says what it has seen, and is the same every time. */
import { exploration, type ExploreOptions, search } from 'gameday/explore'
import { expect as check } from 'gameday/vitest'
import { describe, expect, it } from 'vitest'
import { LocalPlayer } from '../../../src/explore/search/local-player.ts'
import { bistro, inAnotherOrder, patientBistro, searched, shortly } from '../support/bistro.ts'

const serving: ExploreOptions['holds'] = run => check(run).toStayAvailable('90%')

describe('F8 a search', () => {
  it('finds the weakness, and the least that shows it', async () => {
    const { counterexample, totals } = await search(patientBistro, {
      ...shortly,
      kinds: ['slow'],
      holds: serving,
    })
    expect(counterexample).toMatchObject({
      verdict: 'broken',
      goal: 'holds',
      shrinking: { isMinimal: true },
    })
    expect(counterexample?.message).toContain('wanted >= 90%')
    expect(counterexample?.faults).toHaveLength(1)
    expect(counterexample?.faults[0].cause.kind).toBe('slow')
    expect(totals.trials).toBe((counterexample?.trial ?? NaN) + 1)
  })

  it('says how much it covered when everything held', async () => {
    const { ending, of, totals, pairs, counterexample } = await searched()
    expect({ ending, of, counterexample }).toEqual({
      ending: 'done',
      of: 96,
      counterexample: undefined,
    })
    expect(totals.verdicts).toEqual({
      held: 96,
      broken: 0,
      unknown: 0,
      threw: 0,
      unfinished: 0,
      endless: 0,
      flaky: 0,
    })
    expect(pairs.touched).toBeGreaterThan(0.5 * pairs.possible)
    expect(pairs.touched).toBeLessThanOrEqual(pairs.possible)
  })

  it('finds the same every time, and something else with another seed', async () => {
    const options = { holds: serving, kinds: ['slow', 'surge', 'crash'] } as const
    const [first, again, other] = [
      await searched(options),
      await searched(options),
      await searched({ ...options, seed: 'another' }),
    ]
    expect(JSON.stringify(again)).toBe(JSON.stringify(first))
    expect(JSON.stringify(other.totals)).not.toBe(JSON.stringify(first.totals))
  })

  it('finds the same in whichever order its trials are played', async () => {
    const explored = exploration(bistro, { ...shortly, holds: run => run.requests().issued > 0 })
    const player = inAnotherOrder(new LocalPlayer(explored))
    expect(JSON.stringify(await search(explored, { player }))).toBe(
      JSON.stringify(await search(explored)),
    )
  })

  it('begins with nothing going wrong, and says when even then a goal does not hold', async () => {
    const { counterexample } = await searched({ holds: run => run.availability() === 2 })
    expect(counterexample).toMatchObject({ trial: 0, faults: [], verdict: 'broken' })
    expect(counterexample?.shrinking.isMinimal).toBe(true)
  })

  it('asks whether the system recovers once every fault is over', async () => {
    const windows: unknown[] = []
    const { counterexample } = await search(patientBistro, {
      ...shortly,
      settle: '1s',
      holds: run => run.requests().issued > 0,
      recovers: (run, calm) => {
        windows.push(calm.between)
        check(run).toStayAvailable('99.9%', calm)
      },
    })
    expect(counterexample).toMatchObject({ goal: 'recovers', verdict: 'broken' })
    expect(windows.every(window => (window as number[])[1] === 20_000)).toBe(true)
  })

  it('names what was to be seen sometimes and never was', async () => {
    const { never, totals, verdict } = await searched({
      sometimes: {
        'the breaker opened': run => run.on('waiter->kitchen').breaker.length > 0,
        'it rained': () => false,
        toString: () => false,
      },
    })
    expect([verdict, never]).toEqual(['unknown', ['it rained', 'toString']])
    expect(totals.reached['the breaker opened']).toBeGreaterThan(0)
  })
})
