/**
 * How long code may be played at once, in real time. It is looked at between two steps, where
 * nothing of the code is under way: whoever ends code from outside, in the midst of what it left,
 * leaves Node.js with executions that it believes are going on, and the process dies of it.
 */
import { realNow } from './real.ts'
import { stage, type TimeLimit } from './stage.ts'

/**
 * Runs something in which code that is played at once has so long.
 *
 * @param limitMs of the real clock
 * @param run is told to end by an error, which others may have caught: `isUp` says whether it was
 */
export function limited<T>(limitMs: number, run: (limit: TimeLimit) => T): T {
  const before = stage.limit
  const limit = { untilMs: realNow() + limitMs, isUp: false }
  stage.limit = limit
  try {
    return run(limit)
  } finally {
    stage.limit = before
  }
}

/** Ends what is played when its time is up. @throws Error then */
export function insistOnTime(): void {
  const { limit } = stage
  if (limit === null || (!limit.isUp && realNow() <= limit.untilMs)) return
  limit.isUp = true
  throw new Error('the time that code had to be played in is up')
}
