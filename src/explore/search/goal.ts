/** Asks a goal about a run: it held, it was broken, or it failed by itself. */
import { types } from 'node:util'
import { UsageError } from '../../kernel/errors.ts'
import type { Names } from '../../declare/index.ts'
import { NEITHER_NOR } from '../../judge/verdict.ts'
import type { Run } from '../../record/run.ts'
import type { Sight } from '../hypothesis.ts'
import { ASKED_NOTHING, watch } from './asked.ts'
import { described, insist, refusePromise } from './said.ts'
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
const isUnknown = (message: string): boolean =>
  message === ASKED_NOTHING || message.includes(NEITHER_NOR)

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

/** What was to be seen in a run, by name, and whether a sight failed by itself. */
export function look(
  run: Run<Names>,
  sights: { readonly [name: string]: Sight },
): { readonly reached: readonly string[]; readonly threw?: Judged } {
  const reached: string[] = []
  for (const [name, sight] of Object.entries(sights)) {
    const answer = ask(() => {
      if (hasSeen(run, sight)) reached.push(name)
    })
    if (answer.verdict === 'held') continue
    const message = `"${name}", which was to be seen sometimes, failed: ${answer.message}`
    return { reached, threw: { verdict: 'threw', goal: 'sometimes', message } }
  }
  return { reached }
}

/** Here nothing is no answer: it would count as seen, or never, what nobody looked for. */
function hasSeen(run: Run<Names>, sight: Sight): boolean {
  const { watched, wasAsked } = watch(run)
  const seen: unknown = sight(watched)
  refusePromise(seen)
  if (typeof seen !== 'boolean') {
    throw new TypeError(`it returned ${described(seen)}: let it return true or false`)
  }
  if (seen && !wasAsked()) throw new TypeError('it asked the run nothing, and says that it saw it')
  return seen
}
