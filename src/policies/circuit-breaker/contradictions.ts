/** Options of a breaker that are right one by one, and together make no sense. */
import type { Problem } from '../../kernel/errors.ts'
import { formatMs, formatShare, type Ms } from '../../kernel/units.ts'
import type { BreakerOptions } from './options.ts'

type Found = Problem | false | undefined

/** All that is at odds in these options, with figures. */
export function contradictionsIn(options: BreakerOptions): Problem[] {
  const found = [...inTheRule(options), ...inTheRecovery(options), ...inBetween(options)]
  return found.filter(problem => typeof problem === 'object')
}

function inTheRule(rule: BreakerOptions): Found[] {
  if (rule.consecutive !== undefined) return []
  const { failureRate, slowCallRate, slowCallDuration, trips, judgedOn } = rule
  const countsCompleted = rule.window === undefined || (rule.counts ?? 'completed') === 'completed'
  const anyCallOpens = trips !== 'exceeded' && judgedOn !== 'failure'
  return [
    slowCallRate !== undefined &&
      slowCallDuration === undefined && {
        what: `slowCallRate is ${formatShare(slowCallRate)}, and nothing says when a call is slow`,
        where: 'slowCallDuration',
        fix: 'write slowCallDuration: 1_000, or leave slowCallRate out',
      },
    slowCallRate === undefined &&
      slowCallDuration !== undefined && {
        what: `calls over ${formatMs(slowCallDuration)} are slow, and no share of them opens it`,
        where: 'slowCallDuration',
        fix: 'write slowCallRate: 0.5, or leave slowCallDuration out',
      },
    ...([['failureRate', failureRate], ['slowCallRate', slowCallRate]] as const).flatMap(
      ([where, share]): Found[] => [
        share === 0 &&
          anyCallOpens && {
            what: '0 is not a number above 0 and up to 1',
            where,
            fix: `write ${where}: 0.5, or trips: 'exceeded'`,
          },
        share === 1 &&
          trips === 'exceeded' &&
          countsCompleted && {
            what: 'no more than 100% of completed calls can fail, so the breaker can never open',
            where,
            fix: `write trips: 'reached', or a ${where} below 1`,
          },
      ],
    ),
    ...inTheWindow(rule, countsCompleted),
  ]
}

function inTheWindow(rule: BreakerOptions, countsCompleted: boolean): Found[] {
  const { minimumCalls } = { minimumCalls: undefined, ...rule }
  if (rule.lastCalls !== undefined) {
    const { lastCalls } = rule
    const tooMany = minimumCalls !== undefined && minimumCalls > lastCalls
    return [
      tooMany && {
        what: `minimumCalls is ${minimumCalls}, but the window holds ${lastCalls} calls: it can never open`,
        where: 'minimumCalls',
        fix: `write minimumCalls: ${lastCalls}, or lastCalls: ${minimumCalls}`,
      },
    ]
  }
  if (rule.window === undefined) return []
  const { window, buckets = 10, ring } = rule
  return [
    minimumCalls === 0 &&
      countsCompleted && {
        what: '0 is not a whole number from 1 to 1_000_000',
        where: 'minimumCalls',
        fix: 'write minimumCalls: 20',
      },
    ring === 'timer' &&
      window < buckets && {
        what: `${buckets} buckets in ${formatMs(window)} are shorter than a timer's millisecond`,
        where: 'buckets',
        fix: `write a window of at least ${buckets}, or fewer buckets`,
      },
  ]
}

function inTheRecovery(options: BreakerOptions): Found[] {
  const { openFor, probes = 1, decision, halfOpens, probesFrom } = options
  const { halfOpenFor, afterHalfOpen, lateResults, consecutive } = options
  const after = typeof decision === 'object' && 'after' in decision ? decision.after : 0
  const hears = lateResults === 'applied'
  return [
    typeof openFor === 'object' &&
      'base' in openFor &&
      (openFor.cap ?? Infinity) < openFor.base && {
        what: `the wait begins at ${formatMs(openFor.base)}, above its cap of ${formatMs(openFor.cap as Ms)}`,
        where: 'openFor',
        fix: `write cap: ${openFor.base} or more`,
      },
    after > probes &&
      !hears && {
        what: `it decides after ${after} results, but lets ${probes} through: it would stay half-open for good`,
        where: 'decision',
        fix: `write probes: ${after}, or decision: { after: ${probes} }`,
      },
    after > 0 &&
      consecutive !== undefined && {
        what: 'failures in a row have no rates that could decide over probes',
        where: 'decision',
        fix: "write decision: 'all', or decision: { tolerate: 0.2 }",
      },
    halfOpens === 'onTimer' &&
      probesFrom === 'passed' && {
        what: 'a timer makes it half-open at exactly the end of the wait, never only after it',
        where: 'probesFrom',
        fix: "leave probesFrom out, or write halfOpens: 'onCall'",
      },
    afterHalfOpen !== undefined &&
      halfOpenFor === undefined && {
        what: `it becomes ${afterHalfOpen} after being half-open for too long, which nothing limits`,
        where: 'afterHalfOpen',
        fix: 'write halfOpenFor: 10_000',
      },
  ]
}

function inBetween(options: BreakerOptions): Found[] {
  const { timeout = Infinity, slowCallDuration } = { slowCallDuration: undefined, ...options }
  return [
    slowCallDuration !== undefined &&
      slowCallDuration >= timeout && {
        what: `a call is slow after ${formatMs(slowCallDuration)}, but given up after ${formatMs(timeout)}: none is slow`,
        where: 'slowCallDuration',
        fix: `write slowCallDuration: ${timeout / 2}, or a longer timeout`,
      },
  ]
}
