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
import { shop } from '../../examples/shop/shop.ts'
import { drawnShops } from './support/random-shops.ts'

const times = { for: '30s', within: '10s', settle: '4s', store: false } as const

/** A shop and goals that it keeps by far while nothing goes wrong. */
function explored(system: System, seed: string): Exploration {
  const usual = simulate(system, { for: '30s', seed, explain: false })
  const [served = 1, p95 = 1] = [usual.availability(), usual.latency('p95')]
  const enough = goal.availability(`${Math.floor(served * 90)}%`)
  const holds = [enough, goal.latency('p95', Math.ceil(3 * p95))]
  return exploration(system, { ...times, seed, holds, recovers: enough })
}

/** Plays trials early and whole. */
class Comparison {
  readonly counts = { trials: 0, early: 0, broken: 0 }
  /** Those of which the two say different things. */
  readonly different: string[] = []

  play(explorable: Exploration, index: number): void {
    const trial = planTrial(explorable, index, new Corpus())
    const early = playSchedule(explorable, trial, { mayEnd: true })
    const whole = playSchedule(explorable, trial)
    this.counts.trials++
    if (early.end !== undefined) this.counts.early++
    if (whole.verdict === 'broken') this.counts.broken++
    if (early.verdict !== whole.verdict) this.different.push(trial.faults.join(', '))
  }
}

describe('F8 a trial that ended early', () => {
  it('says what its whole run says, in any shop, with any faults', () => {
    const comparison = new Comparison()
    for (const [i, drawn] of fc.sample(drawnShops, { seed: 2026, numRuns: 40 }).entries()) {
      const explorable = explored(drawn, `${i}`)
      for (let index = GENERATION; index < GENERATION + 5; index++) {
        comparison.play(explorable, index)
      }
    }
    expect(comparison.different).toEqual([])
    expect(comparison.counts).toEqual({ trials: 200, early: 131, broken: 48 })
  })

  it('is calm: what hangs for ever after a fault breaks its goal in the time that is left', () => {
    const holds = goal.availability('20%')
    const hanging = { for: '20s', settle: '4s', seed: 'law', store: false, holds } as const
    const explorable = exploration(shop, hanging)
    const comparison = new Comparison()
    // Calls without a time-out use up the gateway. With all that is over taken for calm, 22 differ.
    for (let index = 1; index <= 80; index++) comparison.play(explorable, index)
    expect(comparison.different).toEqual([])
    expect(comparison.counts).toEqual({ trials: 80, early: 52, broken: 23 })
  })
})
