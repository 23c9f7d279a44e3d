/**
 * F8: a trial that ended early says what its whole run says. What a fault left behind might still
 * come to light when all has long been calm; how often that is, is counted here.
 */
import fc from 'fast-check'
import { goal, simulate, type System } from 'gameday'
import { type Exploration, exploration } from 'gameday/explore'
import { describe, expect, it } from 'vitest'
import { Corpus } from '../../src/explore/search/corpus.ts'
import { playSchedule } from '../../src/explore/search/judge.ts'
import { planTrial } from '../../src/explore/search/plan.ts'
import { GENERATION } from '../../src/explore/search/player.ts'
import { drawnShops } from './support/random-shops.ts'

const times = { for: '30s', within: '10s', settle: '4s', store: false } as const

/** A shop and goals that it keeps by far while nothing goes wrong. */
function explored(shop: System, seed: string): Exploration {
  const usual = simulate(shop, { for: '30s', seed, explain: false })
  const [served = 1, p95 = 1] = [usual.availability(), usual.latency('p95')]
  const enough = goal.availability(`${Math.floor(served * 90)}%`)
  const holds = [enough, goal.latency('p95', Math.ceil(3 * p95))]
  return exploration(shop, { ...times, seed, holds, recovers: enough })
}

describe('F8 in any shop, with any faults', () => {
  it('a trial that ended early says what its whole run says', () => {
    const counts = { trials: 0, early: 0, broken: 0 }
    const missed: string[] = []
    const shops = fc.sample(drawnShops, { seed: 2026, numRuns: 40 })
    for (const [i, shop] of shops.entries()) {
      const explorable = explored(shop, `${i}`)
      for (let index = GENERATION; index < GENERATION + 5; index++) {
        const trial = planTrial(explorable, index, new Corpus())
        const early = playSchedule(explorable, trial, { mayEnd: true })
        const whole = playSchedule(explorable, trial)
        counts.trials++
        if (early.end !== undefined) counts.early++
        if (whole.verdict === 'broken') counts.broken++
        if (early.verdict !== whole.verdict) missed.push(`${i} ${trial.faults.join(', ')}`)
      }
    }
    expect(missed).toEqual([])
    expect(counts).toEqual({ trials: 200, early: 109, broken: 48 })
  })
})
