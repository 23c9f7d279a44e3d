/** Asks a declaration what is wrong with it. */
import { type Problem, UsageError } from '../../../src/kernel/errors.ts'

/** Every mistake that a declaration is refused for; none when it stands. */
export function problemsOf(declare: () => unknown): readonly Problem[] {
  try {
    declare()
    return []
  } catch (error) {
    if (error instanceof UsageError) return error.problems
    throw error
  }
}

/** The same, told in one line each. */
export const mistakes = (declare: () => unknown): string[] =>
  problemsOf(declare).map(({ what }) => what)

/** What JavaScript, or a cast, may hand to a word. */
export const anything = (value: unknown): never => value as never
