/** What can be said of what was played with many seeds: that no goal is worse than it was. */
import type { Names } from '../src/declare/index.ts'
import { ERROR } from '../src/explore/baseline/changes.ts'
import { compareWithBaseline, type Writing, writingHere } from '../src/explore/baseline/kept.ts'
import { BASELINE_SEEDS, isExperiment, goalMargins } from '../src/explore/baseline/margins.ts'
import type { Ensemble } from '../src/explore/ensemble/ensemble.ts'
import type { Experiment } from '../src/explore/experiment.ts'
import { type Goals, readGoals } from '../src/explore/hypothesis.ts'
import type { Goal } from '../src/judge/goals/goal.ts'
import { UsageError } from '../src/kernel/errors.ts'
import { inside } from '../src/kernel/in-place.ts'
import { checked, optional, options as optionsOf, readBy } from '../src/kernel/schema.ts'
import { baselineText } from '../src/report/baseline-text.ts'
import { commandFor } from '../src/report/replay.ts'
import { isEnsemble } from './ensemble.ts'
import { type MatcherContext, type MatcherResult, runnerHere } from './matcher.ts'
import { described } from './received.ts'

/** What else can be said of a comparison with a baseline. */
export type BaselineOptions = {
  /** What the baseline is called in its file. Default: the name of the test. */
  readonly name?: string | undefined
}

/** The matcher of baselines. `N` are the names of the system, and `R` is what it returns. */
export interface BaselineMatchers<R, N extends Names = Names> {
  /**
   * Passes when no goal has less room than it had: the margins of each goal, over 20 seeds, are
   * compared in pairs of one seed with those that `__gameday__/` keeps beside the spec, and what
   * chance does not explain fails (paired permutation test; where only chance differs, at most 1 in
   * 100 comparisons fails, all goals together).
   *
   * The first time it is written, as a snapshot is; `-u` renews it; where `CI` is set nothing is
   * written, and what is missing fails.
   *
   * @param goals what must be no worse; default those of the ensemble, or of the experiment
   * @param options its name
   * @throws UsageError for a file that cannot be read, for one name of two baselines, after `.not`
   * @example
   * const many = await ensemble(shop, { for: '10s', seeds: 20, goals: goal.availability('60%') })
   * expect(many).toMatchBaseline()
   */
  toMatchBaseline(goals?: Goals<N>, options?: BaselineOptions): R
}

/** What runners tell a matcher of snapshots: one object for each file that they run. */
type Context = MatcherContext & { readonly snapshotState?: object | undefined }

/** Judges an ensemble or an experiment by what it was. */
export const toMatchBaseline = compared

function compared(
  this: Context | void,
  received: Ensemble | Experiment,
  goals?: Goals,
  options: BaselineOptions = {},
): MatcherResult {
  const context = this ?? {}
  if (context.isNot === true) {
    throw mistake('.not says nothing of a baseline', 'write goals that must not hold as such')
  }
  const { name = context.currentTestName } = checked(schema, options, HERE)
  const { testPath: file } = context
  if (file === undefined || name === undefined) {
    throw mistake(
      'a baseline stands beside the file of a test, and no test runs here',
      'write it in a test of Vitest or Jest, or use npx gameday baseline FILE',
    )
  }
  const now = goalMargins(received, goalsFor(received, goals))
  insistOnOne(context, name, JSON.stringify(now))
  const folder = process.cwd()
  const found = compareWithBaseline({ file, folder, name, writing: writingOf(context), now })
  const place = { runner: runnerHere(), file, folder, test: context.currentTestName }
  const take = commandFor(place) ?? 'run the test'
  const told = { name, take, renew: `${take} -u`, seeds: BASELINE_SEEDS, error: ERROR }
  return { pass: found.is === 'held', message: () => baselineText(found, told) }
}

const HERE = 'expect(…).toMatchBaseline(…)'

const schema = optionsOf({ name: optional(readBy(nameOf)) })

function nameOf(name: unknown): string {
  if (typeof name === 'string' && name !== '') return name
  throw new UsageError({ what: 'the name is no text', fix: "write { name: 'checkout' }" })
}

const mistake = (what: string, fix: string): UsageError =>
  new UsageError({ what, where: HERE, fix })

/** What `-u` and the like come to. */
const updates: { readonly [update: string]: Writing | undefined } = {
  all: 'all',
  new: 'new',
  none: 'nothing',
}

/** Either runner keeps it in a field that it does not declare. */
function writingOf({ snapshotState }: Context): Writing {
  const { _updateSnapshot: update = '' } = (snapshotState ?? {}) as { _updateSnapshot?: string }
  return writingHere(updates[update] ?? 'new', process.env)
}

/** What is asked, or else what must hold as it was said where it was played. */
function goalsFor(received: unknown, written: unknown): readonly Goal[] {
  const own = isEnsemble(received)
    ? received.goals.map(({ goal }) => goal)
    : isExperiment(received)
      ? (received.goals ?? [])
      : undefined
  if (own === undefined) {
    throw mistake(
      `it compares an ensemble or an experiment, and was given ${described(received)}`,
      'write expect(await ensemble(system, { seeds: 20, … }))',
    )
  }
  const goals = written === undefined ? own : inside(HERE, () => readGoals(written))
  if (goals.length > 0) return goals
  throw mistake(
    'nothing says which goals must be no worse',
    "write toMatchBaseline([goal.availability('99%')])",
  )
}

/** For each file that is run, what its baselines are of. */
const seen = new WeakMap<object, Map<string, string>>()
const nowhere = {}

/** A test that is tried again compares the same once more. */
function insistOnOne({ snapshotState = nowhere }: Context, name: string, margins: string): void {
  const names = seen.get(snapshotState) ?? new Map<string, string>()
  seen.set(snapshotState, names)
  const known = names.get(name)
  names.set(name, margins)
  if (known === undefined || known === margins) return
  throw mistake(
    `two baselines of this file are called "${name}"`,
    "name one of them: toMatchBaseline(goals, { name: 'checkout' })",
  )
}
