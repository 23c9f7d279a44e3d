/** F2: does a system under overload shed, or collapse? */
import { clients, goal, service, simulate, spike, system, work } from 'gameday'
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

  it('is unknown where there was no overload', () => {
    expect(goal.goodput('90%', { capacity: '100/s' }).judge(play(5))).toEqual({
      is: 'unknown',
      reason: 'never was more offered than can be served',
    })
  })
})
