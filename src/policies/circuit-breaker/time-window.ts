/** Trips on the share of failures among the calls completed lately. */
import { optional, wholeNumber } from '../../kernel/schema.ts'
import type { Ms } from '../../kernel/units.ts'
import { someTime, type Units } from '../units.ts'
import { notATime } from './misuse.ts'
import type { Counts, TrippingRule } from './tripping-rule.ts'

/** Opens on the share of failures among the calls completed lately. */
export type TimeWindowRule = {
  /** How far back "lately" reaches, in milliseconds. */
  readonly window: Ms
  /** How many buckets the window is kept in: 10 unless told otherwise. More forget more evenly. */
  readonly buckets?: number
  /** The share of failures that opens it, above 0 and up to 1; reaching it is enough. */
  readonly failureRate: number
  /** How many calls must have completed in the window before the share counts; from 1. */
  readonly minimumCalls: number
  readonly consecutive?: never
}

/** What the options of this rule must look like. */
export const timeWindowEntries = (units: Units) => ({
  window: someTime(units, 'window: 10_000'),
  buckets: optional(wholeNumber(1, 1_000, 'buckets: 10')),
  failureRate: units.share(
    rate => rate > 0 && rate <= 1,
    'a number above 0 and up to 1',
    'failureRate: 0.5',
  ),
  minimumCalls: wholeNumber(1, 1_000_000, 'minimumCalls: 20'),
})

const DEFAULT_BUCKETS = 10

/**
 * Trips when at least `minimumCalls` were completed in the window and the share of failures among
 * them is at least `failureRate`.
 *
 * The window is an aligned ring (as in failsafe and linkerd): a result at time t counts in bucket
 * floor(t / length of a bucket), and the whole bucket leaves when the newest is `buckets` further.
 * So a result stays for more than window - window/buckets and for at most window. An idle gap as
 * long as the window clears everything. Should the clock step back, results count in the newest
 * bucket.
 */
export class TimeWindow implements TrippingRule {
  readonly #bucketMs: Ms
  readonly #failureRate: number
  readonly #minimumCalls: number
  readonly #completedIn: Uint32Array
  readonly #failedIn: Uint32Array
  /** Number of the newest bucket since time 0; before the first result there is none. */
  #newest = -Infinity
  /** Where the newest bucket lies in the ring. */
  #slot = 0
  #completed = 0
  #failed = 0

  /** @param rule see TimeWindowRule; already checked */
  constructor({ window, buckets = DEFAULT_BUCKETS, failureRate, minimumCalls }: TimeWindowRule) {
    this.#bucketMs = window / buckets
    this.#failureRate = failureRate
    this.#minimumCalls = minimumCalls
    this.#completedIn = new Uint32Array(buckets)
    this.#failedIn = new Uint32Array(buckets)
  }

  record(failed: boolean, now: Ms): void {
    this.#prune(now)
    this.#completed += 1
    this.#completedIn[this.#slot] += 1
    if (!failed) return
    this.#failed += 1
    this.#failedIn[this.#slot] += 1
  }

  shouldTrip(now: Ms): boolean {
    this.#prune(now)
    return this.#tells() && this.#rate() >= this.#failureRate
  }

  clear(): void {
    this.#completedIn.fill(0)
    this.#failedIn.fill(0)
    this.#completed = 0
    this.#failed = 0
  }

  counts(now: Ms): Counts {
    this.#prune(now)
    return {
      completed: this.#completed,
      failed: this.#failed,
      failureRate: this.#tells() ? this.#rate() : undefined,
    }
  }

  #tells(): boolean {
    return this.#completed >= this.#minimumCalls
  }

  /** A quotient, not a product: 3/10 is exactly the number 0.3, while 0.1 * 3 is not. */
  #rate(): number {
    return this.#failed / this.#completed
  }

  #prune(now: Ms): void {
    const bucket = Math.floor(now / this.#bucketMs)
    if (bucket > this.#newest) this.#turnTo(bucket)
  }

  #turnTo(bucket: number): void {
    if (bucket === Infinity) throw notATime(bucket)
    const steps = bucket - this.#newest
    this.#newest = bucket
    if (steps >= this.#completedIn.length) return this.clear()
    for (let i = 0; i < steps; i += 1) this.#dropOldest()
  }

  /** The slot after the newest holds the oldest bucket; emptied, it becomes the newest. */
  #dropOldest(): void {
    this.#slot = (this.#slot + 1) % this.#completedIn.length
    this.#completed -= this.#completedIn[this.#slot]
    this.#failed -= this.#failedIn[this.#slot]
    this.#completedIn[this.#slot] = 0
    this.#failedIn[this.#slot] = 0
  }
}
