/** Circuit breakers that never open, and one that opens at the first failure. */
import { exactDuration } from '../../../kernel/units.ts'
import { mostAttemptsOf } from '../attempts.ts'
import type { CallLayer } from '../calls.ts'
import type { Figures } from '../figures.ts'
import { attemptMs } from '../limits.ts'
import { round } from '../numbers.ts'
import type { Told } from '../rule.ts'

type Breaking = CallLayer & { readonly breaker: NonNullable<CallLayer['policy']['breaker']> }

const breaking = ({ layers }: Figures): Breaking[] =>
  layers.flatMap(layer => {
    const { breaker } = layer.policy
    return breaker === null || (breaker.mode ?? 'active') !== 'active'
      ? []
      : [{ ...layer, breaker }]
  })

/** Slow calls are no failures for it. */
export const breakerWithoutTimeout = (figures: Figures): Told[] =>
  breaking(figures).flatMap(layer => {
    const { name, from, breaker, policy, deadline, isByClients, step } = layer
    const isSlowToo = breaker.consecutive === undefined && breaker.slowCallRate !== undefined
    if (isSlowToo || isByClients || deadline.ms < Infinity || attemptMs(policy) < Infinity)
      return []
    const propagates = step.policy.propagate ?? figures.data.propagateDeadlines
    if (propagates && figures.patience.of(from).ms < Infinity) return []
    const what = 'no time-out makes a slow call a failure, so that the breaker opens on errors only'
    return [{ at: name, what, fix: "write timeout: '1s', or slowCallRate and slowCallDuration" }]
  })

/** What comes in a window, at the most, and each chance that it is more. */
type Seen = { readonly calls: number; readonly isWithRetries: boolean; readonly each: string }

function seenBy(figures: Figures, layer: Breaking, windowMs: number): Seen {
  const { name, caller, from, around, policy } = layer
  const replicas = figures.replicasOf(caller)
  const rate = (figures.highestRates.get(name) ?? 0) / replicas
  const outer = [...around, policy].map(each => ({ ...each, inner: null }))
  const own = outer.reduce((all, each) => all * mostAttemptsOf(each), 1)
  const many = own * figures.attempts.of(from).count
  const each = replicas === 1 ? '' : ' for each replica'
  return { calls: rate * windowMs * many, isWithRetries: many > 1, each }
}

/** It never sees as many calls as it needs. */
export const breakerBelowMinimum = (figures: Figures): Told[] =>
  breaking(figures).flatMap(layer => {
    const { name, breaker } = layer
    if (breaker.window === undefined || breaker.minimumCalls <= 1) return []
    const { window, minimumCalls } = breaker
    const { calls, isWithRetries, each } = seenBy(figures, layer, window)
    if (calls === 0 || calls + CROWD * Math.sqrt(calls) >= minimumCalls) return []
    const retries = isWithRetries ? ', all retries included' : ''
    const what =
      `about ${round(calls)} calls come in a window of ` +
      `${exactDuration(window)}${each}${retries}, and the breaker opens after ` +
      `${minimumCalls} at the least`
    const fix = `write minimumCalls: ${Math.max(1, Math.floor(calls / 2))}, or a longer window`
    return [{ at: name, what, fix }]
  })

/** Chance hardly ever brings more than this many standard deviations above the mean. */
const CROWD = 3

/** One failure is as much as it needs, since hardly any other call is in the window. */
export const breakerOnOneCall = (figures: Figures): Told[] =>
  breaking(figures).flatMap(layer => {
    const { name, breaker } = layer
    if (breaker.window === undefined || breaker.minimumCalls > 1) return []
    const { window, failureRate, slowCallRate } = breaker
    const { calls, each } = seenBy(figures, layer, window)
    if (calls === 0 || calls * (failureRate ?? slowCallRate ?? 1) > 1) return []
    const what =
      `about ${round(calls)} calls come in a window of ${exactDuration(window)}${each}, and ` +
      `minimumCalls is ${breaker.minimumCalls}: a single failure opens the breaker`
    const longer = exactDuration(Math.ceil((10 * window) / calls / 1_000) * 1_000)
    return [
      { at: name, what, fix: `write minimumCalls: 5 and window: '${longer}', or consecutive: 5` },
    ]
  })
