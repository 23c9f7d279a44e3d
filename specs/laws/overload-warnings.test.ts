/** A place that lint calls overloaded is so in a run: in random systems under random load. */
import { lint, type LintFinding, type Run, simulate } from 'gameday'
import { describe, expect, it } from 'vitest'
import { seeds } from '../policies/support/seeded.ts'
import { randomlyLoaded } from './support/random-loads.ts'

const BUSY = 0.9
const TURNED_AWAY = 0.02

/** Whether slots are busy nearly always, or requests find no room. */
function isFull(run: Run, { rule, at }: LintFinding): boolean {
  const { issued, outcomes } = rule === 'overloaded' ? run.at(at) : run.on(at)
  if (outcomes.rejected > TURNED_AWAY * issued) return true
  return rule === 'overloaded' ? run.at(at).utilisation > BUSY : run.on(at).limits.length > 0
}

describe('what lint calls overloaded', () => {
  it('is busy nearly all the time, or turns requests away, in each of 600 systems', () => {
    const told = seeds(600).flatMap(seed => {
      const shop = randomlyLoaded(seed)
      return lint(shop)
        .filter(({ rule }) => rule === 'overloaded' || rule === 'pool-overloaded')
        .map(finding => ({ seed, shop, finding }))
    })
    expect(told.length).toBeGreaterThan(100)
    const wrong = told.filter(({ seed, shop, finding }) => {
      const run = simulate(shop, { for: '30s', seed, strict: false })
      return !isFull(run, finding)
    })
    expect(wrong.map(({ seed, finding }) => `${seed} ${finding.at}: ${finding.what}`)).toEqual([])
  })
})
