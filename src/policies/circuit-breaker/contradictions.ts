/** Options of a breaker that are right one by one, and together make no sense. */
import type { Problem } from '../../kernel/errors.ts'
import { formatMs, formatShare, type Ms } from '../../kernel/units.ts'
import type { Bearing } from './bearing.ts'
import type { BreakerOptions } from './options.ts'
import type { Recovery } from './recovery.ts'

/** The options of every rule, of which a breaker has one. */
type Options = Recovery &
  Bearing & {
    readonly [name in 'consecutive' | 'window' | 'buckets' | 'lastCalls' | 'minimumCalls']?:
      | number
      | undefined
  } & {
    readonly [name in 'failureRate' | 'slowCallRate' | 'slowCallDuration']?: number | undefined
  } & { readonly [name in 'trips' | 'judgedOn' | 'counts' | 'ring']?: string | undefined }

/** Finds one contradiction, and says it with figures. */
type Check = (options: Options) => Problem | undefined

/** All that is at odds in these options. */
export function contradictionsIn(options: BreakerOptions): Problem[] {
  return checks.map(check => check(options)).filter(problem => problem !== undefined)
}

const countsCompleted = ({ counts = 'completed' }: Options): boolean => counts === 'completed'

const slowWithoutDuration: Check = ({ slowCallRate, slowCallDuration }) =>
  slowCallRate === undefined || slowCallDuration !== undefined
    ? undefined
    : {
        what: `slowCallRate is ${formatShare(slowCallRate)}, and nothing says when a call is slow`,
        where: 'slowCallDuration',
        fix: 'write slowCallDuration: 1_000, or leave slowCallRate out',
      }

const durationWithoutRate: Check = ({ slowCallRate, slowCallDuration }) =>
  slowCallDuration === undefined || slowCallRate !== undefined
    ? undefined
    : {
        what: `calls over ${formatMs(slowCallDuration)} are slow, and no share of them opens it`,
        where: 'slowCallDuration',
        fix: 'write slowCallRate: 0.5, or leave slowCallDuration out',
      }

const opensAtNothing =
  (where: 'failureRate' | 'slowCallRate'): Check =>
  ({ [where]: share, trips, judgedOn }) =>
    share !== 0 || trips === 'exceeded' || judgedOn === 'failure'
      ? undefined
      : {
          what: '0 is not a number above 0 and up to 1',
          where,
          fix: `write ${where}: 0.5, or trips: 'exceeded'`,
        }

const moreThanAll =
  (where: 'failureRate' | 'slowCallRate'): Check =>
  options =>
    options[where] !== 1 || options.trips !== 'exceeded' || !countsCompleted(options)
      ? undefined
      : {
          what: `${where} is 100%, and no more than that can be exceeded: it can never open`,
          where,
          fix: `write trips: 'reached', or a ${where} below 1`,
        }

const moreThanTheWindow: Check = ({ lastCalls, minimumCalls }) =>
  lastCalls === undefined || minimumCalls === undefined || minimumCalls <= lastCalls
    ? undefined
    : {
        what:
          `minimumCalls is ${minimumCalls}, and the window holds ${lastCalls} calls: ` +
          'it can never open',
        where: 'minimumCalls',
        fix: `write minimumCalls: ${lastCalls}, or lastCalls: ${minimumCalls}`,
      }

const noMinimum: Check = options =>
  options.minimumCalls !== 0 || !countsCompleted(options)
    ? undefined
    : {
        what: '0 is not a whole number from 1 to 1_000_000',
        where: 'minimumCalls',
        fix: 'write minimumCalls: 20',
      }

const bucketsTooShort: Check = ({ window = Infinity, buckets = 10, ring }) =>
  ring !== 'timer' || window >= buckets
    ? undefined
    : {
        what: `${buckets} buckets in ${formatMs(window)} are shorter than a timer's millisecond`,
        where: 'buckets',
        fix: `write a window of at least ${buckets}, or fewer buckets`,
      }

const capBelowBase: Check = ({ openFor }) =>
  typeof openFor === 'number' || !('base' in openFor) || openFor.base <= (openFor.cap ?? Infinity)
    ? undefined
    : {
        what:
          `the wait begins at ${formatMs(openFor.base)}, ` +
          `above its cap of ${formatMs(openFor.cap as Ms)}`,
        where: 'openFor',
        fix: `write cap: ${openFor.base} or more`,
      }

const neverDecides: Check = ({ decision, probes = 1, lateResults }) =>
  typeof decision !== 'object' ||
  !('after' in decision) ||
  decision.after <= probes ||
  lateResults === 'applied'
    ? undefined
    : {
        what:
          `it decides after ${decision.after} results and lets ${probes} through: ` +
          'it can never close',
        where: 'decision',
        fix: `write probes: ${decision.after}, or decision: { after: ${probes} }`,
      }

const neverEnough: Check = ({ decision, probes = 1 }) =>
  typeof decision !== 'object' || !('successes' in decision) || decision.successes <= probes
    ? undefined
    : {
        what:
          `it closes after ${decision.successes} successes and lets ${probes} through: ` +
          'it can never close',
        where: 'decision',
        fix: `write probes: ${decision.successes}, or decision: { successes: ${probes} }`,
      }

const noRates: Check = ({ consecutive, decision }) =>
  consecutive === undefined || typeof decision !== 'object' || !('after' in decision)
    ? undefined
    : {
        what: `${consecutive} failures in a row are no rate that could decide over probes`,
        where: 'decision',
        fix: "write decision: 'all', or decision: { tolerate: 0.2 }",
      }

const afterTheTimer: Check = ({ halfOpens, probesFrom }) =>
  halfOpens !== 'onTimer' || probesFrom !== 'passed'
    ? undefined
    : {
        what: 'a timer makes it half-open at exactly the end of the wait, never only after it',
        where: 'probesFrom',
        fix: "leave probesFrom out, or write halfOpens: 'onCall'",
      }

const neverTooLong: Check = ({ halfOpenFor, afterHalfOpen }) =>
  afterHalfOpen === undefined || halfOpenFor !== undefined
    ? undefined
    : {
        what: `it becomes ${afterHalfOpen} after being half-open for too long, which has no limit`,
        where: 'afterHalfOpen',
        fix: 'write halfOpenFor: 10_000',
      }

const givenUpBeforeSlow: Check = ({ timeout = Infinity, slowCallDuration = 0 }) =>
  slowCallDuration < timeout
    ? undefined
    : {
        what:
          `a call is slow after ${formatMs(slowCallDuration)}, ` +
          `and given up after ${formatMs(timeout)}: none is ever slow`,
        where: 'slowCallDuration',
        fix: `write slowCallDuration: ${timeout / 2}, or a longer timeout`,
      }

const checks: readonly Check[] = [
  slowWithoutDuration,
  durationWithoutRate,
  opensAtNothing('failureRate'),
  opensAtNothing('slowCallRate'),
  moreThanAll('failureRate'),
  moreThanAll('slowCallRate'),
  moreThanTheWindow,
  noMinimum,
  bucketsTooShort,
  capBelowBase,
  neverDecides,
  neverEnough,
  noRates,
  afterTheTimer,
  neverTooLong,
  givenUpBeforeSlow,
]
