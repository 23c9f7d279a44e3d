/** F2: error budgets, by occurrences and by time slices, and how quickly they are spent. */
import { clients, errors, goal, simulate, store, system } from 'gameday'
import { describe, expect, it } from 'vitest'
import { broken, nobodyComes, quietEnd } from '../support/outage.ts'

const shop = system('shop', {
  users: clients({ rate: '100/s', arrivals: 'steady', requests: 10_000, call: 'db' }),
  db: store({ time: '1ms' }),
})

/** 100 s, in 30 of which one request in ten fails, and in one of which all do. */
const run = simulate(shop, {
  for: '100s',
  resolution: '1s',
  faults: [errors('db', { rate: 0.1 }).at('20s').for('30s'), errors('db').at('80s').for('1s')],
})

describe('F2: an error budget', () => {
  it('tells another story by time slices than by occurrences', () => {
    const { outcomes } = run.requests()
    const verdict = goal.errorBudget('95%').judge(run)
    expect(verdict).toMatchObject({
      is: 'held',
      evidence: {
        by: 'occurrences',
        total: 10_000,
        good: outcomes.ok,
        spent: expect.closeTo(outcomes.error / 500, 9),
        shares: { occurrences: outcomes.ok / 10_000 },
      },
    })
    // In few of those 30 seconds no more than five of a hundred fail.
    const slices = goal.errorBudget('95%', { timeSlices: {} }).judge(run)
    expect(slices).toMatchObject({ is: 'broken', evidence: { by: 'timeSlices', total: 100 } })
    const lenient = { timeSlices: { of: '10s', target: '50%' } } as const
    expect(goal.errorBudget('95%', lenient).judge(run)).toMatchObject({
      is: 'held',
      evidence: { good: 10, total: 10, spent: 0 },
    })
  })

  it('is spent exactly where the target is met exactly', () => {
    expect(goal.errorBudget('49%').judge(broken)).toMatchObject({
      is: 'held',
      margin: { by: 0, unit: 'share' },
      evidence: { spent: 1, good: 490 },
    })
  })

  it('is unknown where nothing came', () => {
    const verdict = goal.errorBudget('9%', { at: 'db', between: nobodyComes }).judge(quietEnd)
    expect(verdict.is).toBe('unknown')
  })

  it('is none where the target leaves nothing', () => {
    expect(() => goal.errorBudget('100%')).toThrow('leaves no budget')
    const burnRates = [{ rate: 1, long: '5s', short: '6s' }] as const
    expect(() => goal.errorBudget('9%', { burnRates })).toThrow('is no burn rate')
  })

  it.each([
    [{ burnRates: true }, 'true is no list of burn rates'],
    [{ burnRates: [{ rate: 2 }] }, 'a burn rate has a rate, a long window and a short one'],
    [{ timeSlices: '10s' }, '"10s" is no slices'],
    [{ timeSlices: { off: '10s' } }, 'cannot say "off"'],
  ])('is none with %j', (options, what) => {
    expect(() => goal.errorBudget('9%', options as never)).toThrow(what)
  })

  it('is refused where no run could miss it', () => {
    expect(() => goal.errorBudget('0%')).toThrow('at least 0% is good whatever happens')
    const burning = (rate: number) =>
      goal.errorBudget('99%', { burnRates: [{ rate, long: '10s', short: '1s' }] })
    expect(() => burning(100)).toThrow('no alert goes off above a rate of 100')
    expect(() => burning(Infinity)).toThrow('no alert goes off above a rate of 100')
    expect(`${burning(99)}`).toContain('rate: 99')
  })
})

describe('F2: a burn rate', () => {
  const alert = (rate: number) =>
    goal.errorBudget('99%', { burnRates: [{ rate, long: '10s', short: '1s' }] })

  it('sets off an alert where it is too high in a long and in a short window at once', () => {
    // At 81 s one of the last ten seconds was bad: 10 % of them, ten times 1 %.
    const outage = { between: ['60s', '100s'] } as const
    expect(alert(9.9).in(outage).judge(run)).toMatchObject({
      is: 'broken',
      evidence: { alerts: [{ firedMs: 81_000, worst: 10 }] },
      margin: { by: expect.closeTo(-0.1, 9), unit: 'times' },
    })
    expect(alert(10).in(outage).judge(run)).toMatchObject({
      is: 'held',
      evidence: { alerts: [{ firedMs: undefined, worst: 10 }] },
    })
  })

  it('is not seen in the short window once it is over', () => {
    expect(
      alert(0.1)
        .in({ between: ['81s', '100s'] })
        .judge(run),
    ).toMatchObject({
      is: 'held',
      evidence: { alerts: [{ worst: 0 }] },
    })
  })

  it('is unknown where the long window is longer than the part that is judged', () => {
    expect(
      alert(1)
        .in({ between: ['0s', '5s'] })
        .judge(run),
    ).toEqual({
      is: 'unknown',
      reason: 'the longest window is longer than what is judged',
    })
  })
})
