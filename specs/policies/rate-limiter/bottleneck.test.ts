/** Limits with a wait do what bottleneck does, which runs beside them on a fake clock. */
import Bottleneck from 'bottleneck'
import { RateLimiter, type RateLimitOptions } from 'gameday/policies'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FakeClock } from '../support/fake-clock.ts'
import { Dice, seeds } from '../support/seeded.ts'

const SEQUENCES = 1_000
const JOBS = 10
const FOR_EVER = 1e9

let clock: FakeClock
beforeAll(() => {
  clock = new FakeClock()
})
afterAll(() => clock.takeDown())

/** When each of some jobs, submitted at certain moments, is begun by bottleneck. */
async function theirBegins(
  settings: Bottleneck.ConstructorOptions,
  submittedAt: readonly number[],
  until: number,
): Promise<(number | undefined)[]> {
  clock.clear()
  clock.now = 0
  const begins: (number | undefined)[] = submittedAt.map(() => undefined)
  const bottleneck = new Bottleneck(settings)
  for (const [job, at] of submittedAt.entries()) {
    await clock.goTo(at)
    void bottleneck.schedule(async () => {
      begins[job] = clock.now
    })
  }
  await clock.goTo(until)
  return begins
}

/** When they may pass by our limit. */
function ourBegins(options: RateLimitOptions, submittedAt: readonly number[]): number[] {
  const limiter = new RateLimiter(options, { now: 0 })
  return submittedAt.map(at => at + limiter.admit(at)!)
}

type Case = { theirs: Bottleneck.ConstructorOptions; ours: RateLimitOptions; steps: number[] }

async function compare(caseOf: (dice: Dice) => Case): Promise<number> {
  let waited = 0
  for (const seed of seeds(SEQUENCES)) {
    const dice = new Dice(seed)
    const { theirs, ours, steps } = caseOf(dice)
    const submittedAt = dice.moments(JOBS, steps)
    const begins = ourBegins(ours, submittedAt)
    expect(begins).toEqual(await theirBegins(theirs, submittedAt, Math.max(...begins)))
    waited += begins.filter((at, job) => at > submittedAt[job]).length
  }
  return waited / (SEQUENCES * JOBS)
}

describe('E6 a limit with a wait', () => {
  it(`is, as leaky bucket, bottleneck's minTime in ${SEQUENCES} sequences`, async () => {
    const waited = await compare(dice => {
      const minTime = dice.one([1, 4, 16, 64])
      return {
        theirs: { minTime },
        ours: { algorithm: 'leakyBucket', rate: `${1 / minTime}/ms`, maxWait: FOR_EVER },
        steps: [0, 0, minTime - 1, minTime, minTime + 1, minTime / 2, 5 * minTime],
      }
    })
    expect(waited).toBeGreaterThan(0.4)
  })

  it(`is, as fixed window, bottleneck's reservoir in ${SEQUENCES} sequences`, async () => {
    const waited = await compare(dice => {
      const limit = dice.whole(1, 5)
      const window = dice.one([250, 500, 1_000])
      return {
        theirs: {
          reservoir: limit,
          reservoirRefreshAmount: limit,
          reservoirRefreshInterval: window,
        },
        ours: { limit, window, maxWait: FOR_EVER },
        steps: [0, 0, 1, window - 1, window, window / 2, window / 5],
      }
    })
    expect(waited).toBeGreaterThan(0.2)
  })
})
