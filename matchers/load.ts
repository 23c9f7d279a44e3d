/** Matchers about load: what is multiplied, waits, is lost or done in vain. */
import type { AmplificationOptions } from '../src/judge/goals/kinds/amplification.ts'
import type { GoodputOptions } from '../src/judge/goals/kinds/goodput.ts'
import type { KeptOptions } from '../src/judge/goals/kinds/keeps.ts'
import type { LossOptions } from '../src/judge/goals/kinds/loses-nothing.ts'
import type { QueueBoundOptions } from '../src/judge/goals/kinds/queue-bound.ts'
import type { WasteOptions } from '../src/judge/goals/kinds/waste.ts'
import { goal } from '../src/judge/goals/words.ts'
import { says } from '../src/kernel/schema.ts'
import type { Share } from '../src/kernel/units.ts'
import type { Run, RunNames } from '../src/record/run.ts'
import { type MatcherContext, type MatcherResult, matcher } from './matcher.ts'

/** What can be said of load. */
export interface LoadMatchers<R, N extends RunNames = RunNames> {
  /**
   * While more was offered than could be served, what was served stayed at a share of what could
   * be, and of the rest no more waited in vain than was turned away.
   *
   * @example
   * import { expect } from 'gameday/vitest'
   *
   * expect(run).toShedRatherThanCollapse('10%', { at: 'db', every: '5s' })
   */
  toShedRatherThanCollapse(atLeast: Share, options?: GoodputOptions<N>): R
  /**
   * Attempts were at most so many times those there would have been had nobody tried again.
   *
   * @example
   * import { expect } from 'gameday/vitest'
   *
   * expect(run).toNotAmplifyLoad(3, { on: 'product->db' })
   */
  toNotAmplifyLoad(atMost: number, options?: AmplificationOptions<N>): R
  /**
   * No more waited than so many, and nobody longer than so.
   *
   * @example
   * import { expect } from 'gameday/vitest'
   *
   * expect(run).toBoundQueue('db', { depth: 1_000 })
   */
  toBoundQueue(at: N['component'] | N['queue'], options: QueueBoundOptions): R
  /**
   * Each message that a queue took was handled at least once; dead letters are lost. Of a store:
   * all that was promised is in what it answered to `ask`, as `toLoseNothing({ in: 'orders' })`.
   *
   * @example
   * import { clients, publish, queue, service, simulate, system, work, worker } from 'gameday'
   * import { expect } from 'gameday/vitest'
   *
   * const mail = system('mail', {
   *   users: clients({ rate: '10/s', requests: 50, call: 'web' }),
   *   web: service({ handle: [publish('outbox')] }),
   *   outbox: queue({ capacity: 100 }),
   *   sender: worker({ of: 'outbox', handle: [work('5ms')] }),
   * })
   * expect(simulate(mail, { for: '10s' })).toLoseNothing({ queue: 'outbox' })
   */
  toLoseNothing(options?: LossOptions<N> | KeptOptions): R
  /**
   * At most a share of the time worked was for requests that nobody waited for any more.
   *
   * @example
   * import { expect } from 'gameday/vitest'
   *
   * expect(run).toNotWaste('90%', { at: 'db' })
   */
  toNotWaste(atMost: Share, options?: WasteOptions<N>): R
}

/**
 * Passes when attempts were at most so many times those there would have been had nobody tried
 * again.
 *
 * @param run a finished run
 * @param atMost the factor, from 1 on
 * @param options `on` a call, or `at` a component all calls to it; default each call, of which the
 * worst counts; and when (`between`, `during`, `after`)
 * @returns whether it passes, and a message; without attempts it fails, with `.not` as without
 * @throws UsageError for a name, a moment or a factor that cannot be, and for what is no run
 * @example
 * const { pass, message } = toNotAmplifyLoad(run, 1.5, { on: 'product->db' })
 */
