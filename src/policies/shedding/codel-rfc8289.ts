/** CoDel as the Internet has it: it sheds one by one, more and more often while it must. */
import type { Ms } from '../../kernel/units.ts'
import { insistOnIndex } from '../handed-in.ts'
import { type DelayRule, insistOnWait } from './codel.ts'
import type { CodelSettings } from './options.ts'

/** A shedding state left so few intervals ago goes on where it was. */
const RECENT_INTERVALS = 16

/** What the request just before was: it decides what this one is compared with. */
const Before = {
  /** Served: this request begins a new decision. */
  Served: 0,
  /** Shed, and the first of its row: the next is served whatever its wait. */
  ShedFirst: 1,
  /** Shed, one of a row. */
  ShedAgain: 2,
} as const

/**
 * CoDel by its control law. When waits have stayed at the target or above for a whole interval, one
 * request is shed, the next after interval / sqrt(2), then interval / sqrt(3) and so on, until a
 * wait is below the target. It is not begun while at most one other waits.
 *
 * Source: RFC 8289, section 5 (the pseudocode), with one request in place of one packet; made for
 * packets, it lets the queue of a service under steady overload grow longer than folly's rule does.
 */
export class CodelRfc8289 implements DelayRule {
  readonly #targetMs: Ms
  readonly #intervalMs: Ms
  #firstAboveAt: Ms | null = null
  #nextShedAt: Ms = 0
  #count = 0
  #lastCount = 0
  #isShedding = false
  #before: (typeof Before)[keyof typeof Before] = Before.Served

  /** @param settings already checked */
  constructor({ target, interval }: CodelSettings) {
    this.#targetMs = target
    this.#intervalMs = interval
  }

  sheds(waitedMs: Ms, behind: number, now: Ms): boolean {
    insistOnWait(waitedMs, now)
    insistOnIndex(behind, Infinity, 'delay rule, the behind of sheds(waitedMs, behind, now)')
    const mayShed = this.#mayShed(waitedMs, behind, now)
    const before = this.#before
    this.#before = Before.Served
    if (before === Before.ShedFirst) return false
    if (!this.#isShedding) return mayShed && this.#begin(now)
    if (!mayShed) this.#isShedding = false
    else if (before === Before.ShedAgain) this.#nextShedAt = this.#law(this.#nextShedAt)
    if (!this.#isShedding || now < this.#nextShedAt) return false
    this.#count++
    this.#before = Before.ShedAgain
    return true
  }

  emptied(): void {
    this.#firstAboveAt = null
    if (this.#before !== Before.ShedFirst) this.#isShedding = false
    this.#before = Before.Served
  }

  /** Whether waits have been too long for an interval. */
  #mayShed(waitedMs: Ms, behind: number, now: Ms): boolean {
    if (waitedMs < this.#targetMs || behind <= 1) {
      this.#firstAboveAt = null
      return false
    }
    this.#firstAboveAt ??= now + this.#intervalMs
    return now >= this.#firstAboveAt
  }

  #begin(now: Ms): true {
    const since = this.#count - this.#lastCount
    const isRecent = now - this.#nextShedAt < RECENT_INTERVALS * this.#intervalMs
    this.#isShedding = true
    this.#count = since > 1 && isRecent ? since : 1
    this.#nextShedAt = this.#law(now)
    this.#lastCount = this.#count
    this.#before = Before.ShedFirst
    return true
  }

  #law(from: Ms): Ms {
    return from + this.#intervalMs / Math.sqrt(this.#count)
  }
}
