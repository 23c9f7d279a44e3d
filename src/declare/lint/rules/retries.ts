/** Retries that never come, that come in vain, and that multiply. */
import { exactDuration, type Ms } from '../../../kernel/units.ts'
import { timeText } from '../time-text.ts'
import type { RetryOptions } from '../../../policies/retry/options.ts'
import { retrySettings } from '../../../policies/retry/settings.ts'
import { attemptsOf } from '../attempts.ts'
import { type CallLayer, type Limit, limitIs } from '../calls.ts'
import type { Figures } from '../figures.ts'
import { attemptMs, firstWaitMs, longestMs, waitsMs } from '../limits.ts'
import type { Told } from '../rule.ts'

/** A layer that may try again. */
type Retrying = CallLayer & { readonly retry: RetryOptions }

const retrying = ({ layers }: Figures): Retrying[] =>
  layers.flatMap(layer => {
    const { retry } = layer.policy
    return retry === null || retrySettings(retry).attempts === 1 ? [] : [{ ...layer, retry }]
  })

/** The whole time is over before the first retry. */
export const backoffOverDeadline = (figures: Figures): Told[] =>
  retrying(figures).flatMap(layer => {
    const { name, retry, deadline } = layer
    const left = figures.patience.left(layer)
    const [limit, vain] =
      left.ms < deadline.ms && left.ms > 0
        ? [left, 'nobody waits for it any more']
        : [deadline, 'no call is ever tried again']
    const first = firstWaitMs(retry)
    if (first < limit.ms) return []
    const what = `the first retry comes after ${timeText(first)}, but ${limitIs(limit)}: ${vain}`
    const base = exactDuration(Math.max(1, Math.floor(limit.ms / 10)))
    return [{ at: name, what, fix: `write a shorter wait, as in base: '${base}', or more time` }]
  })

/** All attempts take longer than the deadline. */
export const retriesOverDeadline = (figures: Figures): Told[] =>
  retrying(figures).flatMap(layer => {
    const { deadline } = layer
    return figures.patience.left(layer).ms < deadline.ms ? [] : outlasting(layer, deadline)
  })

/** All attempts take longer than anybody waits. */
export const retriesOverCaller = (figures: Figures): Told[] =>
  retrying(figures).flatMap(layer => {
    const left = figures.patience.left(layer)
    return left.ms < layer.deadline.ms && left.ms > 0 ? outlasting(layer, left) : []
  })

function outlasting({ name, retry, policy }: Retrying, limit: Limit): Told[] {
  const attempt = attemptMs(policy)
  if (attempt === Infinity || attempt >= limit.ms || firstWaitMs(retry) >= limit.ms) return []
  const longest = longestMs(retry, attempt)
  if (longest <= limit.ms) return []
  const { attempts } = retrySettings(retry)
  const all = `${attempts} attempts of ${exactDuration(attempt)} and the waits between them`
  return [
    {
      at: name,
      what: `${all} take up to ${timeText(longest)}, but ${limitIs(limit)}`,
      fix: 'shorten the attempts or their number, or give the call more time',
    },
  ]
}

/** The first attempt may take all the time there is, so that what is slow is never tried again. */
export const retriesWithoutTimeout = (figures: Figures): Told[] =>
  retrying(figures).flatMap(({ name, retry, policy, deadline }) => {
    const { attempts, on } = retrySettings(retry)
    if (deadline.ms === Infinity || attemptMs(policy) < Infinity) return []
    if (!on.includes('timeout') || firstWaitMs(retry) >= deadline.ms) return []
    const what =
      `the deadline is ${exactDuration(deadline.ms)} and no attempt has a time-out: one without ` +
      'an answer takes it all, and is never tried again'
    return [{ at: name, what, fix: timeoutFor(deadline.ms - waitsMs(retry), attempts) }]
  })

/** A time-out that leaves time for all attempts, if there is any. */
function timeoutFor(ms: Ms, attempts: number): string {
  const each = Math.floor(ms / attempts)
  return each > 0 ? `write timeout: '${exactDuration(each)}'` : 'write a timeout'
}

/** All retries of a call that finds the breaker open come before it lets any through. */
export const retriesWhileOpen = (figures: Figures): Told[] =>
  retrying(figures).flatMap(({ name, retry, policy }) => {
    const { attempts, on, jitter } = retrySettings(retry)
    const { breaker } = policy.breaker === null && policy.inner !== null ? policy.inner : policy
    if (breaker === null || !on.includes('open') || GROW_BY_CHANCE.has(jitter)) return []
    const { openFor } = breaker
    const open = openMs(openFor)
    const waits = waitsMs(retry)
    if (waits >= open) return []
    const what =
      `a call that finds the breaker open is tried again within ${timeText(waits)}, but it is ` +
      `open for ${exactDuration(open)}: nearly all ${attempts} attempts are in vain`
    const fix = "leave 'open' out of on, or let the waits reach beyond openFor"
    return [{ at: name, what, fix }]
  })

const GROW_BY_CHANCE = new Set(['decorrelated', 'decorrelatedV2'])

function openMs(openFor: NonNullable<CallLayer['policy']['breaker']>['openFor']): Ms {
  if (typeof openFor === 'number') return openFor
  return 'base' in openFor ? openFor.base : openFor[0]
}

/** Two attempts each at two places are four, which most systems bear. */
const BEARABLE = 4

/** Retries of retries, told where the last of them stands. */
export function layeredRetries({ calls, attempts }: Figures): Told[] {
  const retried = calls.filter(({ step }) => attemptsOf(step.policy) > 1)
  const above = new Set(retried.map(({ from }) => from))
  return retried.flatMap(call => {
    if (above.has(call.to)) return []
    const { count, by } = attempts.through(call)
    if (by.length < 2 || count <= BEARABLE) return []
    const what = `retries of retries, by ${listed(by)}: up to ${count} calls for one request`
    const fix = 'try again in one of these places only, or give retries a budget'
    return [{ at: call.name, what, fix }]
  })
}

const listed = (names: readonly string[]): string =>
  `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