export const toNotAmplifyLoad: <N extends RunNames>(
  this: MatcherContext | void,
  run: Run<N>,
  atMost: number,
  options?: AmplificationOptions<NoInfer<N>>,
) => MatcherResult = matcher('toNotAmplifyLoad', goal.amplification)

/**
 * Passes when no more waited than so many, and nobody longer than so.
 *
 * @param run a finished run
 * @param at a component or a queue
 * @param options `depth`: how many may wait at once; `wait`: how long one may wait at most, or a
 * `percentile` of the waits; and when (`between`, `during`, `after`)
 * @returns whether it passes, and a message; if nothing came it fails, with `.not` as without
 * @throws UsageError for a name, a moment or a bound that cannot be, and for what is no run
 * @example
 * const { pass, message } = toBoundQueue(run, 'db', { depth: 100 })
 */
export const toBoundQueue: <N extends RunNames>(
  this: MatcherContext | void,
  run: Run<N>,
  at: NoInfer<N>['component'] | NoInfer<N>['queue'],
  options: QueueBoundOptions,
) => MatcherResult = matcher('toBoundQueue', goal.queueBound)

/**
 * Passes when each message that a queue took was handled at least once; of a store, when all that
 * was promised is in it.
 *
 * @param run a finished run
 * @param options `queue`: which, default all; and when it was published (`between`, `during`,
 * `after`). Of a store `in`: the question of `ask` whose answer lists what it has; `of`: the one
 * that lists what must be there, default as many as requests were answered well
 * @returns whether it passes, and a message; while messages are still there, and when there were
 * none, it fails, with `.not` as without
 * @throws UsageError for a name or a moment that cannot be, and for what is no run
 * @example
 * const judge = () => toLoseNothing(run, { after: 'slow()' }) // throws: no such fault, no queue
 */
export const toLoseNothing: <N extends RunNames>(
  this: MatcherContext | void,
  run: Run<N>,
  options?: LossOptions<NoInfer<N>> | KeptOptions,
) => MatcherResult = matcher('toLoseNothing', (options?: LossOptions | KeptOptions) =>
  says(options, 'in')
    ? goal.keeps(options as KeptOptions)
    : goal.losesNothing(options as LossOptions),
)

/**
 * Passes when at most a share of the time worked was for requests that nobody waited for any more.
 *
 * @param run a finished run
 * @param atMost the share, as `'5%'` or 0.05
 * @param options `at`: a component, default all together; and when (`between`, `during`, `after`)
 * @returns whether it passes, and a message; without work it fails, with `.not` as without
 * @throws UsageError for a name, a moment or a share that cannot be, and for what is no run
 * @example
 * const { pass, message } = toNotWaste(run, '5%', { at: 'db' })
 */
export const toNotWaste: <N extends RunNames>(
  this: MatcherContext | void,
  run: Run<N>,
  atMost: Share,
  options?: WasteOptions<NoInfer<N>>,
) => MatcherResult = matcher('toNotWaste', goal.waste)

/**
 * Passes when, while more was offered than could be served, what was served stayed at a share of
 * what could be, and of the rest no more waited in vain than was turned away.
 *
 * @param run a finished run
 * @param atLeast the share, as `'80%'` or 0.8
 * @param options `capacity`: how much can be served, as `'200/s'`, default the most that was in a
 * step; `every`: how long a step is at least; whose requests (`at`, `on`, `class`), default those
 * of all clients; and when (`between`, `during`, `after`)
 * @returns whether it passes, and a message; without overload it fails, with `.not` as without
 * @throws UsageError for a name, a moment or a share that cannot be, and for what is no run
 * @example
 * const { pass, message } = toShedRatherThanCollapse(run, '80%', { at: 'db' })
 */
export const toShedRatherThanCollapse: <N extends RunNames>(
  this: MatcherContext | void,
  run: Run<N>,
  atLeast: Share,
  options?: GoodputOptions<NoInfer<N>>,
) => MatcherResult = matcher('toShedRatherThanCollapse', goal.goodput)
