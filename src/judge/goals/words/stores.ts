/** The words for goals about what stores have in the end: nothing lost, nothing done twice. */
import { Goal } from '../goal.ts'
import type { AnswerData } from '../kinds/answers.ts'
import type { OnceOptions } from '../kinds/handles-once.ts'
import type { KeptOptions } from '../kinds/keeps.ts'
import type { Used } from './used.ts'

/** What is asked of stores, by what they answered to the questions of `ask`. */
export const storeGoals = {
  /**
   * The effect of each request is there once, however often it was tried.
   *
   * @param effects the question of `ask` whose answer lists a row for each effect, as
   * `query('db', 'select order_id from charges')`
   * @param options `of`: the question that lists all that must have had its effect
   * @throws UsageError for what is no name
   * @example goal.handlesOnce('charges', { of: 'orders' })
   */
  handlesOnce: (effects: string, options?: OnceOptions): Goal<Used, 'handlesOnce'> =>
    new Goal('handlesOnce', [effects, options]),

  /**
   * All that was promised is in a store: what another answer lists, or as many as requests of
   * clients were answered well.
   *
   * @param options `in`: the question of `ask` whose answer lists what is there; `of`: the one that
   * lists what must be
   * @throws UsageError for what is no name
   * @example goal.keeps({ in: 'orders', of: 'acknowledged' })
   */
  keeps: (options: KeptOptions): Goal<Used, 'keeps'> => new Goal('keeps', [options]),

  /**
   * A store answers so and not otherwise: money that must be conserved, a balance below zero that
   * nobody may have.
   *
   * @param answer a question of `ask`
   * @param wanted what it must be answered: data, or one value for a row of one column
   * @throws UsageError for what is no data
   * @example goal.answers('money', 1_000)
   */
  answers: (answer: string, wanted: AnswerData): Goal<Used, 'answers'> =>
    new Goal('answers', [answer, wanted]),
} as const
