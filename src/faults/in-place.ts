/** Reads what a user wrote in one place of a sentence, and says where it stands if it is wrong. */
import { type Problem, UsageError } from '../kernel/errors.ts'

/** @param where for problems that do not say it themselves: `crash('db').at(…)` */
export function inPlace<T>(where: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    throw new UsageError(error.problems.map((problem): Problem => ({ where, ...problem })))
  }
}
