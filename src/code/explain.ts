/** Why a goal broke in a run in which code takes part: it is played again, which is awaited. */
import type { Explanation } from '../explain/explain.ts'
import { explainedGoal } from '../explain/explained-goal.ts'
import { Goal } from '../judge/goals/goal.ts'
import { UsageError } from '../kernel/errors.ts'
import { shown } from '../kernel/schema.ts'
import type { Run, RunNames } from '../record/run.ts'
import { inTurn } from '../virtual/turn.ts'

/**
 * Why a goal broke in a run, as `explain` of `gameday` tells it, where code takes part. What is
 * found is in the failure messages of matchers from then on.
 *
 * @param run a finished run
 * @param goal a goal that broke in it
 * @returns undefined when it did not break, or the run cannot be played again
 * @throws UsageError for what is no goal
 * @example
 * const shop = system('shop', {
 *   users: clients({ rate: '10/s', call: 'web', timeout: '1s' }),
 *   web: code((order, { call }) => call('db', order), { calls: ['db'] }),
 *   db: store({ time: '5ms' }),
 * })
 * const run = await simulate(shop, { for: '20s', faults: [crash('db').at('5s').for('5s')] })
 * console.log(`${await explain(run, goal.availability('99%'))}`)
 */
export function explain<N extends RunNames>(
  run: Run<N>,
  goal: Goal<Pick<NoInfer<N>, keyof RunNames>>,
): Promise<Explanation | undefined> {
  if (!Goal.isOne(goal)) {
    const fix = "hand it a goal, as goal.availability('99.9%')"
    throw new UsageError({ what: `${shown(goal)} is no goal`, where: 'explain', fix })
  }
  return inTurn(() =>
    goal.judge(run).is === 'broken' ? explainedGoal(run, goal)?.explanation : undefined,
  )
}
