/** Counterexamples known from before: they are played again before anything new is tried. */
import { UsageError } from '../../kernel/errors.ts'
import type { Exploration } from '../exploration.ts'
import type { Counterexample } from '../findings.ts'
import { inTurn } from '../../virtual/turn.ts'
import type { Found } from './found.ts'
import { judgeSchedule } from './judge.ts'
import { IDLE, whyTooLate } from './outdated.ts'
import type { Schedule } from './trial.ts'

/** One that is known. */
export type KnownCounterexample = {
  /** Names it: `shop-3f2a9c1d`. */
  readonly code: string
  readonly schedule: Schedule
}

/** Where counterexamples are kept. */
export interface Known {
  /** Those of this exploration, in order of their codes. */
  all(): readonly KnownCounterexample[]
  /** Keeps one that was found. Where that is not possible, it is a warning. */
  keep(counterexample: Counterexample): void
  /** What could not be used or kept, in sentences. */
  readonly warnings: readonly string[]
}

/** Nothing is known, and nothing kept. */
export const nothingKnown: Known = { all: () => [], keep: () => undefined, warnings: [] }

/** Keeps what was found, if that says something of the system: time alone says nothing. */
export function keepIn(known: Known, counterexample: Counterexample): void {
  if (counterexample.verdict !== 'unfinished') known.keep(counterexample)
}

/** What came of playing what is known. */
export type KnownPlayed = {
  readonly played: number
  readonly held: number
  /** The first that still does not hold. */
  readonly found: Found | undefined
  /** Which of them the system no longer has a place for, in sentences. */
  readonly misfits: readonly string[]
}

/** Plays all that is known, unless the signal is given. @param told of each that was played */
export async function playKnown(
  exploration: Exploration,
  known: Known,
  { told, signal }: { readonly told: () => void; readonly signal: AbortSignal },
): Promise<KnownPlayed> {
  const founds: Found[] = []
  const misfits: string[] = []
  let played = 0
  for (const { code, schedule } of known.all()) {
    if (signal.aborted) break
    const tooLate = whyTooLate(exploration, schedule)
    if (tooLate !== undefined) misfits.push(`${code} is left out: ${tooLate}.`)
    if (tooLate !== undefined) continue
    const again = await inTurn(() =>
      judgedOr(misfits, code, () => judgeSchedule(exploration, schedule)),
    )
    if (again === undefined) continue
    const { isIdle, ...judged } = again
    if (isIdle && judged.verdict === 'held') misfits.push(`${code} is left out: ${IDLE}.`)
    if (isIdle && judged.verdict === 'held') continue
    if (signal.aborted && judged.verdict === 'unfinished') break
    played++
    told()
    if (judged.verdict !== 'held') founds.push({ ...judged, schedule, trial: null })
  }
  return { played, held: played - founds.length, found: founds[0], misfits }
}

/** The system has changed since: a fault may have lost its target. */
function judgedOr<T>(misfits: string[], code: string, judge: () => T): T | undefined {
  try {
    return judge()
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    misfits.push(`${code} is left out, as it no longer fits the system: ${error.problems[0].what}.`)
    return undefined
  }
}
