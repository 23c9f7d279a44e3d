/** What a search found: plain data, for reports, for tests and for the command line. */
import type { ExplainedGoal } from '../explain/explained-goal.ts'
import type { Fault } from '../faults/fault.ts'
import type { TrialVerdict } from './search/trial.ts'

/** How far one fault of a counterexample is from harmless, all else as it is. */
export type DialMargin = {
  /** The fault, as it stands in the counterexample. */
  readonly fault: Fault
  /** The number that was turned: `by`, `rate`, `for`, `share`, … */
  readonly dial: string
  /**
   * Each value that was tried, from weak to strong, and whether the goal held with it: times in
   * milliseconds, shares from 0 to 1.
   */
  readonly sweep: readonly {
    /** What the number was. */
    readonly value: number
    /** Whether the goal held with it. */
    readonly held: boolean
  }[]
  /** Whether there is one threshold: held below, broken from there on. */
  readonly isMonotone: boolean
}

/** How badly a run failed. */
export type Degree = {
  /** The share of requests that failed, from the first that did to the last: 0 to 1. */
  readonly failed: number
  /**
   * Whether it was over once the run was to be calm: an order of magnitude fewer failed. Null where
   * nobody asked for anything by then.
   */
  readonly recovered: boolean | null
}

/** A failure of another kind that broke the same goal. */
export type OtherFailure = {
  /** The schedule that broke it. */
  readonly faults: readonly Fault[]
  /** How badly. */
  readonly degree: Degree
}

/** The least schedule that breaks a goal as badly as what was found. */
export type Counterexample = {
  /** Names it in the store: `shop-3f2a9c1d`. */
  readonly code: string
  /** What became of the run: the goal did not hold, or failed by itself, or the run had no end. */
  readonly verdict: Exclude<TrialVerdict, 'held'>
  /** Which goal did not hold, or failed by itself; of a run without end, the first. */
  readonly goal: 'holds' | 'recovers' | 'sometimes'
  /** What the goal said of the least schedule. */
  readonly message: string
  /**
   * Each goal that broke with the least schedule: why, and what would have held. Empty where a
   * function judged the run by itself, nothing was to be explained, or a search with code in it was
   * stopped.
   */
  readonly explanations: readonly ExplainedGoal[]
  /**
   * Where code takes part, two requests that came between each other with the least schedule, in
   * lines of two columns beside the virtual time. Left out where no two did.
   */
  readonly sideBySide?: readonly string[]
  /** The least schedule. */
  readonly faults: readonly Fault[]
  /** The seed of the run. */
  readonly seed: string
  /** The trial that found it; null for one that was known from the store. */
  readonly trial: number | null
  /** What that trial had tried. */
  readonly found: readonly Fault[]
  /** How many runs shrinking took, and whether it ran out of them. */
  readonly shrinking: {
    /** How many runs shrinking took. */
    readonly runs: number
    /** Whether nothing weaker breaks the goal; false if the runs were used up before. */
    readonly isMinimal: boolean
  }
  /** How far each fault is from harmless. */
  readonly margins: readonly DialMargin[]
  /** How badly the least schedule fails; null where there is no broken goal to tell it of. */
  readonly degree: Degree | null
  /**
   * Failures that were met while shrinking and are of another kind than what was found: the
   * mildest, if any was milder, and the least of all, if that was worse.
   */
  readonly others: readonly OtherFailure[]
}

/** What all trials of a search came to, in integers: sums of what each had. */
export type Totals = {
  /** How many were played. */
  readonly trials: number
  /** How many trials came to each verdict. */
  readonly verdicts: { readonly [verdict in TrialVerdict]: number }
  /** Of all clients by outcome, in the order of `outcomeNames`, and at last those unfinished. */
  readonly requests: readonly number[]
  /** Of all clients, by octave: octave 3 is 8 to 16 ms, -1 is 0.5 to 1 ms. */
  readonly latency: readonly (readonly [octave: number, count: number])[]
  /** In order of names: how many trials showed each. */
  readonly behaviours: { readonly [name: string]: number }
  /** By kind and target, as in `slow db`: how many trials had such a fault that touched traffic. */
  readonly touched: { readonly [fault: string]: number }
  /** How many trials showed each of the "sometimes" goals; what none showed is not here. */
  readonly reached: { readonly [name: string]: number }
  /** How many trials were ended when all had been calm for a while after their faults. */
  readonly stopped: number
}

/** How a search ended. */
export type Ending =
  /** Every trial was played, or a goal was broken. */
  | 'done'
  /** Stopped before: by its signal, or because its time was up. */
  | 'stopped'
  | 'out of time'

/**
 * What came of a search: `held`; what came of the counterexample, if there is one; `unknown`, when
 * no fault of any trial touched anything, or something never was that was to be seen sometimes;
 * `unfinished`, when it was stopped before.
 */
export type SearchVerdict = TrialVerdict

/** What was to be seen sometimes, and was in none of the trials. */
export const neverSeen = (sights: object, { reached }: Totals): readonly string[] =>
  Object.keys(sights).filter(sight => !Object.hasOwn(reached, sight))

/** What came of a search that ended like this. */
export function searchVerdict({
  counterexample,
  ending,
  totals,
  never,
}: Pick<Findings, 'counterexample' | 'ending' | 'totals' | 'never'>): SearchVerdict {
  if (counterexample !== undefined) return counterexample.verdict
  if (ending !== 'done') return 'unfinished'
  // That it holds while nothing goes wrong, or short of what was to be seen, is not what was asked.
  const isUntested = Object.keys(totals.touched).length === 0 || never.length > 0
  return isUntested ? 'unknown' : 'held'
}

/** What a search found. */
export type Findings = {
  /** Whether every goal held in every trial, and whether that says anything. */
  readonly verdict: SearchVerdict
  /** Of the exploration. */
  readonly name: string
  /** Of all that was made up. */
  readonly seed: string
  /** How the search ended. */
  readonly ending: Ending
  /** How many trials there would have been. */
  readonly of: number
  /** What all trials came to. */
  readonly totals: Totals
  /** The "sometimes" goals that no trial reached. */
  readonly never: readonly string[]
  /** Kinds of fault with targets: how many fit the system, and how many touched something. */
  readonly pairs: {
    /** How many kinds of fault at a target there are to try. */
    readonly possible: number
    /** How many of them touched a request in some trial. */
    readonly touched: number
    /** Those that never did, by kind and target: `crash db`. */
    readonly never: readonly string[]
  }
  /** Undefined when every goal held in every trial. */
  readonly counterexample: Counterexample | undefined
  /** Known counterexamples that were played first: how many, and how many hold now. */
  readonly known: {
    /** How many known counterexamples were played first. */
    readonly played: number
    /** How many of them hold now. */
    readonly held: number
  }
  /** What could not be used, in sentences: a corrupt file of the store. */
  readonly warnings: readonly string[]
}
