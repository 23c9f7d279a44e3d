/** Reads what a user wrote in one place, and says where it stands if it is wrong. */
import { type Problem, UsageError } from './errors.ts'

/** @param where for problems that do not say it themselves: `crash('db').at(…)` */
export const inPlace = <T>(where: string, read: () => T): T =>
  placing(read, problem => ({ where, ...problem }))

/** @param where for all problems; what they say themselves stands inside: `goal.waste(…) › at` */
export const inside = <T>(where: string, read: () => T): T =>
  placing(read, ({ where: part, ...problem }) => ({
    ...problem,
    where: part === undefined ? where : `${where} › ${part}`,
  }))

function placing<T>(read: () => T, placed: (problem: Problem) => Problem): T {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    throw new UsageError(error.problems.map(placed))
  }
}
