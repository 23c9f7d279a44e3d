/**
 * Polly's breaker as its documentation and its source tell it, kept in lists: windows that begin
 * with calls, one probe, and results that meet whatever state there is.
 */
import type { CallOutcome } from 'gameday/policies'
import { type Answer, EPOCH, type Subject } from './script.ts'

type Options = {
  readonly failureRatio: number
  readonly minimumThroughput: number
  readonly samplingDuration: number
  readonly breakDurations: readonly number[]
}
type Window = { readonly startedAt: number; successes: number; failures: number }

export class PollyModel implements Subject {
  readonly #options: Options
  readonly #answers: Answer[] = []
  readonly #underWay = new Set<number>()
  #now = EPOCH
  #state: 'closed' | 'open' | 'half-open' = 'closed'
  #blockedUntil = -Infinity
  #openings = 0
  #windows: Window[] = []

  constructor(options: Options) {
    this.#options = options
  }

  wait(ms: number): void {
    this.#now += ms
  }

  begin(call: number): void {
    const isProbe = this.#state === 'open' && this.#now >= this.#blockedUntil
    if (isProbe) this.#state = 'half-open'
    const passes = isProbe || this.#state === 'closed'
    this.#answers[call] = passes ? 'admitted' : 'rejected'
    if (passes) this.#underWay.add(call)
  }

  end(call: number, outcome: CallOutcome): void {
    if (!this.#underWay.delete(call)) return
    const window = this.#window()
    if (outcome === 'failed') this.#failed(window)
    else this.#succeeded(window)
  }

  state(): string {
    return this.#state
  }

  answers(): readonly Answer[] {
    return this.#answers
  }

  #succeeded(window: Window): void {
    window.successes += 1
    if (this.#state !== 'half-open') return
    this.#state = 'closed'
    this.#openings = 0
    this.#windows = []
  }

  #failed(window: Window): void {
    if (this.#state === 'half-open') return this.#open()
    window.failures += 1
    const failures = this.#windows.reduce((sum, one) => sum + one.failures, 0)
    const throughput = this.#windows.reduce((sum, one) => sum + one.successes, failures)
    const { minimumThroughput, failureRatio } = this.#options
    const breaks = throughput >= minimumThroughput && failures / throughput >= failureRatio
    if (this.#state === 'closed' && breaks) this.#open()
  }

  #open(): void {
    const { breakDurations } = this.#options
    this.#state = 'open'
    const place = Math.min(this.#openings, breakDurations.length - 1)
    this.#blockedUntil = this.#now + breakDurations[place]
    this.#openings += 1
  }

  /** The window of now: a new one when the last is a tenth of the whole old. */
  #window(): Window {
    const { samplingDuration } = this.#options
    const last = this.#windows.at(-1)
    if (last === undefined || this.#now - last.startedAt >= samplingDuration / 10) {
      this.#windows.push({ startedAt: this.#now, successes: 0, failures: 0 })
    }
    const isYoung = ({ startedAt }: Window): boolean => this.#now - startedAt < samplingDuration
    this.#windows = this.#windows.filter(isYoung)
    return this.#windows.at(-1) as Window
  }
}
