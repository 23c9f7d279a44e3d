/** How long calls may take, by their own policies. */
import type { Ms } from '../../kernel/units.ts'
import { basesFromTo } from '../../policies/retry/bases.ts'
import { curveOf } from '../../policies/retry/growth.ts'
import type { RetryOptions } from '../../policies/retry/options.ts'
import { retrySettings } from '../../policies/retry/settings.ts'
import type { CallPolicy } from '../data.ts'

/** How long one attempt of a layer may take, by its time-out or by what the layers within allow. */
export function attemptMs({ timeout, breaker, inner }: CallPolicy): Ms {
  const within = inner === null ? Infinity : wholeMs(inner)
  return Math.min(timeout, breaker?.timeout ?? Infinity, within)
}

/** How long a call may take by all of its policies. */
export function wholeMs(policy: CallPolicy): Ms {
  const { retry, deadline } = policy
  const attempt = attemptMs(policy)
  return Math.min(deadline, retry === null ? attempt : longestMs(retry, attempt))
}

/** How long all attempts take when each is timed out, and each wait is as long as it can be. */
export const longestMs = (retry: RetryOptions, attempt: Ms): Ms =>
  retrySettings(retry).attempts * attempt + waitsMs(retry)

/** All waits between the attempts, each as long as it can be without jitter. */
export function waitsMs(retry: RetryOptions): Ms {
  const settings = retrySettings(retry)
  const { attempts, bases, factor, cap, backoff, delays } = settings
  if (delays !== undefined) {
    const grown = curveOf(settings)
    return Array.from({ length: attempts - 1 }, (_, n) => grown(n + 1)).reduce((a, b) => a + b, 0)
  }
  const [, base] = basesFromTo(settings.base, bases)
  let [total, wait] = [0, base]
  for (let n = 1; n < attempts; n++) {
    total += Math.min(cap, backoff === 'linear' ? n * base : wait)
    if (backoff === 'exponential') wait = Math.min(cap, wait * factor)
  }
  return total
}

/** The wait before the first retry at the least, whatever chance has to say. */
export function firstWaitMs(retry: RetryOptions): Ms {
  const { base, bases, cap, jitter, spread, retryAfter } = retrySettings(retry)
  // The callee may ask for less.
  if (retryAfter === 'grpc' || typeof retryAfter === 'object') return 0
  const wait = Math.min(...basesFromTo(base, bases), cap)
  switch (jitter) {
    case 'none':
    case 'decorrelated':
      return wait
    case 'equal':
      return wait / 2
    case 'plusMinus':
      return wait * (1 - spread)
    case 'full':
    case 'fullEnvoy':
    case 'decorrelatedV2':
      return 0
  }
}
