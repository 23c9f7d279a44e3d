/** F8: a trial ends when it has told what it can tell, and says until when it held. */
import {
  burst,
  call,
  clients,
  crash,
  type Fault,
  type Goal,
  goal,
  service,
  slow,
  store,
  system,
} from 'gameday'
import { type ExploreOptions, exploration } from 'gameday/explore'
import { describe, expect, it } from 'vitest'
import { judgeTrial, playSchedule } from '../../../src/explore/search/judge.ts'
import type { TrialResult } from '../../../src/explore/search/trial.ts'
import { bistro, patientBistro, searched } from '../support/bistro.ts'

const asked = { for: '20s', within: '6s', settle: '4s', store: false, seed: 'early' } as const
const mostly = goal.availability('60%')

type Options = Partial<ExploreOptions>

const explored = (options: Options = {}, what = bistro) =>
  exploration(what, { ...asked, holds: mostly, ...options } as never)

/** What comes of a trial with these faults. */
const resultOf = (faults: readonly Fault[], options: Options = {}, what = bistro): TrialResult =>
  judgeTrial(explored(options, what), { index: 1, origin: 'fresh', seed: '1', faults })

const down = crash('kitchen').at('2s').for('1s')

describe('F8 a trial ends early', () => {
  it('when all has been calm for half of the time there is to settle, and held until then', () => {
    const [early, whole] = [resultOf([down]), resultOf([down], { whole: true })]
    expect([early.verdict, whole.verdict]).toEqual(['held', 'held'])
    // It is down until 3 s, and what a breaker turns away after that is over by 4.6 s.
    expect([early.heldUntilMs, whole.heldUntilMs]).toEqual([6_600, undefined])
    const issued = ({ requests }: TrialResult) => requests.reduce((sum, some) => sum + some)
    expect([issued(early), issued(whole)]).toEqual([143, 384])
  })

  it('and not while a breaker is open, or anything waits that came before', () => {
    const open = crash('kitchen').at('2s').for('3s')
    expect(resultOf([open]).heldUntilMs).toBeGreaterThan(8_000)
    const patient = patientBistro as never
    const hanging = slow('kitchen', { by: '60s' }).at('2s').for('500ms')
    expect(resultOf([hanging], { holds: goal.availability('1%') }, patient).heldUntilMs).toBe(
      undefined,
    )
  })

  it('and not where a function judges the whole run, or nothing goes wrong', () => {
    expect(resultOf([down], { holds: () => true }).heldUntilMs).toBe(undefined)
    expect(resultOf([down], { sometimes: { none: run => run.availability() === 0 } })).toEqual(
      resultOf([down], { whole: true }),
    )
    expect(resultOf([]).heldUntilMs).toBe(undefined)
  })

  it('and not before the load stays as it is', () => {
    const load = burst({ from: '10/s', to: '20/s', at: '8s', every: '60s', for: '2s' })
    const later = system('later', {
      users: clients({ load, call: 'web' }),
      web: service({ handle: call('db', { timeout: '200ms' }) }),
      db: store({ time: '5ms' }),
    })
    const wish = { targets: ['db'], holds: goal.availability('1%') } as const
    const faults = [crash('db').at('2s').for('1s')]
    expect(resultOf(faults, wish, later as never).heldUntilMs).toBe(undefined)
  })

  it('with goals of its end that are asked of the time in which it was calm', () => {
    const recovers = goal.availability('99.9%')
    expect(resultOf([down], { recovers }).heldUntilMs).toBe(6_600)
    const again = goal.availability('99.9%', { on: 'waiter->till' })
    const held = resultOf([crash('kitchen').at('2s').for('4s')], { recovers: again })
    expect([held.verdict, held.heldUntilMs]).toEqual(['held', 8_800])
  })

  it('as soon as the goals are decided, and then for good', () => {
    const holds = [goal.availability('60%', { between: ['0s', '4s'] })]
    const { verdict, heldUntilMs, requests } = resultOf([down], { holds })
    expect([verdict, heldUntilMs]).toEqual(['held', undefined])
    expect(requests.reduce((sum, some) => sum + some)).toBeLessThan(120)
  })
})

describe('F8 what a trial that might end early finds', () => {
  it('is what its whole run says', () => {
    const holds = goal.availability('99.9%', { on: 'waiter->till' })
    const early = resultOf([down], { holds })
    expect(early.verdict).toBe('broken')
    expect(early).toEqual(resultOf([down], { holds, whole: true }))
  })

  it('holds later on, though it does not in what there was when it was calm at first', () => {
    // What fails is too much of 6.6 s, and not of 14.6 s; at 95% it takes up to the end.
    const later = goal.availability('93%', { on: 'waiter->till' })
    const { verdict, heldUntilMs } = resultOf([down], { holds: later })
    expect([verdict, heldUntilMs]).toEqual(['held', 14_600])
    const holds = goal.availability('95%', { on: 'waiter->till' })
    expect(resultOf([down], { holds })).toEqual(resultOf([down], { holds, whole: true }))
    expect(resultOf([down], { holds }).verdict).toBe('held')
  })

  it('is shrunk to the same least, which is as far from harmless', async () => {
    const holds = goal.availability('97%', { on: 'waiter->till' })
    const found = async (whole: boolean) => {
      const { counterexample } = await searched({ ...asked, holds, runs: 32, whole })
      const { faults, margins, message, degree, trial } = counterexample ?? {}
      return { faults: faults?.map(String), margins, message, degree, trial }
    }
    const early = await found(false)
    expect(early.faults).toHaveLength(1)
    expect(early).toEqual(await found(true))
  })

  it('is seen sometimes, if it is seen for good', () => {
    const trips = goal.trips('waiter->kitchen')
    const often = goal.availability('70%')
    const seen = (sight: Goal) => resultOf([down], { sometimes: { sight } })
    expect([seen(trips).reached, seen(trips).heldUntilMs]).toEqual([['sight'], 6_600])
    expect([seen(often).reached, seen(often).heldUntilMs]).toEqual([['sight'], undefined])
  })

  it.each([
    [goal.availability('60%', { at: 'nobody' as never }), 'nobody'],
    [goal.availability('60%', { between: ['1ms', '2ms'] }), 'no slot'],
  ])('is a mistake in a goal, which is told as ever: %s', (holds, why) => {
    const { verdict, message } = resultOf([down], { holds })
    expect([verdict, message]).toEqual(['threw', expect.stringContaining(why)])
  })

  it('is played whole by whoever only plays a schedule', () => {
    const { run } = playSchedule(explored(), { faults: [down], seed: '1' })
    expect(run?.recording.grid.horizonMs).toBe(20_000)
  })
})
