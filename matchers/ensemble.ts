/** What can be said of an ensemble: what can be said of a run, and how sure that must be. */
import type { Ensemble } from '../src/explore/ensemble/ensemble.ts'
import type { Sureness } from '../src/explore/ensemble/options.ts'
import type { EnsembleVerdict } from '../src/explore/ensemble/verdict.ts'
import type { Goal } from '../src/judge/goals/goal.ts'
import type { Margin } from '../src/judge/margin.ts'
import { isRecord } from '../src/kernel/schema.ts'
import { filing } from '../src/record/filing.ts'
import type { RunNames } from '../src/record/run.ts'
import { ensembleGoalText } from '../src/report/ensemble-text.ts'
import type { MatcherResult } from './matcher.ts'
import type { RunMatchers } from './options.ts'

/**
 * The matchers of an ensemble: each takes `confidence` and `inSeeds` beside its own options. It
 * passes when the goal holds with that confidence, and is unknown when seeds were too few to tell.
 */
export type EnsembleMatchers<R, N extends RunNames = RunNames> = {
  readonly [Name in keyof RunMatchers<R, N>]: (
    ...goal: WithSureness<Parameters<RunMatchers<R, N>[Name]>>
  ) => R
}

/** What is written last may be left out: then sureness stands in its options, else behind all. */
type WithSureness<Written extends unknown[]> =
  Written extends Required<Written>
    ? [...Written, Sureness?]
    : Required<Written> extends [...infer Before, infer Options]
      ? [...Before, (Options & Sureness)?]
      : never

/** Whether an ensemble was given, be it of another copy of the package. */
export const isEnsemble = (received: unknown): received is Ensemble =>
  typeof received === 'object' && received !== null && Symbol.for('gameday.ensemble') in received

/** Judges an ensemble by the goal that a matcher makes of what was written. */
export function overSeeds<Written extends unknown[]>(
  received: Ensemble,
  {
    written,
    goal,
    isNot,
  }: {
    readonly written: Written
    readonly goal: (...written: Written) => Goal
    readonly isNot: boolean
  },
): MatcherResult {
  const { said, sureness } = apart(written)
  const wanted = goal(...(said as Written))
  const verdict = received.judge(wanted, sureness)
  const { is } = verdict
  const pass = is === 'unknown' ? isNot : is === 'held'
  const message = (): string => ensembleGoalText(received, verdict)
  const told = { verdict: { is, margin: meanOf(verdict) }, headline: message, message }
  filing()?.askedOfMany('ensemble', received, {
    goal: wanted,
    isNot,
    pass: pass !== isNot,
    ...told,
  })
  return { pass, message }
}

/** Of what share of the limit it is, the seeds say nothing together. */
const meanOf = ({ margin }: EnsembleVerdict): Margin | undefined =>
  margin && { by: margin.mean, unit: margin.unit, share: NaN }

/** The sureness stands among the options, which are written last. */
function apart(written: readonly unknown[]): { said: readonly unknown[]; sureness: Sureness } {
  const last = written.at(-1)
  if (!isRecord(last) || !('confidence' in last || 'inSeeds' in last)) {
    return { said: written, sureness: {} }
  }
  const { confidence, inSeeds, ...options } = last as Sureness
  const rest = Object.keys(options).length === 0 ? [] : [options]
  return { said: [...written.slice(0, -1), ...rest], sureness: { confidence, inSeeds } }
}
