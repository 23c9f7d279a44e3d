/** How far a failure reached: which calls of the clients it hit, and how many requests. */
import { share } from '../kernel/units.ts'
import type { Run } from '../record/run.ts'
import { checkQuestion, questionWords } from '../record/question.ts'
import { runGiven } from '../record/run-given.ts'
import type { Window } from '../record/window.ts'
import { askedOf } from './availability.ts'

/** A call of clients that was hit; shares are 0 to 1. */
export type HitCall = {
  /** `users->frontend.product`. */
  readonly call: string
  readonly availability: number
  readonly asked: number
  readonly failed: number
}

/** What a failure hit. */
export type BlastRadius = {
  /** The calls of clients whose availability fell below the limit, the worst first. */
  readonly calls: readonly HitCall[]
  /** All requests issued, without those that were cancelled. */
  readonly asked: number
  /** Those that failed, of the calls that were hit. */
  readonly failed: number
  /** `failed` over `asked`, 0 to 1; undefined where nobody came. */
  readonly share: number | undefined
}

/**
 * Finds out what the clients noticed.
 *
 * @param run a finished run
 * @param question `below`: a call whose availability is less is hit, 0 to 1; and when
 * @throws UsageError for a limit that is no share, or a moment that the run does not know
 * @example blastRadius(run, { below: 0.99, between: ['10s', '30s'] }).calls.map(hit => hit.call)
 */
export function blastRadius(
  run: Run,
  question: Window & {
    /** A call whose availability is less than this is hit, as `'99%'` or 0.99. */
    readonly below: number
  },
): BlastRadius {
  checkQuestion(question, ['below', ...questionWords.window])
  const { below: limit, ...window } = question
  const below = share(limit)
  const all = clientCalls(runGiven(run, 'blastRadius')).map(call => callIn(run, call, window))
  const calls = all
    .filter(({ asked, availability }) => asked > 0 && availability < below)
    .sort((a, b) => a.availability - b.availability || (a.call < b.call ? -1 : 1))
  const asked = all.reduce((sum, call) => sum + call.asked, 0)
  const failed = calls.reduce((sum, call) => sum + call.failed, 0)
  return { calls, asked, failed, share: asked === 0 ? undefined : failed / asked }
}

/** The calls that are requests: what stands in for one that failed is none of its own. */
function clientCalls(run: Run): string[] {
  const calls = [...run.recording.calls]
  return calls.filter(([, { byClass }]) => !byClass.has('')).map(([name]) => name)
}

function callIn(run: Run, call: string, window: Window): HitCall {
  const numbers = run.requests({ on: call, ...window })
  const { outcomes } = numbers
  const asked = askedOf(numbers)
  const failed = asked - outcomes.ok - outcomes.degraded
  return { call, availability: asked === 0 ? 1 : (asked - failed) / asked, asked, failed }
}
