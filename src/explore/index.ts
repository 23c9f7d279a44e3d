/**
 * Lets the machine look for the outage nobody wrote down.
 *
 * @module gameday/explore
 */
export { faultsFor } from './arbitrary/faults-for.ts'
export {
  type Bound,
  type CalmGoal,
  Exploration,
  exploration,
  type ExploreOptions,
  type FaultOptions,
  type Goal,
  type Progress,
  type Sight,
} from './exploration.ts'
export { BrokenGoal, explore, search, Unfinished } from './explore.ts'
export type { Counterexample, Ending, Findings, Margin, Totals } from './findings.ts'
export { dispensable } from './space/dispensable.ts'
export type { Helpers } from './search/search.ts'
export type { Known, KnownCounterexample } from './search/known.ts'
export type { Player } from './search/player.ts'
export type { Schedule, TrialResult } from './search/trial.ts'
