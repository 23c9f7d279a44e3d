/** Our breaker under resilience4j's ways, beside a model of it written from its own rules. */
import { like } from 'gameday/policies'
import { describe, expect, it } from 'vitest'
import { comparedWith, idleWays } from './compared.ts'
import { Resilience4jModel } from './resilience4j-model.ts'
import { type Dice, tellOf } from './script.ts'

/** A wait of 100 ms that grows by half, each cut to whole milliseconds. */
const GROWING = [101, 151, 226, 250, 250]

function optionsOf(dice: Dice) {
  const isGrowing = dice.from(1, 3) === 1
  const slidingWindowType = dice.pick(['COUNT_BASED', 'TIME_BASED'] as const)
  const ours = {
    failureRateThreshold: dice.pick([7, 20, 29, 50, 100]),
    slowCallRateThreshold: dice.pick([30, 60, 100]),
    slowCallDurationThreshold: dice.pick([20, 100]),
    slidingWindowType,
    slidingWindowSize: dice.from(1, 8),
    minimumNumberOfCalls: dice.from(1, 10),
    permittedNumberOfCallsInHalfOpenState: dice.from(1, 5),
    maxWaitDurationInHalfOpenState: dice.pick([0, 0, 70]),
    transitionToStateAfterWaitDuration: dice.pick(['OPEN', 'CLOSED'] as const),
    automaticTransitionFromOpenToHalfOpenEnabled: dice.from(1, 3) === 1,
  }
  const growing = { initialInterval: 101, multiplier: 1.5, maxInterval: 250 }
  const theirs = new Resilience4jModel({
    ...ours,
    waitDurationInOpenState: 0,
    waits: isGrowing ? GROWING : [100],
  })
  return {
    subject: theirs,
    options: like.resilience4j({ ...ours, waitDurationInOpenState: isGrowing ? growing : 100 }),
  }
}

const instants = [20, 70, 100, 101, 151, 226, 250, 1000, 3000]
const outcomes = ['ok', 'ok', 'failed', 'failed', 'ignored'] as const

describe('E1 a breaker like resilience4j', () => {
  it('agrees with the model at every instant, and needs each of its ways to do so', async () => {
    const script = { name: 'resilience4j', runs: 1_000, length: 80, instants, outcomes }
    const { lives, compared } = await comparedWith(script, optionsOf)
    const { opened, reopened, closed } = tellOf(lives)
    expect(Math.min(opened, reopened, closed)).toBeGreaterThan(100)
    expect(await idleWays(compared)).toEqual([])
  })
})
