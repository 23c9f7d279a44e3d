/** Outlier detection: who performs unlike the others is not asked for a while. */
import type { UsageError } from '../../kernel/errors.ts'
import { checked } from '../../kernel/schema.ts'
import type { Ms } from '../../kernel/units.ts'
import { insistOnIndex, insistOnPresent, insistOnYesOrNo, notHandedIn } from '../handed-in.ts'
import { Host } from './host.ts'
import {
  mayEject,
  type OutlierOptions,
  outlierSchema,
  type OutlierSettings,
  outlierSettings,
} from './options.ts'

/** Why a host was ejected, or that it has come back. */
export type OutlierChange = {
  readonly host: number
  readonly is: 'ejected' | 'returned'
  /** In words, with figures: `5 failures in a row`. */
  readonly because: string
}

/** Is told of each change at the moment it happens. */
export type OutlierListener = (change: OutlierChange, now: Ms) => void

/**
 * Ejects hosts that fail `consecutive` times in a row, and at the end of an interval those whose
 * success rate lies more than `deviations` standard deviations below the mean of all; lets them
 * come back at the end of an interval once their time is over.
 *
 * The rules are those of Envoy 1.31 (outlier detection of the cluster manager): a host is ejected
 * only while the ejected ones, itself included, are no more than the share `most` of all; with
 * `alwaysEjectOneHost` also while no other is. The n-th ejection lasts n × `base`, at most `cap`;
 * for each interval a host has spent in service since it came back, n goes down by one. The
 * deviation is that of the whole population. Results of requests that an ejected host still answers
 * do not count.
 *
 * Call `sweep` once every `interval`; nothing else takes time into account.
 *
 * @example
 * const detector = new OutlierDetector({ consecutive: 3, most: 0.25 }, { hosts: 4 })
 * for (const ok of [false, false, false]) detector.record(2, ok, 1_000)
 * detector.isEjected(2) // true
 * detector.sweep(40_000) // its 30 s are over
 */
export class OutlierDetector {
  readonly settings: OutlierSettings
  readonly #hosts: readonly Host[]
  readonly #onChange: OutlierListener | undefined
  /** Shares are shares of so many. */
  #size: number
  #ejected = 0

  /**
   * @param options when and for how long, times in milliseconds and shares 0 to 1
   * @param extras  `hosts`: how many there are, numbered from 0; `onChange`: told of each ejection
   *                and return; `where`: what to call this detector in an error
   * @throws UsageError naming every mistake in the options
   */
  constructor(
    options: OutlierOptions,
    extras: {
      /** How many there are to watch. */
      readonly hosts: number
      /** Told whenever one is ejected or comes back. */
      readonly onChange?: OutlierListener | undefined
      /** What errors call it. */
      readonly where?: string
    },
  ) {
    const { hosts, onChange, where = 'outlier detector' } = extras ?? {}
    this.settings = outlierSettings(checked(outlierSchema, options, where))
    if (!(Number.isInteger(hosts) && hosts > 0)) throw noHosts(where)
    this.#hosts = Array.from({ length: hosts }, () => new Host())
    this.#size = hosts
    this.#onChange = onChange
  }

  /**
   * So many of the hosts are there from now on, for services that grow and shrink: `most` is a
   * share of those.
   *
   * @param hosts at least 1, and at most as many as there are numbers for
   */
  become(hosts: number): void {
    insistOnIndex(hosts - 1, this.#hosts.length, 'outlier detector, become(hosts)')
    this.#size = hosts
  }

  /** Whether a host is out now. */
  isEjected(host: number): boolean {
    return this.#host(host).isEjected
  }

  /** How many hosts are out now. */
  get ejected(): number {
    return this.#ejected
  }

  /** A request to a host has ended, well or not. */
  record(host: number, ok: boolean, now: Ms): void {
    insistOnPresent(now, 'outlier detector, record(host, ok, now)')
    insistOnYesOrNo(ok, 'outlier detector, record(host, ok, now)')
    const its = this.#host(host)
    if (its.isEjected) return
    its.requests++
    if (ok) {
      its.successes++
      its.row = 0
      return
    }
    if (++its.row < this.settings.consecutive) return
    const { row } = its
    its.row = 0
    this.#eject(host, `${row} failures in a row`, now)
  }

  /** The end of an interval: those whose time is over come back, and success rates are compared. */
  sweep(now: Ms): void {
    insistOnPresent(now, 'outlier detector, sweep(now)')
    this.#hosts.forEach((its, host) => {
      if (its.isEjected && now - its.ejectedAt >= this.#lengthOf(its)) this.#return(host, now)
    })
    this.#compareRates(now)
    for (const its of this.#hosts) {
      its.forgetInterval()
      const isSettled = !its.isEjected && now - its.returnedAt >= this.settings.interval
      if (isSettled && its.times > 0) its.times--
    }
  }

  #host(host: number): Host {
    insistOnIndex(host, this.#hosts.length, 'outlier detector, the number of a host')
    return this.#hosts[host]
  }

  /** Eject who is far below the mean, if there are enough hosts with enough requests. */
  #compareRates(now: Ms): void {
    const { minimumHosts, minimumRequests, deviations } = this.settings
    const rated = this.#hosts
      .map((its, host) => ({ host, isEjected: its.isEjected, ...rateOf(its) }))
      .filter(({ isEjected, requests }) => !isEjected && requests >= minimumRequests)
    if (rated.length < minimumHosts) return
    const rates = rated.map(({ rate }) => rate)
    const threshold = mean(rates) - deviations * deviationOf(rates)
    for (const { host, rate } of rated) {
      if (rate >= threshold - ROUNDING) continue
      this.#eject(host, `success rate ${percent(rate)}, below ${percent(threshold)}`, now)
    }
  }

  #eject(host: number, because: string, now: Ms): void {
    const its = this.#hosts[host]
    if (!mayEject(this.settings, this.#ejected, this.#size)) return
    its.isEjected = true
    its.ejectedAt = now
    this.#ejected++
    const { base, cap } = this.settings
    if (its.times * base < cap + base) its.times++
    this.#onChange?.({ host, is: 'ejected', because }, now)
  }

  #return(host: number, now: Ms): void {
    const its = this.#hosts[host]
    its.isEjected = false
    its.returnedAt = now
    its.row = 0
    this.#ejected--
    this.#onChange?.({ host, is: 'returned', because: 'its time is over' }, now)
  }

  #lengthOf({ times }: Host): Ms {
    const { base, cap } = this.settings
    return Math.min(base * times, cap)
  }
}

const noHosts = (where: string): UsageError =>
  notHandedIn('how many hosts there are', {
    how: where,
    fix: 'write new OutlierDetector(options, { hosts: 4 })',
  })

/** The mean of equal rates may be a bit above each of them. */
const ROUNDING = 1e-9

const rateOf = ({ requests, successes }: Host): { requests: number; rate: number } => ({
  requests,
  rate: requests === 0 ? 1 : successes / requests,
})

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length

/** The standard deviation of a whole population. */
function deviationOf(values: readonly number[]): number {
  const middle = mean(values)
  return Math.sqrt(mean(values.map(value => (value - middle) * (value - middle))))
}

const percent = (share: number): string => `${Number((share * 100).toFixed(1))}%`
