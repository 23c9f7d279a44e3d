/** Asks a goal about a run: it held, it was broken, or it failed by itself. */
import { AssertionError } from 'node:assert'
import { types } from 'node:util'
import { UsageError } from '../../kernel/errors.ts'
import type { Names } from '../../declare/index.ts'
import { NEITHER_NOR } from '../../judge/verdict.ts'
import type { Run } from '../../record/run.ts'
import type { Sight } from '../exploration.ts'
import type { Judged } from './trial.ts'

type Answer = Pick<Judged, 'message'> & {
  readonly verdict: 'held' | 'broken' | 'unknown' | 'threw'
}

/** What a goal says of a run. */
export function ask(goal: () => unknown): Answer {
  const world = process as { exit: (this: void) => never }
  const { exit } = world
  // To exit would end the search, or a thread of it, without a word, and perhaps as if all held.
  world.exit = refuseExit
  try {
    insist(goal())
    return { verdict: 'held' }
  } catch (error) {
    const message = messageOf(error)
    if (!isAssertion(error)) return { verdict: 'threw', message }
    return { verdict: isUnknown(message) ? 'unknown' : 'broken', message }
  } finally {
    world.exit = exit
  }
}

function refuseExit(): never {
  throw new Error('process.exit was called while a run was judged')
}

/** What is said of a goal that says nothing itself. */
export const RETURNED_FALSE = 'the goal returned false'

/** Throws where a goal said that it did not hold, instead of throwing by itself. */
export function insist(said: unknown): void {
  if (said === false) throw new AssertionError({ message: RETURNED_FALSE })
  if (isPromise(said)) refuse(said)
}

/** What it comes to is never known; that it fails, too, is no news to anybody. */
function refuse(said: PromiseLike<unknown>): never {
  said.then(undefined, () => undefined)
  throw new TypeError(RETURNED_PROMISE)
}

/** What is said of a goal that is `async`. */
export const RETURNED_PROMISE =
  'the goal returned a promise; a run is finished when it is judged: write it without async'

/**
 * Whether the goal itself says so; anything else that it throws is a mistake in it. Assertions say
 * what they got and what they wanted: those of Chai, Vitest and Node do, and of Jest in a result.
 * Jest runs tests in a context of their own, where errors of Node are no instances of `Error`.
 */
function isAssertion(error: unknown): boolean {
  if (!types.isNativeError(error) || error instanceof UsageError) return false
  const compares = 'actual' in error && 'expected' in error
  return error.name === 'AssertionError' || compares || 'matcherResult' in error
}

/** So a matcher says that there was nothing to judge, and nobody else by chance. */
const isUnknown = (message: string): boolean => message.includes(NEITHER_NOR)

/** What something that was thrown says: anything can be, even what has no text. */
export function messageOf(error: unknown): string {
  try {
    if (!types.isNativeError(error)) return `it threw ${String(error)}`
    const said: unknown = error.message // of an error that somebody made, it may be anything
    return String(said)
  } catch {
    return 'it threw something that cannot be told in words'
  }
}

const isPromise = (said: unknown): said is PromiseLike<unknown> =>
  typeof said === 'object' && said !== null && 'then' in said && typeof said.then === 'function'

/** What was to be seen in a run, by name, and whether a sight failed by itself. */
export function look(
  run: Run<Names>,
  sights: { readonly [name: string]: Sight },
): { readonly reached: readonly string[]; readonly threw?: Judged } {
  const reached: string[] = []
  for (const [name, sight] of Object.entries(sights)) {
    const answer = ask(() => {
      const seen: unknown = sight(run)
      if (isPromise(seen)) refuse(seen)
      if (seen) reached.push(name)
    })
    if (answer.verdict === 'held') continue
    const message = `"${name}", which was to be seen sometimes, failed: ${answer.message}`
    return { reached, threw: { verdict: 'threw', goal: 'sometimes', message } }
  }
  return { reached }
}
