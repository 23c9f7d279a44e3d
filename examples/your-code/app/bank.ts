/** The way to the bank, by cockatiel: how often it is asked, and when no longer. */
import {
  ConsecutiveBreaker,
  circuitBreaker,
  ConstantBackoff,
  ExponentialBackoff,
  handleAll,
  type IPolicy,
  retry,
  timeout,
  TimeoutStrategy,
  wrap,
} from 'cockatiel'

/** How the bank is asked. */
export type Asking =
  /** The mistake: again and again, at the same pace, long after the shopper has gone. */
  | 'for ever'
  /** Three times, at moments of its own; and for a while not at all, when it does not answer. */
  | 'within bounds'

const ONE_ATTEMPT_MS = 500

const policies: { readonly [asking in Asking]: () => IPolicy } = {
  'for ever': () => retry(handleAll, { maxAttempts: 1_000_000, backoff: new ConstantBackoff(200) }),
  'within bounds': () =>
    wrap(
      retry(handleAll, {
        maxAttempts: 2,
        backoff: new ExponentialBackoff({ initialDelay: 50, maxDelay: 200 }),
      }),
      circuitBreaker(handleAll, { halfOpenAfter: 1000, breaker: new ConsecutiveBreaker(5) }),
    ),
}

/** The bank, asked by a policy. */
export function bankBehind(asking: Asking): { authorise: (order: string) => Promise<void> } {
  const oneAttempt = timeout(ONE_ATTEMPT_MS, TimeoutStrategy.Aggressive)
  const policy = wrap(policies[asking](), oneAttempt)
  return {
    authorise: order =>
      policy.execute(async () => {
        const answer = await fetch(`http://bank/${order}`, { method: 'POST' })
        if (!answer.ok) throw new Error(`the bank says ${answer.status}`)
      }, new AbortController().signal), // or all that wait listen to one signal of cockatiel's
  }
}
