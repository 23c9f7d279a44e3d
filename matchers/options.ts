/** What `expect` learns, as types: one source for every runner. */
import type { CircuitOptions } from '../src/judge/goals/kinds.ts'
import type { Percentile } from '../src/kernel/percentile.ts'
import type { Duration, Share } from '../src/kernel/units.ts'
import type { Question, RunNames } from '../src/record/run.ts'

/**
 * The matchers of a run. `N` are the names of its system, and `R` is what a matcher returns.
 *
 * They are synchronous, and all fail on a run without any requests in the window that is asked for.
 */
export interface RunMatchers<R, N extends RunNames = RunNames> {
  /**
   * At least a share of requests was served, ok or degraded.
   *
   * @example
   * import { expect } from 'gameday/vitest'
   *
   * expect(run).toStayAvailable('60%', { between: ['10s', '50s'] })
   */
  toStayAvailable(goal: Share, question?: Question<N>): R
  /**
   * 99 % of requests took no longer than a limit, waiting, retries and failures included.
   *
   * @example
   * import { expect } from 'gameday/vitest'
   *
   * expect(run).toNotExceedP99('500ms', { on: 'product->db' })
   */
  toNotExceedP99(limit: Duration, question?: Question<N>): R
  /**
   * A percentile of requests took no longer than a limit, waiting, retries and failures included.
   *
   * @example
   * import { expect } from 'gameday/vitest'
   *
   * expect(run).toNotExceedPercentile('p95', '300ms', { at: 'db' })
   */
  toNotExceedPercentile(percentile: Percentile, limit: Duration, question?: Question<N>): R
  /**
   * The circuit breaker of a call opened, soon enough.
   *
   * @example
   * import { expect } from 'gameday/vitest'
   *
   * expect(run).toTripCircuit('product->db', { within: '6s' })
   */
  toTripCircuit(call: N['call'], options?: CircuitOptions): R
}
