/** F2: does a system under overload shed, or collapse? */
import { clients, errors, goal, service, simulate, spike, store, system, work } from 'gameday'
import { describe, expect, it } from 'vitest'

/** Ten a second can be served; from 10 s to 20 s thirty a second come. Nobody waits over 1 s. */
const shop = (queue: number | 'unbounded') =>
  system('shop', {
    users: clients({
      load: spike({ from: '5/s', to: '30/s', at: '10s', for: '10s' }),
      arrivals: 'steady',
      call: 'web',
      timeout: '1s',
    }),
    web: service({ concurrency: 1, queue, handle: [work('100ms')] }),
  })

const play = (queue: number | 'unbounded') =>
  simulate(shop(queue), { for: '30s', resolution: '1s' })

describe('F2: goodput under overload', () => {
  it('stays where a short queue turns away what cannot be served in time', () => {
    expect(goal.goodput('90%', { capacity: '10/s' }).judge(play(5))).toMatchObject({
      is: 'held',
      evidence: { overloadMs: 10_000, offered: 30, capacity: 10, leftWaiting: 0 },
    })
  })

  it('collapses where all wait until they have left', () => {
    const verdict = goal.goodput('90%', { capacity: '10/s' }).judge(play('unbounded'))
    expect(verdict).toMatchObject({ is: 'broken', evidence: { turnedAway: 0 } })
    const at = goal.goodput('90%', { at: 'web', capacity: '10/s' }).judge(play('unbounded'))
    expect(at.is).toBe('broken')
  })

  it('is measured against the most that was served, unless a capacity is stated', () => {
    expect(goal.goodput('80%', { every: '5s' }).judge(play(5))).toMatchObject({
      is: 'held',
      evidence: { isStated: false },
    })
  })

  it('collapses where nothing was served at all, and is unknown where nothing came', () => {
    const faults = [errors('web', { rate: '100%' }).at('0s').for('30s')]
    const run = simulate(shop(5), { for: '30s', resolution: '1s', faults })
    const verdict = goal.goodput('90%').judge(run)
    expect(verdict).toMatchObject({
      is: 'broken',
      margin: { by: -0.9, unit: 'share', share: -1 },
      evidence: { share: 0, capacity: 0, goodput: 0, isStated: false },
    })
    const { course } = verdict.is === 'broken' ? verdict.evidence : { course: [] }
    expect(course.every(({ value }) => value === 0)).toBe(true)
    const stated = goal.goodput('90%', { capacity: '10/s' }).judge(run)
    expect(stated).toMatchObject({ is: 'broken', margin: { by: -0.9 }, evidence: { share: 0 } })
    const spare = store({ time: '1ms' })
    const idle = simulate(system('shop', { ...shop(5).parts, spare }), { for: '30s' })
    const nothing = goal.goodput('90%', { at: 'spare' }).judge(idle)
    expect(nothing.is).toBe('unknown')
  })

  it('is unknown where there was no overload', () => {
    expect(goal.goodput('90%', { capacity: '100/s' }).judge(play(5))).toEqual({
      is: 'unknown',
      reason: 'never was more offered than can be served',
    })
  })
})
