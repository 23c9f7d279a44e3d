/**
 * What a suite did, as plain data: its tests, what each played, and what was judged of that. All
 * formats are made of it, and shards of a suite are merged by it. Its form is public: see
 * docs/report.md. Times are milliseconds of the run, shares are from 0 to 1, and what is not known
 * is null.
 */
import type { Ms } from '../kernel/units.ts'
import type { Margin } from '../judge/margin.ts'
import type { OutcomeCounts } from '../record/outcome.ts'
import type { Picture } from './picture/data.ts'

/** Raised when a field changes its meaning or goes away; not when one is added. */
export const REPORT_VERSION = 1

/** All tests of a suite, or of one shard of it. */
export type Report = {
  readonly version: typeof REPORT_VERSION
  /** In order of file, line and name, whichever ended first. */
  readonly tests: readonly TestEntry[]
}

/** One test, and what it played in its last try. */
export type TestEntry = {
  /** From the folder in which the runner was started, with `/` between its parts. */
  readonly file: string
  /** The project of the runner, as Vitest calls it; empty where there is only one. */
  readonly project: string
  /** The suites around it, from the outermost one, and itself; empty of the file as a whole. */
  readonly path: readonly string[]
  /** Which of several that have the same names, from 0. */
  readonly nth: number
  /** Where it stands in its file; null where the runner does not say it. */
  readonly line: number | null
  /** `unfinished`: the runner ended in the middle of it. */
  readonly state: 'passed' | 'failed' | 'skipped' | 'unfinished'
  /** The line of the user at which it failed; null where the runner does not say it. */
  readonly failedAt: PlaceEntry | null
  /** What it failed with, as the runner says it. */
  readonly errors: readonly string[]
  /** In the order in which they were played; those of a test that passed only where asked for. */
  readonly plays: readonly PlayEntry[]
  /** How many more it played: of very many only some are kept, first those that broke a goal. */
  readonly leftOut: number
}

/** What a test can play. */
export type PlayEntry = RunEntry | SearchEntry | SurveyEntry | MutationEntry | EnsembleEntry

/** A place in the user's code. */
export type PlaceEntry = {
  readonly file: string
  readonly line: number
  readonly column: number
}

/** What every play says of itself. */
type Played = {
  /** The name of the experiment or the exploration, else of the system. */
  readonly name: string
  /** The call of `simulate`, `play` or `explore`; null where it cannot be told. */
  readonly place: PlaceEntry | null
}

/** One run. */
export type RunEntry = Played & {
  readonly kind: 'run'
  readonly seed: string
  /** What an experiment came to, as `gameday run --json` says it; null of a run by itself. */
  readonly experiment: { readonly verdict: string; readonly message: string | null } | null
  /**
   * Of the recording: what two runs have in common when they are the same. Null of a run that held
   * and is not drawn, as to reckon it takes a tenth of the time of the run.
   */
  readonly digest: string | null
  /** How long load was offered. */
  readonly forMs: Ms
  readonly requests: {
    readonly issued: number
    readonly availability: number | null
    readonly outcomes: OutcomeCounts
    readonly unfinished: number
    readonly latencyMs: Readonly<Record<'mean' | 'p50' | 'p90' | 'p99', Ms | null>>
  }
  readonly faults: readonly FaultEntry[]
  /** Changes of the declaration while it went on; left out where there were none. */
  readonly changes?: readonly FaultEntry[]
  readonly goals: readonly GoalEntry[]
  readonly warnings: readonly string[]
  /** The line by which it is played again. */
  readonly replay: readonly string[]
  /** The parts of the system, one line for each; null where the run does not know it. */
  readonly declaration: string | null
  /** What is drawn of it; null where no format was asked for that draws. */
  readonly picture: Picture | null
}

/** A fault, as it struck. */
export type FaultEntry = {
  /** The sentence that declares it. */
  readonly fault: string
  readonly kind: string
  readonly target: string
  readonly periods: readonly { readonly fromMs: Ms; readonly toMs: Ms | null }[]
  /** How many requests it touched. */
  readonly touched: number
}

/** A goal that a matcher, an experiment or a search asked. */
export type GoalEntry = {
  /** As it is written. */
  readonly text: string
  /** As `goalFrom` reads it; null of a function that judged by itself. */
  readonly goal: unknown
  /** Whether its opposite was wanted, as after `.not`. */
  readonly isNot: boolean
  /** Of what was wanted: `broken` where the opposite was wanted and the goal held. */
  readonly verdict: 'held' | 'broken' | 'unknown'
  readonly margin: Margin | null
  /** What was measured against what was wanted, in one line. */
  readonly headline: string
  /** The failure message; null of what held. */
  readonly message: string | null
  /** Where it was asked. */
  readonly place: PlaceEntry | null
  /** Why it broke and what would have held, as `gameday run --json` says it; else null. */
  readonly explanation: unknown
}

/** What `explore` found, as `gameday explore --json` prints it. */
export type SearchEntry = Played & {
  readonly kind: 'search'
  readonly seed: string
  readonly verdict: string
  /** The same in words. */
  readonly text: string
  readonly findings: unknown
  /** The run of the counterexample. */
  readonly counterexample: RunEntry | null
}

/** A survey, as `gameday survey --json` prints it. */
export type SurveyEntry = Played & {
  readonly kind: 'survey'
  readonly seed: string
  readonly verdict: string
  /** The same in words. */
  readonly text: string
  readonly survey: unknown
}

/** Which weakenings of a declaration its experiments notice. */
export type MutationEntry = Played & {
  readonly kind: 'mutation'
  readonly verdict: string
  /** The same in words. */
  readonly text: string
  readonly mutation: unknown
}

/** One declaration with many seeds. */
export type EnsembleEntry = Played & {
  readonly kind: 'ensemble'
  readonly verdict: string
  /** The same in words. */
  readonly text: string
  readonly ensemble: unknown
  /** What matchers asked of it, each with its mean margin; `share` is not known. */
  readonly goals: readonly GoalEntry[]
}
