/** When a host is an outlier and how long it stays out, as plain data. */
import type { Problem } from '../../kernel/errors.ts'
import { later } from '../../kernel/later.ts'
import {
  consistent,
  mistakesIn,
  numberWithin,
  optional,
  options,
  type Schema,
  wholeNumber,
  yesOrNo,
} from '../../kernel/schema.ts'
import { exactDuration, type Ms } from '../../kernel/units.ts'
import { plain, someTime, type Units } from '../units.ts'

/**
 * When a host is an outlier, and how long it is ejected for. Defaults as in Envoy 1.31. A time that
 * is a plain number is milliseconds.
 *
 * @example
 * const quick: OutlierOptions = { consecutive: 3, interval: 1_000, base: 5_000, most: 0.5 }
 */
export type OutlierOptions<Time = Ms, Part = number> = {
  /** Failures in a row that eject a host at once. 5 by default. */
  readonly consecutive?: number
  /** How often success rates are compared, and hosts come back. 10 s by default. */
  readonly interval?: Time
  /** How long the first ejection lasts; the n-th lasts n times as long. 30 s by default. */
  readonly base?: Time
  /** No ejection lasts longer. 300 s by default, or `base` if that is more. */
  readonly cap?: Time
  /**
   * The share of hosts that may be ejected at a time. 0.1 by default: of fewer than 10 hosts none.
   */
  readonly most?: Part
  /**
   * Whether the first host may be ejected even if that is more than the share `most`, as Envoy did
   * until 1.27. False by default.
   */
  readonly alwaysEjectOneHost?: boolean
  /**
   * How many standard deviations below the mean success rate a host must lie to be ejected. 1.9 by
   * default.
   */
  readonly deviations?: number
  /** Success rates are compared only among so many hosts or more. 5 by default. */
  readonly minimumHosts?: number
  /** … each of which has had so many requests in the interval. 100 by default. */
  readonly minimumRequests?: number
}

/** The options with every default filled in. */
export type OutlierSettings = Required<OutlierOptions>

const DEFAULT_CAP_MS = 300_000

/** What holds where the options say nothing. */
export const OUTLIER_DEFAULTS: OutlierSettings = Object.freeze({
  consecutive: 5,
  interval: 10_000,
  base: 30_000,
  cap: DEFAULT_CAP_MS,
  most: 0.1,
  alwaysEjectOneHost: false,
  deviations: 1.9,
  minimumHosts: 5,
  minimumRequests: 100,
})

/** Whether one more host may be ejected, when so many of them all are. */
export function mayEject(settings: EjectionLimit, ejected: number, hosts: number): boolean {
  if (ejected === 0 && settings.alwaysEjectOneHost) return true
  return (ejected + 1) / hosts <= settings.most
}

type EjectionLimit = Pick<OutlierSettings, 'most' | 'alwaysEjectOneHost'>

/** The options, already checked, with the default of every one that is left out. */
export function outlierSettings(options: OutlierOptions): OutlierSettings {
  const settings = { ...OUTLIER_DEFAULTS, ...options }
  return { ...settings, cap: options.cap ?? Math.max(DEFAULT_CAP_MS, settings.base) }
}

/** What the options must look like, in these units. */
export function outlierSchemaIn(units: Units): Schema<OutlierOptions> {
  const entries = {
    consecutive: optional(wholeNumber(1, 1_000_000, 'consecutive: 5')),
    interval: optional(someTime(units, 'interval: 10_000')),
    base: optional(someTime(units, 'base: 30_000')),
    cap: optional(someTime(units, 'cap: 300_000')),
    most: optional(units.share(x => x > 0 && x <= 1, 'a share over 0', 'most: 0.1')),
    alwaysEjectOneHost: optional(yesOrNo),
    deviations: optional(numberWithin(0, 100, 'deviations: 1.9')),
    minimumHosts: optional(wholeNumber(2, 10_000, 'minimumHosts: 5')),
    minimumRequests: optional(wholeNumber(1, 1_000_000_000, 'minimumRequests: 100')),
  }
  return consistent<OutlierOptions>(options(entries), contradictions)
}

function contradictions(options: OutlierOptions): Problem[] {
  const { base, cap } = outlierSettings(options)
  if (cap >= base) return []
  const [longest, first] = [exactDuration(cap), exactDuration(base)]
  const what = `no ejection lasts longer than ${longest}, but the first lasts ${first}`
  return [{ what, fix: `write a cap of at least ${first}, or a base of at most ${longest}` }]
}

/** What they must look like in plain numbers. */
export const outlierSchema = later(() => outlierSchemaIn(plain))

/**
 * The mistakes in the options of an outlier detector, all at once, without making one.
 *
 * @param options what the caller wrote; it may be anything
 * @param where   where it was written, for the messages
 * @returns an empty list when the options will do
 */
export const checkOutliers = (options: unknown, where: string): Problem[] =>
  mistakesIn(outlierSchema, options, where)
