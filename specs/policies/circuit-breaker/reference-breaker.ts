/**
 * A breaker that is slow and obviously right: it keeps every result and every probe by name, and
 * works out each answer anew from these lists.
 */
import type { CallOutcome } from 'gameday/policies'

type Result = { readonly at: number; readonly failed: boolean }
type Probe = { readonly permit: symbol; outcome: CallOutcome | 'under way' }

/** The options that it understands: those of a breaker that bears itself as one should. */
export type ReferenceOptions = { readonly openFor: number; readonly probes: number } & (
  | { readonly consecutive: number }
  | {
      readonly window: number
      readonly buckets: number
      readonly failureRate: number
      readonly minimumCalls: number
    }
  | { readonly lastCalls: number; readonly failureRate: number; readonly minimumCalls: number }
)

export class ReferenceBreaker {
  readonly #options: ReferenceOptions
  #name: 'closed' | 'open' | 'half-open' = 'closed'
  #epoch = 0
  #openedAt = NaN
  #roundBegan = NaN
  #results: Result[] = []
  #probes: Probe[] = []
  #rejected = 0
  #openings = 0
  readonly #epochOf = new Map<symbol, number>()

  constructor(options: ReferenceOptions) {
    this.#options = options
  }

  /** The name of the call if it may pass, or else when to come back. */
  admit(now: number): symbol | number {
    const { openFor, probes } = this.#options
    if (this.#name === 'open' && now >= this.#openedAt + openFor) {
      this.#become('half-open')
      this.#roundBegan = now
      this.#probes = []
    }
    const taken = this.#taken().length
    const full = this.#name === 'half-open' && taken === probes
    if (this.#name === 'open' || full) {
      this.#rejected += 1
      return (full ? this.#roundBegan : this.#openedAt) + openFor
    }
    const permit = Symbol('call')
    this.#epochOf.set(permit, this.#epoch)
    if (this.#name === 'half-open') this.#probes.push({ permit, outcome: 'under way' })
    return permit
  }

  settle(permit: symbol, outcome: CallOutcome, now: number): void {
    if (this.#epochOf.get(permit) !== this.#epoch) return
    if (this.#name === 'half-open') return this.#settleProbe(permit, outcome, now)
    if (saysNothing(outcome)) return
    this.#results.push({ at: now, failed: outcome === 'failed' })
    if (this.#enough(now)) this.#open(now)
  }

  reset(): void {
    this.#rejected = 0
    this.#close()
  }

  state(): unknown {
    const { openFor, probes } = this.#options
    const openSince = this.#openedAt
    if (this.#name === 'closed') return { name: 'closed' }
    if (this.#name === 'open') return { name: 'open', openSince, until: openSince + openFor }
    const passed = this.#probes.filter(probe => probe.outcome === 'ok').length
    const probesLeft = probes - this.#taken().length
    return { name: 'half-open', openSince, probesLeft, probesPassed: passed }
  }

  metrics(now: number): unknown {
    const isHalfOpen = this.#name === 'half-open'
    const probes = this.#taken().filter(({ outcome }) => outcome !== 'under way')
    const counted = isHalfOpen
      ? probes.map(({ outcome }) => ({ failed: outcome === 'failed' }))
      : this.#counted(now)
    const completed = counted.length
    const failed = counted.filter(result => result.failed).length
    const isRate = !('consecutive' in this.#options) && completed >= this.#options.minimumCalls
    const tells = isHalfOpen ? completed > 0 : isRate
    return {
      state: this.#name,
      failureRate: tells ? failed / completed : undefined,
      slowCallRate: tells ? 0 : undefined,
      completed,
      failed,
      slow: 0,
      notPermitted: this.#rejected,
      openings: this.#openings,
    }
  }

  #taken(): Probe[] {
    return this.#probes.filter(probe => !saysNothing(probe.outcome))
  }

  #settleProbe(permit: symbol, outcome: CallOutcome, now: number): void {
    this.#probes.find(probe => probe.permit === permit)!.outcome = outcome
    const passed = this.#probes.filter(probe => probe.outcome === 'ok').length
    if (outcome === 'failed') this.#open(now)
    else if (passed === this.#options.probes) this.#close()
  }

  #enough(now: number): boolean {
    const counted = this.#counted(now)
    const failed = counted.filter(result => result.failed).length
    if ('consecutive' in this.#options) return failed >= this.#options.consecutive
    const { failureRate, minimumCalls } = this.#options
    return counted.length >= minimumCalls && failed / counted.length >= failureRate
  }

  /** The row of failures at the end, the last results, or all results in the newest buckets. */
  #counted(now: number): Result[] {
    const options = this.#options
    if ('consecutive' in options) {
      return this.#results.slice(this.#results.findLastIndex(result => !result.failed) + 1)
    }
    if ('lastCalls' in options) return this.#results.slice(-options.lastCalls)
    const { window, buckets } = options
    const bucket = (at: number): number => Math.floor(at / (window / buckets))
    return this.#results.filter(result => bucket(result.at) > bucket(now) - buckets)
  }

  #open(now: number): void {
    this.#become('open')
    this.#openedAt = now
    this.#openings += 1
  }

  #close(): void {
    this.#become('closed')
    this.#results = []
    this.#openings = 0
  }

  #become(name: 'closed' | 'open' | 'half-open'): void {
    this.#name = name
    this.#epoch += 1
  }
}

const saysNothing = (outcome: CallOutcome | 'under way'): boolean =>
  outcome === 'ignored' || outcome === 'cancelled'
