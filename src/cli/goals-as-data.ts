/** Goals that a command must know one by one. */
import type { Goal } from '../judge/goals/goal.ts'
import { UsageError } from '../kernel/errors.ts'

/**
 * The goals of a file.
 *
 * @param goals undefined of a function, which keeps to itself by how much it holds, and of what
 * @param why what asks for them, as in `a survey asks goals as data`
 * @throws UsageError of a function
 */
export function goalsAsData(
  goals: readonly Goal[] | undefined,
  file: string,
  why: string,
): readonly Goal[] {
  if (goals !== undefined) return goals
  throw new UsageError({
    what: `what must hold is a function, and ${why}`,
    where: `${file} › holds`,
    fix: "write holds: goal.availability('99%') in it, one goal or a list of them",
  })
}
