/** A11 load: users who come and go by stages, and arrivals with gaps of a law. */
import {
  change,
  clients,
  constant,
  erlang,
  ramp,
  type Run,
  simulate,
  store,
  surge,
  system,
  systemFrom,
  type UserStage,
  withLoad,
} from 'gameday'
import { describe, expect, it } from 'vitest'
import { problemsOf } from '../../kernel/support/mistakes.ts'
import { story } from '../support/story.ts'

const db = store({ time: '10ms', concurrency: 100 })

const staged = (...users: readonly UserStage[]) =>
  system('staged', { users: clients({ users, think: '90ms', call: 'db' }), db })

const begun = (run: Run): number[] => story(run).map(([at]) => at)

describe('A11 users over time', () => {
  it('come one after another at equal distances, think first, and stay in the end', () => {
    const run = simulate(staged({ to: 2, over: '100ms' }), { for: '400ms', trace: true })
    expect(begun(run)).toEqual([140, 190, 240, 290, 340, 390])
  })

  it('go one after another, each when its task is done; who thinks does not begin another', () => {
    const stages = [
      { to: 2, over: 0 },
      { to: 2, over: '150ms' },
      { to: 0, over: '100ms' },
    ] as const
    const run = simulate(staged(...stages), { for: '1s', trace: true })
    // From 200 on there is one, from 250 on none: both began at 90 and, of two, both at 190.
    expect(begun(run)).toEqual([90, 90, 190, 190])
  })

  it('come back: k6 counts them the same way', () => {
    const stages = [
      { to: 10, over: '1s' },
      { to: 10, over: '3s' },
      { to: 0, over: '1s' },
      { to: 5, over: '500ms' },
    ] as const
    const run = simulate(staged(...stages), { for: '9s' })
    const each = run.series('rate', { every: '1s' }).map(({ value }) => value)
    // Each user does ten tasks a second.
    expect(each.slice(1, 4)).toEqual([100, 100, 100])
    expect(each.slice(6)).toEqual([50, 50, 50])
    expect(each[0]).toBeLessThan(50)
  })

  it('are so many times as many in a surge, whatever the stage', () => {
    const crowd = staged({ to: 4, over: 0 }, { to: 4, over: '2s' }, { to: 2, over: 0 })
    const fault = surge('users', { factor: 3 }).at('1s').for('3s')
    const run = simulate(crowd, { for: '6s', faults: [fault] })
    const each = run.series('rate', { every: '500ms' }).map(({ value }) => value)
    expect([each[1], each[3], each[6], each[10]]).toEqual([40, 120, 60, 20])
  })

  it('are as many as a change says while it is in force, then as many as the stages say', () => {
    const crowd = staged({ to: 2, over: 0 }, { to: 2, over: '1.5s' }, { to: 4, over: 0 })
    const changes = [change('users', { users: 6 }).at('1s').for('1s')]
    const run = simulate(crowd, { for: '4s', changes })
    const each = run.series('rate', { every: '500ms' }).map(({ value }) => value)
    expect([each[1], each[3], each[6]]).toEqual([20, 60, 40])
  })

  it('are the same from JSON, and may take the place of other load', () => {
    const shop = staged({ to: 3, over: '1s' })
    const again = systemFrom(JSON.parse(JSON.stringify(shop)))
    expect(simulate(again, { for: '2s' }).digest).toBe(simulate(shop, { for: '2s' }).digest)
    const open = system('staged', { users: clients({ rate: '5/s', call: 'db' }), db })
    const other = withLoad(open, { users: { users: [{ to: 3, over: '1s' }], think: '90ms' } })
    expect(simulate(other, { for: '2s' }).digest).toBe(simulate(shop, { for: '2s' }).digest)
  })

  it('that never come are told, and so are stages that are none', () => {
    const told = (users: unknown) =>
      problemsOf(() => staged(...(users as UserStage[]))).map(({ what }) => what)
    expect(told([{ to: 0, over: '1s' }])).toEqual(['no user ever comes'])
    expect(told([])).toHaveLength(1)
    expect(told([{ to: 2.5, over: '1s' }])).toHaveLength(1)
    expect(told([{ to: 2 }])).toHaveLength(1)
  })
})

describe('A11 renewal arrivals', () => {
  const paced = (load: object) =>
    system('paced', { users: clients({ ...(load as { rate: '1/s' }), call: 'db' }), db })

  it('have gaps of the law, as long in the mean as the rate says', () => {
    const same = paced({ rate: '10/s', arrivals: constant('7h') })
    expect(begun(simulate(same, { for: '450ms', trace: true }))).toEqual([100, 200, 300, 400])
    const smooth = paced({ rate: '100/s', arrivals: erlang({ stages: 4, mean: '1ms' }) })
    const at = begun(simulate(smooth, { for: '100s', trace: true }))
    const gaps = at.slice(1).map((time, i) => time - at[i])
    const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length
    const variance = gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length
    // 10,000 gaps: the mean is 10 ms, and the deviation half of it, each within 4 %.
    expect(Math.abs(mean - 10)).toBeLessThan(0.2)
    expect(Math.abs(Math.sqrt(variance) - 5)).toBeLessThan(0.2)
  })

  it('follow a rate that changes: half a ramp brings a quarter', () => {
    const load = ramp({ from: '0/s', to: '20/s', over: '10s' })
    const run = simulate(paced({ load, arrivals: constant('1s') }), { for: '10.001s', trace: true })
    expect(begun(run).filter(at => at <= 5_000)).toHaveLength(25)
    expect(run.requests().issued).toBe(100)
  })

  it('of which no mean is known are told', () => {
    const none = () => paced({ rate: '1/s', arrivals: constant(0) })
    expect(problemsOf(none)[0].what).toContain('no mean that a rate could set')
    expect(problemsOf(() => paced({ rate: '1/s', arrivals: 'often' }))).toHaveLength(1)
  })
})
