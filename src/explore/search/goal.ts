/** Asks a goal about a run: it held, it was broken, or it failed by itself. */
import { AssertionError } from 'node:assert'
import { UsageError } from '../../kernel/errors.ts'
import type { Judged } from './trial.ts'

type Answer = Pick<Judged, 'message'> & {
  readonly verdict: 'held' | 'broken' | 'unknown' | 'threw'
}

/** What a goal says of a run. */
export function ask(goal: () => unknown): Answer {
  try {
    insist(goal())
    return { verdict: 'held' }
  } catch (error) {
    const message = messageOf(error)
    if (!isAssertion(error)) return { verdict: 'threw', message }
    return { verdict: isUnknown(message) ? 'unknown' : 'broken', message }
  }
}

/** Throws where a goal said that it did not hold, instead of throwing by itself. */
export function insist(said: unknown): void {
  if (said === false) throw new AssertionError({ message: 'the goal returned false' })
  if (isPromise(said)) throw new TypeError(noPromise)
}

const noPromise =
  'the goal returned a promise; a run is finished when it is judged: write it without async'

/** Whether the goal itself says so; anything else that it throws is a mistake in it. */
function isAssertion(error: unknown): boolean {
  if (!(error instanceof Error) || error instanceof UsageError) return false
  const { name, code, matcherResult } = error as {
    readonly name: string
    readonly code?: unknown
    readonly matcherResult?: unknown
  }
  return name === 'AssertionError' || code === 'ERR_ASSERTION' || matcherResult !== undefined
}

/** The matchers say "unknown" in their headline when there was nothing to judge. */
const isUnknown = (message: string): boolean => /^[^\n]*\bunknown\b/.test(message)

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : `it threw ${String(error)}`

const isPromise = (said: unknown): boolean =>
  typeof said === 'object' && said !== null && 'then' in said
