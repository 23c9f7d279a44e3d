/**
 * Plays what may have no end, such as a goal with an endless loop in it: it is given up when its
 * time is up, or by Ctrl-C. Real time decides nothing else. Code that takes part is never cut short
 * in the midst of an event: Node.js would die of what it believes is going on there.
 */
import { createContext, Script } from 'node:vm'
import { isMainThread } from 'node:worker_threads'
import { exactDuration, type Ms } from '../../kernel/units.ts'
import { noteCut } from '../../virtual/patience.ts'
import { limited } from '../../virtual/time-limit.ts'

/** What was played; or why it was given up, in words. */
export type Bounded<T> = { readonly value: T } | { readonly gaveUp: string }

/** How long a run may take unless somebody says otherwise: more than its most events ever do. */
export const TRIAL_MS = 120_000

/** What a timer can count. */
const LONGEST_MS = 2_147_483_647

/**
 * How much longer than twice its time a run with code may take: a run that is only long ends
 * between two events, as soon as its time is up.
 */
const MORE_MS = 5000

const stage: { play?: () => unknown } = createContext({})
const call = new Script('play()')

/**
 * Plays something. A goal that is given up has neither caught anything nor cleaned up; code that
 * takes part has, as its run ends between two events, and by Ctrl-C not before it is over.
 *
 * @param hasCode whether code takes part: an event of it that has no end ends the process
 */
export function bounded<T>(play: () => T, limitMs: Ms, hasCode = false): Bounded<T> {
  const world = process as { exit: (this: void) => never }
  const { exit } = world
  stage.play = play
  try {
    if (hasCode) return boundedWithCode(limitMs)
    return { value: called(limitMs, { breakOnSigint: isHeard() }) as T }
  } catch (error) {
    const { code } = error as { readonly code?: unknown }
    if (code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return tooLong(limitMs)
    if (code !== 'ERR_SCRIPT_EXECUTION_INTERRUPTED') throw error
    process.emit('SIGINT', 'SIGINT')
    return { gaveUp: 'it was interrupted' }
  } finally {
    world.exit = exit // a goal that was given up has not put it back
  }
}

const boundedWithCode = <T>(limitMs: Ms): Bounded<T> =>
  limited(limitMs, limit => {
    try {
      const value = called(2 * limitMs + MORE_MS) as T
      return limit.isUp ? tooLong(limitMs) : { value }
    } catch (error) {
      noteCut(limitMs)
      if (limit.isUp) return tooLong(limitMs)
      throw error
    }
  })

function called(limitMs: Ms, { breakOnSigint = false } = {}): unknown {
  const timeout = Math.min(Math.max(1, Math.ceil(limitMs)), LONGEST_MS)
  return call.runInContext(stage, { timeout, breakOnSigint })
}

const tooLong = (limitMs: Ms): { readonly gaveUp: string } => ({
  gaveUp: `it did not come to its end within ${exactDuration(limitMs)}`,
})

/**
 * Whether somebody waits for Ctrl-C who would not hear it in time; where nobody does, the process
 * ends by it as any does. Signals come to the main thread alone.
 */
const isHeard = (): boolean => isMainThread && process.listenerCount('SIGINT') > 0
