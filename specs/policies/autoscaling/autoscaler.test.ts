/** An autoscaler by the rules of Kubernetes, decision by decision. */
import { describe, expect, it } from 'vitest'
import { Autoscaler } from '../../../src/policies/autoscaling/autoscaler.ts'
import {
  type AutoscalingOptions,
  autoscalingSettings,
} from '../../../src/policies/autoscaling/options.ts'

const scaler = (options: Partial<AutoscalingOptions>, wanted = 2) =>
  new Autoscaler(
    autoscalingSettings({ min: 1, max: 100, target: { utilisation: 0.5 }, ...options }),
    { now: 0, wanted },
  )

/** What is wanted, look by look, 15 s apart; all replicas are ready at once. */
function course(one: Autoscaler, totals: readonly number[], first = 2): number[] {
  let wanted = first
  return totals.map((total, i) => {
    wanted = one.decide({ now: (i + 1) * 15_000, wanted, ready: wanted, total })
    return wanted
  })
}

describe('A9 how many are wanted', () => {
  it('is the ratio of what each has to its target, rounded up: 50 × 90/75 = 60', () => {
    const one = scaler({ target: { utilisation: 0.75 } }, 50)
    expect(one.decide({ now: 15_000, wanted: 50, ready: 50, total: 45 })).toBe(60)
  })

  it('stays within the tolerance of a tenth', () => {
    const decide = (total: number) =>
      scaler({}, 10).decide({ now: 15_000, wanted: 10, ready: 10, total })
    expect([4.5, 5, 5.5, 5.51].map(decide)).toEqual([10, 10, 10, 12])
  })

  it('stays within its bounds', () => {
    const bounded = () => scaler({ min: 2, max: 5, stabilisationWindow: 0 })
    expect(course(bounded(), [50, 0, 50])).toEqual([5, 2, 5])
  })

  it('of rates and backlogs is what all have by what one is to have', () => {
    const decide = (wanted: number, total: number) =>
      scaler({ target: { queue: 20 } }, wanted).decide({
        now: 15_000,
        wanted,
        ready: 1, // what waits is no matter of who is ready
        total,
      })
    expect([decide(2, 100), decide(5, 100), decide(5, 109), decide(5, 121)]).toEqual([5, 5, 5, 7])
  })

  it('counts who is not ready yet as having nothing to do', () => {
    const one = scaler({}, 4)
    // Two ready ones are full, which alone would ask for four; four are on their way already.
    expect(one.decide({ now: 15_000, wanted: 4, ready: 2, total: 2 })).toBe(4)
    // Four full ones, two more on their way: eight.
    expect(one.decide({ now: 30_000, wanted: 6, ready: 4, total: 4 })).toBe(8)
  })

  it('stays while nobody is ready, who could be measured', () => {
    expect(scaler({}, 3).decide({ now: 15_000, wanted: 3, ready: 0, total: 0 })).toBe(3)
  })
})

describe('taking away', () => {
  it('waits until more were wanted at no time of the stabilisation window', () => {
    const totals = [5, ...Array.from({ length: 21 }, () => 1)]
    // Ten are wanted at 15 s; that is five minutes ago at 315 s, the 21st look.
    expect(course(scaler({}), totals)).toEqual([...Array.from({ length: 20 }, () => 10), 2, 2])
  })

  it('goes to the highest that was recommended within it, not to the present', () => {
    const totals = [5, 3, 1, 1, 1]
    const one = scaler({ stabilisationWindow: 30_000 })
    expect(course(one, totals)).toEqual([10, 10, 6, 2, 2])
  })

  it('is done at once without one', () => {
    expect(course(scaler({ stabilisationWindow: 0 }), [5, 1, 5])).toEqual([10, 2, 10])
  })
})

describe('a cooldown', () => {
  it('lets nothing be scaled for a time, neither way', () => {
    const one = scaler({ stabilisationWindow: 0, cooldown: 45_000 })
    expect(course(one, [5, 1, 1, 1, 5, 5, 5])).toEqual([10, 10, 10, 2, 2, 2, 10])
  })

  it('may look a million times within one window', () => {
    const one = scaler({ stabilisationWindow: 1e9 }, 50)
    let wanted = 50
    for (let now = 1; now <= 1_000_000; now++) {
      wanted = one.decide({ now, wanted, ready: wanted, total: 10 })
    }
    expect(wanted).toBe(50)
    expect(one.decide({ now: 1e9 + 1, wanted, ready: wanted, total: 10 })).toBe(20)
  })
})
