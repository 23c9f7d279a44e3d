/** The breaker of the hand-written model: this one rule and no other. */
import { breaker } from './model.ts'

/** Failures and successes of a second in ten buckets, as a time window has them. */
export class Breaker {
  #state: 'closed' | 'open' | 'half-open' = 'closed'
  #until = 0
  #probes = 0
  #passed = 0
  readonly #bucketMs = breaker.windowMs / 10
  readonly #done = new Uint32Array(10)
  readonly #failed = new Uint32Array(10)
  #newest = 0
  #doneInAll = 0
  #failedInAll = 0

  allows(now: number): boolean {
    if (this.#state === 'closed') return true
    if (this.#state === 'open') {
      if (now < this.#until) return false
      this.#state = 'half-open'
      this.#probes = 0
      this.#passed = 0
    }
    return this.#probes++ < breaker.probes
  }

  record(isOk: boolean, now: number): void {
    if (this.#state === 'open') return
    if (this.#state === 'half-open') {
      if (!isOk) this.#open(now)
      else if (++this.#passed >= breaker.probes) this.#close()
      return
    }
    this.#forgetOld(now)
    const bucket = this.#newest % 10
    this.#done[bucket]++
    this.#doneInAll++
    if (isOk) return
    this.#failed[bucket]++
    this.#failedInAll++
    const isEnough = this.#doneInAll >= breaker.minimumCalls
    if (isEnough && this.#failedInAll >= breaker.failureRate * this.#doneInAll) this.#open(now)
  }

  #forgetOld(now: number): void {
    const newest = Math.floor(now / this.#bucketMs)
    for (let i = 0; this.#newest < newest && i < 10; i++) {
      const bucket = ++this.#newest % 10
      this.#doneInAll -= this.#done[bucket]
      this.#failedInAll -= this.#failed[bucket]
      this.#done[bucket] = 0
      this.#failed[bucket] = 0
    }
    this.#newest = newest
  }

  #open(now: number): void {
    this.#state = 'open'
    this.#until = now + breaker.openForMs
  }

  #close(): void {
    this.#state = 'closed'
    this.#done.fill(0)
    this.#failed.fill(0)
    this.#doneInAll = 0
    this.#failedInAll = 0
  }
}
