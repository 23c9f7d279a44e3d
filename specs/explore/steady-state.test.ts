/** F5: steady state first: an experiment that does not hold without its faults is no experiment. */
import { call, clients, goal, service, slow, store, system } from 'gameday'
import { type ExperimentOptions, experiment } from 'gameday/explore'
import { expect as soundly } from 'gameday/expect'
import { describe, expect, it } from 'vitest'

/** 50 requests a second, of 50 ms each: three slots are enough, and two are not. */
const shopWith = (concurrency: number) =>
  system('shop', {
    users: clients({ rate: '50/s', call: 'web', timeout: '1s' }),
    web: service({
      concurrency: 500,
      handle: [call('db', { timeout: '500ms', breaker: { consecutive: 5, openFor: '2s' } })],
    }),
    db: store({ concurrency, time: '50ms' }),
  })
const slowDb = slow('db', { by: '2s' }).at('5s').for('5s')

type Options = ExperimentOptions<NonNullable<ReturnType<typeof shopWith>['names']>>

const playedWith = (slots: number, options: Omit<Options, 'for'>) =>
  experiment(shopWith(slots), { for: '20s', faults: [slowDb], ...options }).play()

const available = goal.availability('99%')

describe('F5 the steady state of an experiment', () => {
  it('is that its goals hold without faults, unless it says otherwise', () => {
    const sound = playedWith(8, { holds: available })
    expect(sound).toMatchObject({ verdict: 'broken', steadyState: 'held' })
    const unsound = playedWith(2, { holds: available })
    expect(unsound).toMatchObject({ verdict: 'unknown', steadyState: 'broken' })
    expect(unsound.message).toMatch(
      /^The steady state does not hold\. So nothing is known[^]*shop: availability/,
    )
  })

  it('is asked of the part of the run in which a fault would be in force', () => {
    const during = goal.availability('99%', { during: slowDb })
    expect(playedWith(8, { holds: during })).toMatchObject({ verdict: 'broken' })
    expect(playedWith(2, { holds: during })).toMatchObject({ verdict: 'unknown' })
  })

  it('leaves out what only faults bring about, and functions', () => {
    const trips = goal.trips('web->db')
    expect(playedWith(8, { holds: trips })).toMatchObject({
      verdict: 'held',
      steadyState: undefined,
    })
    const recovers = goal.recovers('5s', { after: slowDb })
    expect(playedWith(8, { holds: recovers }).steadyState).toBeUndefined()
    const byHand = playedWith(2, { holds: run => soundly(run).toStayAvailable('99%') })
    expect(byHand).toMatchObject({ verdict: 'broken', steadyState: undefined })
  })

  it('may be another goal, or a function, or nothing', () => {
    const ask = (steadyState: Options['steadyState']) =>
      playedWith(2, { holds: available, steadyState })
    expect(ask(false)).toMatchObject({ verdict: 'broken', steadyState: undefined })
    expect(ask(goal.availability('1%'))).toMatchObject({ verdict: 'broken', steadyState: 'held' })
    expect(ask(run => run.requests().issued < 10)).toMatchObject({
      verdict: 'unknown',
      steadyState: 'broken',
    })
    const never = goal.availability('1%', { between: [0, '1ms'] })
    const asked = { holds: available, steadyState: never, resolution: '1ms' } as const
    expect(playedWith(8, asked).verdict).toBe('unknown')
    expect(() => ask('x' as never)).toThrow('"x" is no goal')
    expect(() => ask([available, undefined] as never)).toThrow('undefined is no goal')
  })

  it('that has a mistake in it is told as one', () => {
    const played = playedWith(8, {
      holds: available,
      steadyState: () => {
        throw new TypeError('oops')
      },
    })
    expect(played).toMatchObject({ verdict: 'threw', message: 'oops' })
  })

  it('is the run itself where there is no fault: it is broken, as any goal is', () => {
    expect(playedWith(2, { faults: [], holds: available })).toMatchObject({ verdict: 'broken' })
  })
})
