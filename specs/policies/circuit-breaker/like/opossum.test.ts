/** Our breaker under opossum's ways, beside opossum itself on fake timers. */
import Opossum from 'opossum'
import { type CallOutcome, like, type OpossumOptions } from 'gameday/policies'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { comparedWith, exactly, idleWays } from './compared.ts'
import { type Answer, type Dice, EPOCH, settled, type Subject, tellOf } from './script.ts'

const FILTERED = new Error('does not count')

class TheirOpossum implements Subject {
  readonly #breaker: Opossum
  readonly #answers: Answer[] = []
  readonly #ends = new Map<number, (outcome: CallOutcome) => void>()

  constructor(options: OpossumOptions) {
    vi.setSystemTime(EPOCH)
    this.#breaker = new Opossum((call: number) => this.#work(call), {
      ...(options as Opossum.Options),
      errorFilter: error => error === FILTERED,
      rollingPercentilesEnabled: false,
      enableSnapshots: false,
    })
  }

  async wait(ms: number): Promise<void> {
    await vi.advanceTimersByTimeAsync(ms)
    await settled()
  }

  async begin(call: number): Promise<void> {
    this.#answers[call] = 'rejected'
    this.#breaker.fire(call).catch(() => undefined)
    await settled()
  }

  async end(call: number, outcome: CallOutcome): Promise<void> {
    this.#ends.get(call)?.(outcome)
    this.#ends.delete(call)
    await settled()
  }

  state(): string {
    if (this.#breaker.opened) return 'open'
    return this.#breaker.halfOpen ? 'half-open' : 'closed'
  }

  answers(): readonly Answer[] {
    return this.#answers
  }

  shutdown(): void {
    this.#breaker.shutdown()
    vi.clearAllTimers()
  }

  #work(call: number): Promise<void> {
    this.#answers[call] = 'admitted'
    return new Promise((resolve, reject) => {
      this.#ends.set(call, outcome => {
        if (outcome === 'ok') resolve()
        else reject(outcome === 'failed' ? new Error('counts') : FILTERED)
      })
    })
  }
}

const optionsOf = (dice: Dice): OpossumOptions => ({
  timeout: dice.pick([false, 30, 100, 250] as const),
  errorThresholdPercentage: dice.pick([0, 7, 20, 29, 33.3, 50, 57, 100]),
  resetTimeout: dice.pick([50, 100, 173]),
  rollingCountTimeout: dice.pick([100, 300, 1003]),
  rollingCountBuckets: dice.pick([1, 3, 10]),
  volumeThreshold: dice.from(0, 5),
  allowWarmUp: dice.from(1, 8) === 1,
})

const outcomes = ['ok', 'ok', 'failed', 'failed', 'ignored'] as const
const instants = [10, 30, 33, 50, 100, 173, 250, 300, 1003]

describe('E1 a breaker like opossum', () => {
  beforeAll(() => {
    vi.useFakeTimers({
      toFake: ['Date', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'],
    })
  })
  afterAll(() => {
    vi.useRealTimers()
  })

  it('agrees with it at every instant, and needs each of its ways to do so', async () => {
    const script = { name: 'opossum', runs: 1_000, length: 80, instants, outcomes }
    const { lives, compared } = await comparedWith(script, dice => {
      const options = optionsOf(dice)
      const subject = new TheirOpossum(options)
      return { subject, options: like.opossum(options), done: () => subject.shutdown() }
    })
    const { opened, reopened, closed } = tellOf(lives)
    expect(Math.min(opened, reopened, closed)).toBeGreaterThan(100)
    const atThresholds = await comparedWith({ ...script, runs: 99 }, (_, run) => {
      const percent = run + 1
      const options = { errorThresholdPercentage: percent, volumeThreshold: 100 }
      const subject = new TheirOpossum(options)
      const done = () => subject.shutdown()
      return { subject, options: like.opossum(options), script: exactly(percent), done }
    })
    expect(tellOf(atThresholds.lives).opened).toBeGreaterThan(0)
    expect(await idleWays([...compared, ...atThresholds.compared])).toEqual([])
  })
})
