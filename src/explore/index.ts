/**
 * Lets the machine look for the outage nobody wrote down.
 *
 * @module gameday/explore
 */
export { faultsFor } from './arbitrary/faults-for.ts'
export { type LoadOptions, loadsFor } from './arbitrary/loads-for.ts'
export type { LoadShapeName } from './arbitrary/load-space.ts'
export {
  type Mutation,
  type MutationScore,
  mutationScore,
} from './mutation/mutation-score.ts'
export type { MutationOptions, MutationProgress } from './mutation/options.ts'
export { orders } from './arbitrary/orders.ts'
export type { Settings, SettingSpec, Varied } from './arbitrary/setting-space.ts'
export { settings } from './arbitrary/settings.ts'
export { Ensemble } from './ensemble/ensemble.ts'
export type { SeedEstimate, ShareOfSeeds } from './ensemble/estimate.ts'
export type { EnsembleOptions, EnsembleProgress, Sureness } from './ensemble/options.ts'
export { ensemble } from './ensemble/play.ts'
export type { Recovery } from './ensemble/recovery.ts'
export type { EnsembleVerdict, WorstSeed } from './ensemble/verdict.ts'
export {
  Experiment,
  experiment,
  type ExperimentOptions,
  type ExperimentResult,
} from './experiment.ts'
export {
  type Bound,
  Exploration,
  exploration,
  type ExploreOptions,
  type FaultOptions,
  type Progress,
} from './exploration.ts'
export { BrokenGoal, explore, search, Unfinished, Untested } from './explore.ts'
export type {
  CalmGoalFunction,
  CalmHypothesis,
  GoalFunction,
  GoalOf,
  Goals,
  Hypothesis,
  Sight,
} from './hypothesis.ts'
export { testText, type TestOptions } from './counterexample/test-text.ts'
export type {
  Counterexample,
  Degree,
  Ending,
  Findings,
  DialMargin,
  OtherFailure,
  SearchVerdict,
  Totals,
} from './findings.ts'
export { type Comparison, compare } from './compare.ts'
export type { CompareOptions } from './compare-options.ts'
export type { Better, Difference, GoalDifference } from './differences.ts'
export { type FaultMarginOptions, type FaultMargins, faultMargins } from './fault-margins.ts'
export type { Estimate } from '../kernel/student.ts'
export type { ExplainedGoal } from '../explain/explained-goal.ts'
export type {
  Cure,
  FailedRemedy,
  FoundRemedies,
  RemedyChange,
  TriedRemedy,
  WithoutFault,
} from '../explain/remedies/found.ts'
export type { DeclarationLine } from '../explain/remedies/lines.ts'
export { type Remedies, remedies } from './remedies.ts'
export { type Soonest, soonest, type SoonestOptions, type TriedChanges } from './soonest.ts'
export type { OtherFaults, RemedyOptions } from './remedy-options.ts'
export { dispensable } from './space/dispensable.ts'
export type { Helpers } from './search/search.ts'
export type { Known, KnownCounterexample } from './search/known.ts'
export type { Player, Playing } from './search/player.ts'
export type { Schedule, TrialResult } from './search/trial.ts'
export { survey } from './survey/survey.ts'
export type { SurveyOptions, SurveyProgress } from './survey/options.ts'
export type {
  CriticalComponent,
  CutSet,
  Survey,
  Outcome as SurveyOutcome,
  SurveyCell,
  SurveyChange,
  SurveyPair,
} from './survey/found.ts'
export type { Protection } from '../judge/protections.ts'
export { type Tried, type Weakest, weakest } from './weakest.ts'
export { sideBySide } from './side-by-side.ts'
export type { SideOfTwo, TwoAtATime } from '../judge/side-by-side.ts'
