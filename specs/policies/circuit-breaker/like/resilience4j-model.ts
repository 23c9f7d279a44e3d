/**
 * resilience4j's breaker as its documentation and its source tell it, kept in lists: every result
 * with its time, worked out anew for each question, in percent as it counts there.
 */
import type { CallOutcome, Resilience4jOptions } from 'gameday/policies'
import { type Answer, EPOCH, type Subject } from './script.ts'

type Plain = { readonly [name in keyof Resilience4jOptions]-?: Resilience4jOptions[name] & number }
type Options = Omit<Plain, keyof Words> & Words
type Words = {
  readonly slidingWindowType: 'COUNT_BASED' | 'TIME_BASED'
  readonly transitionToStateAfterWaitDuration: 'OPEN' | 'CLOSED'
  readonly automaticTransitionFromOpenToHalfOpenEnabled: boolean
  readonly waits: readonly number[]
}
type Result = { readonly at: number; readonly failed: boolean; readonly slow: boolean }

export class Resilience4jModel implements Subject {
  readonly #options: Options
  readonly #answers: Answer[] = []
  readonly #began = new Map<number, number>()
  #now = EPOCH
  #state: 'closed' | 'open' | 'half-open' = 'closed'
  #attempts = 0
  #since = EPOCH
  #results: Result[] = []
  #permits = 0

  constructor(options: Options) {
    this.#options = options
  }

  wait(ms: number): void {
    const until = this.#now + ms
    for (let due = this.#timer(); due <= until; due = this.#timer()) {
      this.#now = due
      const closes = this.#options.transitionToStateAfterWaitDuration === 'CLOSED'
      if (this.#state === 'open') this.#become('half-open')
      else this.#become(closes ? 'closed' : 'open')
    }
    this.#now = until
  }

  begin(call: number): void {
    const isOver = this.#now > this.#since + this.#waitNow()
    if (this.#state === 'open' && isOver) this.#become('half-open')
    const mayPass = this.#state === 'half-open' ? this.#permits > 0 : this.#state === 'closed'
    this.#answers[call] = mayPass ? 'admitted' : 'rejected'
    if (!mayPass) return
    this.#began.set(call, this.#now)
    this.#permits -= 1
  }

  end(call: number, outcome: CallOutcome): void {
    const began = this.#began.get(call)
    this.#began.delete(call)
    if (began === undefined) return
    if (outcome === 'ignored') {
      this.#permits += 1
      return
    }
    const slow = this.#now - began > this.#options.slowCallDurationThreshold
    this.#results.push({ at: this.#now, failed: outcome === 'failed', slow })
    if (this.#state === 'closed' && this.#exceeds(this.#window(), this.#minimum())) {
      this.#become('open')
    }
    if (this.#state === 'half-open') this.#decide()
  }

  state(): string {
    return this.#state
  }

  answers(): readonly Answer[] {
    return this.#answers
  }

  #decide(): void {
    const { minimumNumberOfCalls, permittedNumberOfCallsInHalfOpenState } = this.#options
    const enough = Math.min(minimumNumberOfCalls, permittedNumberOfCallsInHalfOpenState)
    if (this.#results.length < enough) return
    this.#become(this.#exceeds(this.#results, enough) ? 'open' : 'closed')
  }

  #exceeds(results: readonly Result[], minimum: number): boolean {
    if (results.length < minimum) return false
    const percent = (some: readonly Result[]): number => (some.length * 100) / results.length
    const { failureRateThreshold, slowCallRateThreshold } = this.#options
    return (
      percent(results.filter(result => result.failed)) >= failureRateThreshold ||
      percent(results.filter(result => result.slow)) >= slowCallRateThreshold
    )
  }

  #minimum(): number {
    const { slidingWindowType, slidingWindowSize, minimumNumberOfCalls } = this.#options
    return slidingWindowType === 'TIME_BASED'
      ? minimumNumberOfCalls
      : Math.min(minimumNumberOfCalls, slidingWindowSize)
  }

  #window(): Result[] {
    const { slidingWindowType, slidingWindowSize } = this.#options
    if (slidingWindowType === 'COUNT_BASED') return this.#results.slice(-slidingWindowSize)
    const second = (at: number): number => Math.floor(at / 1000)
    return this.#results.filter(({ at }) => second(at) + slidingWindowSize > second(this.#now))
  }

  /** When a timer of its own is due. */
  #timer(): number {
    const { maxWaitDurationInHalfOpenState } = this.#options
    const isTimed = this.#options.automaticTransitionFromOpenToHalfOpenEnabled
    if (this.#state === 'open' && isTimed) return this.#since + this.#waitNow()
    if (this.#state !== 'half-open' || maxWaitDurationInHalfOpenState === 0) return Infinity
    return this.#since + maxWaitDurationInHalfOpenState
  }

  #waitNow(): number {
    const { waits } = this.#options
    return waits[Math.min(this.#attempts, waits.length) - 1]
  }

  #become(state: 'closed' | 'open' | 'half-open'): void {
    this.#state = state
    this.#since = this.#now
    this.#results = []
    if (state === 'open') this.#attempts += 1
    if (state === 'closed') this.#attempts = 0
    if (state === 'half-open') this.#permits = this.#options.permittedNumberOfCallsInHalfOpenState
  }
}
