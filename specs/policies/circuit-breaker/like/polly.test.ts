/** Our breaker under Polly's ways, beside a model of it written from its own rules. */
import { like } from 'gameday/policies'
import { describe, expect, it } from 'vitest'
import { comparedWith, idleWays } from './compared.ts'
import { PollyModel } from './polly-model.ts'
import { type Dice, tellOf } from './script.ts'

function optionsOf(dice: Dice) {
  const shared = {
    failureRatio: dice.pick([0.07, 0.29, 1 / 3, 0.5, 1]),
    minimumThroughput: dice.from(2, 6),
    samplingDuration: dice.pick([500, 1003, 3000]),
  }
  const breakDurations = dice.pick([[500], [500, 700, 1000]])
  const breakDuration = breakDurations.length === 1 ? breakDurations[0] : breakDurations
  return {
    subject: new PollyModel({ ...shared, breakDurations }),
    options: like.polly({ ...shared, breakDuration }),
  }
}

const instants = [50, 101, 300, 500, 700, 1000, 1003, 3000]
const outcomes = ['ok', 'ok', 'failed', 'failed', 'ignored', 'cancelled'] as const

describe('E1 a breaker like Polly', () => {
  it('agrees with the model at every instant, and needs each of its ways to do so', async () => {
    const script = { name: 'polly', runs: 1_000, length: 80, instants, outcomes }
    const { lives, compared } = await comparedWith(script, optionsOf)
    const { opened, reopened, closed } = tellOf(lives)
    expect(Math.min(opened, reopened, closed)).toBeGreaterThan(100)
    expect(await idleWays(compared)).toEqual([])
  })
})
