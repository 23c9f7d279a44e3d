/**
 * A breaker that is slow and obviously right: it keeps every result and every probe by name, and
 * works out each answer anew from these lists.
 */
import type { BreakerOptions, CallOutcome } from 'gameday/policies'

type Result = { readonly at: number; readonly failed: boolean }
type Probe = { readonly permit: symbol; outcome: CallOutcome | 'under way' }

export class ReferenceBreaker {
  readonly #options: BreakerOptions
  #name: 'closed' | 'open' | 'half-open' = 'closed'
  #epoch = 0
  #openedAt = NaN
  #roundBegan = NaN
  #results: Result[] = []
  #probes: Probe[] = []
  #rejected = 0
  readonly #epochOf = new Map<symbol, number>()

  constructor(options: BreakerOptions) {
    this.#options = options
  }

  /** The name of the call if it may pass, or else when to come back. */
  admit(now: number): symbol | number {
    const { openFor, probes = 1 } = this.#options
    if (this.#name === 'open' && now >= this.#openedAt + openFor) {
      this.#become('half-open')
      this.#roundBegan = now
      this.#probes = []
    }
    const taken = this.#probes.filter(probe => probe.outcome !== 'ignored').length
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
    if (outcome === 'ignored') return
    this.#results.push({ at: now, failed: outcome === 'failed' })
    if (this.#enough(now)) this.#open(now)
  }

  reset(): void {
    this.#rejected = 0
    this.#close()
  }

  state(): unknown {
    const { openFor, probes = 1 } = this.#options
    const openSince = this.#openedAt
    if (this.#name === 'closed') return { name: 'closed' }
    if (this.#name === 'open') return { name: 'open', openSince, until: openSince + openFor }
    const passed = this.#probes.filter(probe => probe.outcome === 'ok').length
    const taken = this.#probes.filter(probe => probe.outcome !== 'ignored').length
    return { name: 'half-open', openSince, probesLeft: probes - taken, probesPassed: passed }
  }

  metrics(now: number): unknown {
    const counted = this.#counted(now)
    const completed = counted.length
    const failed = counted.filter(result => result.failed).length
    const { consecutive, minimumCalls } = { minimumCalls: 0, ...this.#options }
    const tells = consecutive === undefined && completed >= minimumCalls
    const failureRate = tells ? failed / completed : undefined
    return { state: this.#name, failureRate, completed, failed, notPermitted: this.#rejected }
  }

  #settleProbe(permit: symbol, outcome: CallOutcome, now: number): void {
    this.#probes.find(probe => probe.permit === permit)!.outcome = outcome
    const passed = this.#probes.filter(probe => probe.outcome === 'ok').length
    if (outcome === 'failed') this.#open(now)
    else if (passed === (this.#options.probes ?? 1)) this.#close()
  }

  #enough(now: number): boolean {
    const counted = this.#counted(now)
    const failed = counted.filter(result => result.failed).length
    if (this.#options.consecutive !== undefined) return failed >= this.#options.consecutive
    const { failureRate, minimumCalls } = this.#options
    return counted.length >= minimumCalls && failed / counted.length >= failureRate
  }

  /** The row of failures at the end, or all results in the newest buckets. */
  #counted(now: number): Result[] {
    if (this.#options.consecutive !== undefined) {
      return this.#results.slice(this.#results.findLastIndex(result => !result.failed) + 1)
    }
    const { window, buckets = 10 } = this.#options
    const bucket = (at: number): number => Math.floor(at / (window / buckets))
    return this.#results.filter(result => bucket(result.at) > bucket(now) - buckets)
  }

  #open(now: number): void {
    this.#become('open')
    this.#openedAt = now
  }

  #close(): void {
    this.#become('closed')
    this.#results = []
  }

  #become(name: 'closed' | 'open' | 'half-open'): void {
    this.#name = name
    this.#epoch += 1
  }
}
