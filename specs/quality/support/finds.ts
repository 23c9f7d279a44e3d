/** What the specs of every planted weakness ask; they stand in two files, for two cores. */
import { beforeAll, describe, expect, it } from 'vitest'
import { isLeast, weakerByOne, withoutOne } from './least.ts'
import { explored, isBroken, type Measured, seeds } from './measure.ts'
import type { Weakness } from './weakness.ts'

/** Shrinking may take so many further runs. */
const MOST_RUNS = 300

/** Looks for each weakness with twenty seeds. */
export function itFinds(weaknesses: readonly Weakness[]): void {
  describe.each(weaknesses)('F8 explore, given $budget trials: $name', weakness => {
    const { least, weak } = weakness
    const { space } = weak('1')
    let measured: ReadonlyMap<string, Measured> = new Map()
    beforeAll(async () => {
      measured = await searches(weakness)
    })

    it('is found in at least 19 of 20 searches', () => {
      expect(measured.size).toBeGreaterThanOrEqual(19)
    })

    it('is shrunk to the known least schedule each time', () => {
      const others = [...measured.values()].filter(
        ({ schedule: { faults } }) => !isLeast(faults, least, space),
      )
      expect(others.map(({ schedule }) => schedule.faults.map(String))).toEqual([])
    })

    it('takes no more than 300 further runs for that', () => {
      for (const { runs, isMinimal } of measured.values()) {
        expect(runs).toBeLessThanOrEqual(MOST_RUNS)
        expect(isMinimal).toBe(true)
      }
    })

    it('holds with any one fault less, and with any one number a step weaker', () => {
      const weaker = [...measured].flatMap(([seed, { schedule }]) =>
        [...withoutOne(schedule.faults), ...weakerByOne(schedule.faults, space)].map(faults => ({
          exploration: weak(seed),
          schedule: { faults, seed: schedule.seed },
        })),
      )
      const broken = weaker.filter(each => isBroken(each.exploration, each.schedule))
      expect(broken.map(({ schedule }) => schedule.faults.map(String))).toEqual([])
    })
  })
}

/** What each search came to that found something, by its seed. */
async function searches(weakness: Weakness): Promise<Map<string, Measured>> {
  const measured = new Map<string, Measured>()
  for (const seed of seeds) {
    const found = await explored(weakness, seed)
    if (found !== undefined) measured.set(seed, found)
  }
  return measured
}
