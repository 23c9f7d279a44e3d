/** Why a circuit breaker changed its state, in words: with what it had counted when it did. */
import { formatMs, type Ms } from '../../kernel/units.ts'
import type { BreakerOptions, CircuitBreaker } from '../../policies/index.ts'
import type { CircuitState } from '../../record/recording.ts'

/** A change of state, as whoever made the breaker sees it. */
export type Change = {
  readonly from: CircuitState
  readonly to: CircuitState
  readonly at: Ms
  /** How long it was in the state before. */
  readonly lasted: Ms
}

/** Says why; a breaker that is held or let go by a fault does not know that itself. */
export function whyItChanged(
  { from, to, at, lasted }: Change,
  breaker: CircuitBreaker,
  options: BreakerOptions,
): string {
  if (from === 'open' && to === 'half-open') return `open for ${formatMs(lasted)}`
  if (from === 'half-open') {
    if (lasted >= (options.halfOpenFor ?? Infinity)) return `half-open for ${formatMs(lasted)}`
    return to === 'open' ? probesFailed(options) : 'its probes succeeded'
  }
  return from === 'closed' && to === 'open' ? countedBy(breaker, options, at) : 'by hand'
}

function probesFailed({ decision = 'all' }: BreakerOptions): string {
  return decision === 'all' || decision === 'first' ? 'a probe failed' : 'too many probes failed'
}

/** What its rule has seen. One that is to wake at once is not asked: that would wake it. */
function countedBy(breaker: CircuitBreaker, options: BreakerOptions, at: Ms): string {
  if (breaker.wakesAt <= at) return 'its rule was met'
  const { completed, failed, slow } = breaker.metrics(at)
  if (options.consecutive !== undefined) {
    return failed === 1 ? 'a call failed' : `${failed} calls failed in a row`
  }
  const slowly = slow > 0 ? `, ${slow} were slow` : ''
  return `${failed} of ${completed} calls failed${slowly}`
}
