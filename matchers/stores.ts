/** Matchers about what stores have in the end, by what they answered to the questions of `ask`. */
import type { AnswerData } from '../src/judge/goals/kinds/answers.ts'
import type { OnceOptions } from '../src/judge/goals/kinds/handles-once.ts'
import { goal } from '../src/judge/goals/words.ts'
import type { Run, RunNames } from '../src/record/run.ts'
import { type MatcherContext, type MatcherResult, matcher } from './matcher.ts'

/** What can be said of stores. */
export interface StoreMatchers<R> {
  /**
   * The effect of each request is there once, however often it was tried: no key is listed twice,
   * and none of those that `of` lists is missing.
   *
   * @example
   * import { clients, simulate, system } from 'gameday'
   * import { code } from 'gameday/code'
   * import { command, redis } from 'gameday/redis'
   * import { expect } from 'gameday/vitest'
   * import { Redis } from 'ioredis'
   *
   * const orders = code(async order => {
   *   const cache = new Redis({ host: 'cache' })
   *   await cache.rpush('charged', order)
   *   await cache.quit()
   * })
   * const users = clients({ rate: '5/s', requests: 5, call: 'orders', request: ({ n }) => n })
   * const shop = system('shop', { users, orders, cache: redis() })
   * const charged = command('cache', 'LRANGE', 'charged', '0', '-1')
   * const run = await simulate(shop, { for: '5s', ask: { charged } })
   * expect(run).toHandleOnce('charged')
   */
  toHandleOnce(effects: string, options?: OnceOptions): R
  /**
   * A store answered so to a question of `ask`: an invariant, such as money that is conserved.
   *
   * @example
   * import { clients, simulate, system } from 'gameday'
   * import { code } from 'gameday/code'
   * import { command, redis } from 'gameday/redis'
   * import { expect } from 'gameday/vitest'
   *
   * const users = clients({ rate: '5/s', call: 'web' })
   * const shop = system('shop', { users, web: code(() => 1), cache: redis() })
   * const run = await simulate(shop, { for: '5s', ask: { keys: command('cache', 'DBSIZE') } })
   * expect(run).toAnswer('keys', 0)
   */
  toAnswer(answer: string, wanted: AnswerData): R
}

/**
 * Passes when the effect of each request is there once.
 *
 * @param run a finished run
 * @param effects the question of `ask` whose answer lists a row for each effect
 * @param options `of`: the question that lists all that must have had its effect
 * @returns whether it passes, and a message; where nothing is listed it fails, with `.not` as well
 * @throws UsageError for a question that was not asked, and for what is no run
 * @example
 * const judge = () => toHandleOnce(run, 'charges', { of: 'orders' }) // throws: nothing was asked
 */
export const toHandleOnce: <N extends RunNames>(
  this: MatcherContext | void,
  run: Run<N>,
  effects: string,
  options?: OnceOptions,
) => MatcherResult = matcher('toHandleOnce', goal.handlesOnce)

/**
 * Passes when a store answered so to a question of `ask`.
 *
 * @param run a finished run
 * @param answer the name of the question
 * @param wanted what it must be answered: data, or one value for a row of one column
 * @returns whether it passes, and a message; without an answer it fails, with `.not` as without
 * @throws UsageError for a question that was not asked, and for what is no run
 * @example
 * const judge = () => toAnswer(run, 'money', 1_000) // throws: nothing was asked
 */
export const toAnswer: <N extends RunNames>(
  this: MatcherContext | void,
  run: Run<N>,
  answer: string,
  wanted: AnswerData,
) => MatcherResult = matcher('toAnswer', goal.answers)
