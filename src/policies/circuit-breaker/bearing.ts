/** What can be said about a breaker besides its rule and recovery: what it makes of a result. */
import { listOf, oneOf, optional, wholeNumber } from '../../kernel/schema.ts'
import type { Ms } from '../../kernel/units.ts'
import { someTime, type Units } from '../units.ts'

/**
 * What a call is taken for that neither succeeded nor failed: for none at all, for a success, or
 * for none while the breaker is closed and for a success when it was a probe.
 */
export type TakenFor = 'none' | 'success' | 'successOfProbe'

/** How a breaker bears itself. The defaults have no surprises; libraries have other ones. */
export type Bearing<Time = Ms> = {
  /**
   * The result of a call that was let through before the state changed is `dropped` (default), is
   * `applied` to the present state, or is `counted` by the rule, which may open a half-open
   * breaker, unless it is of a probe.
   */
  readonly lateResults?: 'dropped' | 'applied' | 'counted' | undefined
  /** What it remembers is forgotten when it closes (`forget`, default), or not (`keep`). */
  readonly onClose?: 'forget' | 'keep' | undefined
  /**
   * What of the probes counts in the window: nothing (`never`, default), what they decide as one
   * success or failure (`decision`), or every result (`always`).
   */
  readonly probesCount?: 'never' | 'decision' | 'always' | undefined
  /** What a call whose error does not count is taken for. Default `none`. */
  readonly ignored?: TakenFor | undefined
  /** What a call that was cancelled is taken for. Default `none`. */
  readonly cancelled?: TakenFor | undefined
  /** The codes of errors that do not count, such as 404. Whoever drives the breaker heeds them. */
  readonly ignores?: readonly number[] | undefined
  /**
   * A call that has taken so long is given up and has failed. Only for a breaker of a `call`: a
   * `CircuitBreaker` by itself makes no calls, and refuses it.
   */
  readonly timeout?: Time | undefined
  /** How long after its process began it does not open, whatever fails. Default 0. */
  readonly warmUp?: Time | undefined
  /**
   * `active` (default); `isolated`: it rejects every call; `disabled`: it lets every call through
   * and counts none; `metricsOnly`: it counts and never opens.
   */
  readonly mode?: 'active' | 'isolated' | 'disabled' | 'metricsOnly' | undefined
}

const takenFor = oneOf(['none', 'success', 'successOfProbe'])

/** What the options of a bearing must look like. */
export const bearingEntries = (units: Units) => ({
  lateResults: optional(oneOf(['dropped', 'applied', 'counted'])),
  onClose: optional(oneOf(['forget', 'keep'])),
  probesCount: optional(oneOf(['never', 'decision', 'always'])),
  ignored: optional(takenFor),
  cancelled: optional(takenFor),
  ignores: optional(listOf(wholeNumber(100, 599, 'ignores: [404]'), 'ignores: [404]')),
  timeout: optional(someTime(units, 'timeout: 10_000')),
  warmUp: optional(someTime(units, 'warmUp: 10_000')),
  mode: optional(oneOf(['active', 'isolated', 'disabled', 'metricsOnly'])),
})
