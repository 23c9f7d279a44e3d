/**
 * An outlier detector that is slow and obviously right: it keeps everything that ever happened in
 * one list, and works out each answer anew from it.
 */
import { OUTLIER_DEFAULTS, type OutlierOptions } from 'gameday/policies'

type Happened =
  | { readonly did: 'answer'; readonly host: number; readonly ok: boolean }
  | { readonly did: 'eject' | 'return' | 'spare'; readonly host: number; readonly at: number }
  | { readonly did: 'sweep'; readonly at: number; readonly out: readonly number[] }

export class ReferenceDetector {
  readonly #options: Required<OutlierOptions>
  readonly #hosts: readonly number[]
  readonly #happened: Happened[] = []

  constructor(options: OutlierOptions, hosts: number) {
    this.#options = { ...OUTLIER_DEFAULTS, cap: Math.max(300_000, options.base ?? 0), ...options }
    this.#hosts = Array.from({ length: hosts }, (_, host) => host)
  }

  isEjected(host: number): boolean {
    return this.#lastOf(host, ['eject', 'return'])?.did === 'eject'
  }

  record(host: number, ok: boolean, at: number): void {
    if (this.isEjected(host)) return
    this.#happened.push({ did: 'answer', host, ok })
    if (this.#failuresInARow(host) < this.#options.consecutive) return
    this.#happened.push({ did: this.#mayEject() ? 'eject' : 'spare', host, at })
  }

  sweep(at: number): void {
    for (const host of this.#out()) {
      const { at: since } = this.#lastOf(host, ['eject']) as { at: number }
      const length = Math.min(this.#options.cap, this.#options.base * this.times(host))
      if (at - since >= length) this.#happened.push({ did: 'return', host, at })
    }
    for (const host of this.#farBelowTheMean()) {
      if (this.#mayEject()) this.#happened.push({ did: 'eject', host, at })
    }
    this.#happened.push({ did: 'sweep', at, out: this.#out() })
  }

  /** How many times `base` an ejection lasts, by going through the whole life of the host. */
  times(host: number): number {
    const { base, cap, interval } = this.#options
    let [times, returnedAt] = [0, -Infinity]
    for (const event of this.#happened) {
      if (event.did === 'sweep') {
        const inService = !event.out.includes(host)
        if (inService && event.at - returnedAt >= interval) times = Math.max(0, times - 1)
      } else if (event.host !== host) continue
      else if (event.did === 'return') returnedAt = event.at
      else if (event.did === 'eject' && times * base < cap + base) times += 1
    }
    return times
  }

  #out(): number[] {
    return this.#hosts.filter(host => this.isEjected(host))
  }

  #mayEject(): boolean {
    const out = this.#out().length
    const { alwaysEjectOneHost, most } = this.#options
    return (alwaysEjectOneHost && out === 0) || (out + 1) / this.#hosts.length <= most
  }

  /** Failures since the host's last success, and since its last row was complete. */
  #failuresInARow(host: number): number {
    const its = this.#happened.filter(event => 'host' in event && event.host === host)
    const row = its.slice(its.findLastIndex(event => event.did !== 'answer' || event.ok) + 1)
    return row.length
  }

  #farBelowTheMean(): number[] {
    const { minimumHosts, minimumRequests, deviations } = this.#options
    const since = this.#happened.findLastIndex(({ did }) => did === 'sweep') + 1
    const answers = this.#happened.slice(since).filter(event => event.did === 'answer')
    const rates = this.#hosts.flatMap(host => {
      const its = answers.filter(answer => answer.host === host)
      if (this.isEjected(host) || its.length < minimumRequests) return []
      return [{ host, rate: its.filter(answer => answer.ok).length / its.length }]
    })
    if (rates.length < minimumHosts) return []
    const mean = rates.reduce((sum, { rate }) => sum + rate, 0) / rates.length
    const squares = rates.reduce((sum, { rate }) => sum + (rate - mean) ** 2, 0)
    const limit = mean - deviations * Math.sqrt(squares / rates.length)
    return rates.filter(({ rate }) => rate < limit - 1e-9).map(({ host }) => host)
  }

  #lastOf(host: number, deeds: readonly string[]): Happened | undefined {
    return this.#happened.findLast(
      event => 'host' in event && event.host === host && deeds.includes(event.did),
    )
  }
}
