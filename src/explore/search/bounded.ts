/**
 * Plays what may have no end, such as a goal with an endless loop in it: it is given up when its
 * time is up, or by Ctrl-C. Real time decides nothing else.
 */
import { createContext, Script } from 'node:vm'
import { isMainThread } from 'node:worker_threads'
import { exactDuration, type Ms } from '../../kernel/units.ts'

/** What was played; or why it was given up, in words. */
export type Bounded<T> = { readonly value: T } | { readonly gaveUp: string }

/** How long a run may take unless somebody says otherwise: more than its most events ever do. */
export const TRIAL_MS = 120_000

/** What a timer can count. */
const LONGEST_MS = 2_147_483_647

const stage: { play?: () => unknown } = createContext({})
const call = new Script('play()')

/** Plays something. What is given up has neither caught anything nor cleaned up. */
export function bounded<T>(play: () => T, limitMs: Ms): Bounded<T> {
  const world = process as { exit: (this: void) => never }
  const { exit } = world
  stage.play = play
  try {
    const timeout = Math.min(Math.max(1, Math.ceil(limitMs)), LONGEST_MS)
    return { value: call.runInContext(stage, { timeout, breakOnSigint: isHeard() }) as T }
  } catch (error) {
    const { code } = error as { readonly code?: unknown }
    if (code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') {
      return { gaveUp: `it did not come to its end within ${exactDuration(limitMs)}` }
    }
    if (code !== 'ERR_SCRIPT_EXECUTION_INTERRUPTED') throw error
    process.emit('SIGINT', 'SIGINT')
    return { gaveUp: 'it was interrupted' }
  } finally {
    world.exit = exit // a goal that was given up has not put it back
  }
}

/**
 * Whether somebody waits for Ctrl-C who would not hear it in time; where nobody does, the process
 * ends by it as any does. Signals come to the main thread alone.
 */
const isHeard = (): boolean => isMainThread && process.listenerCount('SIGINT') > 0
