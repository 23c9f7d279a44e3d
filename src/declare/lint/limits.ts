/** How long calls may take, by their own policies. */
import type { Ms } from '../../kernel/units.ts'
import { type RetryOptions, retrySettings } from '../../policies/retry/options.ts'
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
  const { attempts, base, factor, cap, backoff } = retrySettings(retry)
  let [total, wait] = [0, base]
  for (let n = 1; n < attempts; n++) {
    total += Math.min(cap, backoff === 'linear' ? n * base : wait)
    if (backoff === 'exponential') wait = Math.min(cap, wait * factor)
  }
  return total
}

/** The wait before the first retry at the least, whatever chance has to say. */
export function firstWaitMs(retry: RetryOptions): Ms {
  const { base, cap, jitter, spread, retryAfter } = retrySettings(retry)
  // The callee may ask for less.
  if (retryAfter === 'grpc') return 0
  const wait = Math.min(base, cap)
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
