/** How much room goals have with each seed: what a baseline is made of. */
import type { Goal } from '../../judge/goals/goal.ts'
import type { MarginUnit } from '../../judge/margin.ts'
import { UsageError } from '../../kernel/errors.ts'
import { aside } from '../../record/filing.ts'
import type { Run } from '../../record/run.ts'
import type { Ensemble } from '../ensemble/ensemble.ts'
import { seedsFrom } from '../ensemble/options.ts'
import type { Experiment } from '../experiment.ts'

/**
 * With fewer, chance explains nearly everything; with more, the file is long. Every baseline has as
 * many: `file.ts` refuses one with others, and what is compared is compared in pairs.
 */
export const BASELINE_SEEDS = 20

/** A margin in its unit; a word of a goal that is no number. */
export type SeedMargin = number | 'held' | 'broken' | 'unknown'

/** A goal, and its margin with each seed. */
export type GoalMargins = {
  /** The goal, as it is written. */
  readonly goal: string
  /** Of all that is a number; null where nothing is. */
  readonly unit: MarginUnit | null
  readonly margins: readonly SeedMargin[]
}

/** What a baseline holds. */
export type Margins = {
  readonly seeds: readonly string[]
  readonly goals: readonly GoalMargins[]
}

/** The margins of goals over the first 20 seeds. @throws UsageError where there are fewer */
export function goalMargins(played: Ensemble | Experiment, asked: readonly Goal[]): Margins {
  const goals = [...new Map(asked.map(goal => [`${goal}`, goal])).values()]
  const { seeds, each } = isExperiment(played) ? runsOf(played) : seedsOf(played)
  const said = aside(() => each(run => goals.map(goal => saidOf(goal, run))))
  return {
    seeds,
    goals: goals.map((goal, nth) => ({
      goal: `${goal}`,
      unit: said.map(one => one[nth].unit).find(unit => unit !== null) ?? null,
      margins: said.map(one => one[nth].margin),
    })),
  }
}

/** Whether an experiment was given, be it of another copy of the package. */
export const isExperiment = (played: unknown): played is Experiment =>
  typeof played === 'object' && played !== null && Symbol.for('gameday.experiment') in played

type Runs = {
  readonly seeds: readonly string[]
  readonly each: <T>(question: (run: Run) => T) => T[]
}

/** The seeds of an experiment that names one begin with it. */
function runsOf(experiment: Experiment): Runs {
  const { seed } = experiment.options
  const seeds = seedsFrom(seed === undefined ? undefined : `${seed}`, BASELINE_SEEDS)
  return { seeds, each: question => experiment.each(question, seeds) }
}

function seedsOf(many: Ensemble): Runs {
  const seeds = many.seeds.slice(0, BASELINE_SEEDS)
  if (seeds.length === BASELINE_SEEDS) {
    return { seeds, each: question => many.each(question, BASELINE_SEEDS) }
  }
  throw new UsageError({
    what: `a baseline is of ${BASELINE_SEEDS} seeds, and the ensemble has ${seeds.length}`,
    fix: `write ensemble(system, { seeds: ${BASELINE_SEEDS} })`,
  })
}

type Said = { readonly unit: MarginUnit | null; readonly margin: SeedMargin }

function saidOf(goal: Goal, run: Run): Said {
  const verdict = goal.judge(run)
  if (verdict.is === 'unknown') return { unit: null, margin: 'unknown' }
  const { margin } = verdict
  if (margin === undefined || !Number.isFinite(margin.by)) return { unit: null, margin: verdict.is }
  return { unit: margin.unit, margin: rounded(margin.by) }
}

/** Six digits tell enough, and are what the file holds. */
const rounded = (by: number): number => Number(by.toPrecision(6))
