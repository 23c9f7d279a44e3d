/** What can be said about a rule that opens on a share of calls: which calls, which share. */
import { numberThat, oneOf, optional, wholeNumber } from '../../kernel/schema.ts'
import type { Ms } from '../../kernel/units.ts'
import { someTime, type Units } from '../units.ts'
import { arithmetics, type ArithmeticName } from './share-of-calls.ts'

/** The share of failures that opens it, that of slow calls, or both: either is enough. */
type Shares<Time, Part> =
  | {
      /** The share of failures that opens it, above 0 and up to 1. */
      readonly failureRate: Part
      /** The share of slow calls that opens it. Default: slow calls do not matter. */
      readonly slowCallRate?: Part | undefined
      /** A call that takes longer than this is slow. */
      readonly slowCallDuration?: Time | undefined
    }
  | {
      /** The share of calls that failed at which it opens. */
      readonly failureRate?: undefined
      /** The share of calls that were slow at which it opens. */
      readonly slowCallRate: Part
      /** A call that takes longer is slow. */
      readonly slowCallDuration: Time
    }

/** How the share is judged; the defaults are the rules that have no surprises. */
type Judging = {
  /** Opens when the share is `reached` (default) or only when it is `exceeded`. */
  readonly trips?: 'reached' | 'exceeded' | undefined
  /** In which numbers shares are compared; it matters at the share itself. Default `quotient`. */
  readonly arithmetic?: ArithmeticName | undefined
  /**
   * After which calls the share is judged: after every `result` (default), as a slow success may
   * be the one too many, or after every `failure`.
   */
  readonly judgedOn?: 'result' | 'failure' | undefined
}

/** Opens on the share of failures or slow calls among the calls made lately. */
export type TimeWindowRule<Time = Ms, Part = number> = Shares<Time, Part> &
  Judging & {
    /** How far back "lately" reaches. */
    readonly window: Time
    /** How many buckets the window is kept in: 10 unless told otherwise. */
    readonly buckets?: number | undefined
    /**
     * How the buckets turn. `aligned` (default): they begin at multiples of their length;
     * `timer`: at multiples of their length in whole milliseconds from the start of the process;
     * `sliding`: with the first call of each; `oneStep`: a record turns it by one at most, so that
     * what is too old survives idle gaps.
     */
    readonly ring?: 'aligned' | 'timer' | 'sliding' | 'oneStep' | undefined
    /** How many calls there must be in the window before the share counts; from 1. */
    readonly minimumCalls: number
    /**
     * Which calls the share is of: those `completed` (default), those `started` (when they
     * start), or all those `asked` for, rejected ones included. The failures among them are
     * counted when they fail.
     */
    readonly counts?: 'completed' | 'started' | 'asked' | undefined
    /** Not with a rate: say either failures in a row or a rate. */
    readonly consecutive?: undefined
    /** Not with `window`: it counts either by time or by calls. */
    readonly lastCalls?: undefined
    /** Not with `window`, which holds any number of calls. */
    readonly shareOf?: undefined
  }

/** Opens on the share of failures or slow calls among the last so many calls. */
export type CallWindowRule<Time = Ms, Part = number> = Shares<Time, Part> &
  Judging & {
    /** How many completed calls are remembered. */
    readonly lastCalls: number
    /**
     * How many there must be before the share counts. Default: as many as are remembered; 1 where
     * the share is of those.
     */
    readonly minimumCalls?: number | undefined
    /**
     * What the share is of: the calls that are remembered by now (`calls`, default), or as many as
     * can be (`capacity`): `{ lastCalls: 10, failureRate: 0.5, shareOf: 'capacity' }` opens at 5
     * failures of the last 10 calls, at the fifth call if need be, as failsafe does.
     */
    readonly shareOf?: 'calls' | 'capacity' | undefined
    /** Not with a rate: say either failures in a row or a rate. */
    readonly consecutive?: undefined
    /** Not with `lastCalls`: it counts either by time or by calls. */
    readonly window?: undefined
  }

const MOST_CALLS = 1_000_000

/** Nothing has to be there where calls count when they begin; see contradictions. */
const fewest = numberThat(
  value => Number.isInteger(value) && value >= 0 && value <= MOST_CALLS,
  'a whole number from 1 to 1_000_000',
  'minimumCalls: 20',
)

/** Nothing opens at a share of 0, which is for those that must be exceeded; see contradictions. */
const rate = ({ share }: Units, example: string) =>
  share(value => value >= 0 && value <= 1, 'a number above 0 and up to 1', example)

const rateEntries = (units: Units) => ({
  failureRate: rate(units, 'failureRate: 0.5'),
  slowCallRate: optional(rate(units, 'slowCallRate: 0.5')),
  slowCallDuration: optional(someTime(units, 'slowCallDuration: 1_000')),
  trips: optional(oneOf(['reached', 'exceeded'])),
  arithmetic: optional(oneOf(Object.keys(arithmetics) as ArithmeticName[])),
  judgedOn: optional(oneOf(['result', 'failure'])),
})

/** What the options of a time window must look like. */
export const timeWindowEntries = (units: Units) => ({
  window: someTime(units, 'window: 10_000'),
  buckets: optional(wholeNumber(1, 1_000, 'buckets: 10')),
  ring: optional(oneOf(['aligned', 'timer', 'sliding', 'oneStep'])),
  ...rateEntries(units),
  minimumCalls: fewest,
  counts: optional(oneOf(['completed', 'started', 'asked'])),
})

/** What the options of a window of calls must look like. */
export const callWindowEntries = (units: Units) => ({
  lastCalls: wholeNumber(1, MOST_CALLS, 'lastCalls: 100'),
  ...rateEntries(units),
  minimumCalls: optional(wholeNumber(1, MOST_CALLS, 'minimumCalls: 20')),
  shareOf: optional(oneOf(['calls', 'capacity'])),
})
