/** What shrinking ends at is the least: checked step by step, for goals of every shape. */
import { describe, expect, it } from 'vitest'
import type { Schedule } from '../../../src/explore/search/trial.ts'
import { shrink } from '../../../src/explore/shrink/shrink.ts'
import { brokenBy, type Rule, rules, spaceOf } from './support/goals.ts'
import { oneStepLess, textOf } from './support/minimal.ts'

const seeds = Array.from({ length: 25 }, (_, seed) => seed)

/** Shrinks, and keeps a record of what was played. */
function shrunk(schedule: Schedule, { rule, most }: { rule: Rule; most: number }) {
  const space = spaceOf({ most })
  const played = new Map<string, boolean>([[textOf(schedule), true]])
  const result = shrink(schedule, {
    space,
    baseSeed: '1',
    isBroken: candidate => {
      const isBroken = rule(candidate)
      expect(played.has(textOf(candidate)), 'played twice').toBe(false)
      played.set(textOf(candidate), isBroken)
      return isBroken
    },
  })
  return { ...result, played, space }
}

describe.each(Object.entries(rules))('F8: the least schedule that breaks “%s”', (_, rule) => {
  const most = 5
  const broken = seeds.flatMap(seed => brokenBy(rule, spaceOf({ most }), seed) ?? [])

  it('breaks it, and nothing that is one step less does: each was played', () => {
    expect(broken.length).toBeGreaterThan(20)
    for (const found of broken) {
      const { schedule, isMinimal, played, space } = shrunk(found, { rule, most })
      expect(rule(schedule)).toBe(true)
      expect(isMinimal).toBe(true)
      for (const less of oneStepLess(schedule, space)) {
        expect(played.get(textOf(less)), `${textOf(schedule)} > ${textOf(less)}`).toBe(false)
      }
    }
  })

  it('fits the system, ends in time, and is no more than what was found', () => {
    for (const found of broken) {
      const { schedule, space } = shrunk(found, { rule, most })
      expect(schedule.faults.length).toBeLessThanOrEqual(found.faults.length)
      for (const fault of schedule.faults) {
        expect(space.fits(fault)).toBe(true)
        expect(fault.untilMs).toBeLessThanOrEqual(space.bounds.withinMs)
      }
    }
  })

  it('takes few runs, and the same ones again', () => {
    const runs = broken.map(found => {
      const once = shrunk(found, { rule, most })
      const again = shrunk(found, { rule, most })
      expect([...again.played]).toEqual([...once.played])
      expect(once.runs).toBe(once.played.size - 1)
      return once.runs
    })
    const median = runs.toSorted((a, b) => a - b)[Math.floor(runs.length / 2)]
    expect(median).toBeLessThanOrEqual(35)
    expect(Math.max(...runs)).toBeLessThanOrEqual(100)
  })
})
