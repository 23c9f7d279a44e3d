/** What is checked of each planted outage: that it is what its file says it is. */
import { describe, expect, it } from 'vitest'
import type { Run, System } from 'gameday'
import { type Changed, type Otherwise, type Outage, played, verdictOf } from './outage.ts'

/** How often a goal held. */
const heldIn = (verdicts: readonly string[]): string =>
  `held in ${verdicts.filter(is => is === 'held').length} of ${verdicts.length}`

const untouched = ({ faults }: Run): string[] =>
  faults.filter(({ touched }) => touched === 0).map(({ fault }) => `${fault} tested nothing`)

const written = (changed: Changed = {}): [string, System][] => Object.entries(changed)

/** Checks that the planted outages are what they are said to be. */
export function itIsAsPlanted(outages: readonly Outage[], seeds: readonly string[]): void {
  const always = `held in ${seeds.length} of ${seeds.length}`
  const never = `held in 0 of ${seeds.length}`
  describe.each(outages)('F7 the planted outage: $name', outage => {
    const held = (otherwise: Otherwise): string =>
      heldIn(seeds.map(seed => verdictOf(outage, seed, otherwise)))
    const { guilty, decoys, takes, usual, cures, vain } = outage.truth

    it('breaks the goal, and no fault tests nothing', () => {
      const runs = seeds.map(seed => played(outage, seed))
      expect(heldIn(runs.map(run => outage.goal.judge(run).is))).toBe(never)
      expect(runs.flatMap(untouched)).toEqual([])
    })

    it('needs what is guilty', () => {
      const without = usual === undefined ? { faults: decoys } : { system: usual }
      const steady = usual === undefined ? { faults: [] } : { system: usual, faults: [] }
      const isIll = guilty.length === 0 && usual === undefined
      expect([held(without), held(steady)]).toEqual(isIll ? [never, never] : [always, always])
    })

    it('does not need the decoys', () => {
      expect(held({ faults: guilty })).toBe(never)
    })

    it.each(takes === undefined ? [] : guilty)(`takes ${takes} of what is guilty: %s`, one => {
      expect(held({ faults: [one, ...decoys] })).toBe(takes === 'each' ? never : always)
    })

    it.each(written(cures))('holds with the cure: %s', (_, system) => {
      expect(held({ system })).toBe(always)
    })

    it.each(written(vain))('does not hold with: %s', (_, system) => {
      expect(held({ system })).toBe(never)
    })
  })
}
