/**
 * Lets the machine look for the outage nobody wrote down.
 *
 * @module gameday/explore
 */
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
export type { Counterexample, Ending, Findings, Margin, Totals } from './findings.ts'
export { dispensable } from './space/dispensable.ts'
