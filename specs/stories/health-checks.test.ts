/**
 * A9 health checks as the outage: those that fail while all is well take out capacity, as in the
 * incident of AWS in October 2025; those that look too deep take out everybody at once.
 */
import {
  call,
  clients,
  errors,
  failProbes,
  type HealthSpec,
  service,
  type Share,
  simulate,
  store,
  system,
  work,
} from 'gameday'
import { describe, expect, it } from 'vitest'

const probes = { every: '1s', timeout: '500ms', unhealthyAfter: 2, healthyAfter: 2 } as const
const users = clients({ rate: '200/s', arrivals: 'steady', call: 'web', timeout: '1s' })

describe('health checks that fail for half of the replicas', () => {
  /** Six do 300 a second, three only 150 of the 200 that come. */
  const balanced = (panicThreshold: Share, queue: number) =>
    system('balanced', {
      users,
      web: service({
        replicas: 6,
        concurrency: 1,
        queue,
        health: probes,
        panicThreshold,
        handle: work('20ms'),
      }),
    })
  const play = (panicThreshold: Share, queue: number) => {
    const faults = ([0, 1, 2] as const).map(i => failProbes(`web#${i}`).at('10s').for('20s'))
    const run = simulate(balanced(panicThreshold, queue), { for: '40s', faults })
    return run.availability({ between: ['15s', '30s'] })
  }

  it('leave the rest with more than they can do: nobody is answered in time', () => {
    expect(play(0, 100)).toBe(0)
    // Half of them out is not less than half in use.
    expect(play('50%', 100)).toBe(0)
  })

  it('cost what is lacking, where what cannot be done in time is not let in', () => {
    expect(play(0, 10)).toBeCloseTo(0.75, 2)
  })

  it('cost nothing, where so many at once are not believed', () => {
    expect(play('60%', 100)).toBe(1)
  })
})

describe('health checks that look at what is not needed', () => {
  const shop = (health: HealthSpec<'ratings'>, panicThreshold: Share) =>
    system('shop', {
      users,
      web: service({
        replicas: 6,
        handle: [work('5ms'), call('ratings', { optional: true, timeout: '100ms' })],
        health: { ...probes, ...health },
        panicThreshold,
      }),
      ratings: store({ time: '5ms' }),
    })
  const play = (health: HealthSpec<'ratings'>, panicThreshold: Share) => {
    const faults = [errors('ratings').at('10s').for('20s')]
    const run = simulate(shop(health, panicThreshold), { for: '40s', faults })
    return run.availability({ between: ['12s', '30s'] })
  }
  const deep = { check: call('ratings') }

  it('take all out at once, and then nobody serves what all could', () => {
    expect(play(deep, 0)).toBe(0)
  })

  it('are harmless to a balancer that fails open', () => {
    expect(play(deep, '1%')).toBe(1)
    expect(play(deep, '50%')).toBe(1)
  })

  it('are none where a replica looks at how its own requests fare', () => {
    expect(play({ successRate: '50%' }, 0)).toBe(1)
    expect(play({}, 0)).toBe(1)
  })
})
