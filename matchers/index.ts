/**
 * The matchers as plain functions, for `expect.extend` of any runner that speaks Jest's protocol.
 *
 * @module gameday/matchers
 */
export type { AmplificationOptions } from '../src/judge/goals/kinds/amplification.ts'
export type { BlastRadiusOptions } from '../src/judge/goals/kinds/blast-radius.ts'
export type {
  BurnRate,
  ErrorBudgetOptions,
  TimeSlices,
} from '../src/judge/goals/kinds/error-budget.ts'
export type { CoverageOptions, CoverKind } from '../src/judge/goals/kinds/covers.ts'
export type { GoodputOptions } from '../src/judge/goals/kinds/goodput.ts'
export type { LossOptions } from '../src/judge/goals/kinds/loses-nothing.ts'
export type { QueueBoundOptions } from '../src/judge/goals/kinds/queue-bound.ts'
export type { RecoveryOptions } from '../src/judge/goals/kinds/recovers.ts'
export type { SteadyStateOptions } from '../src/judge/goals/kinds/steady-state.ts'
export type { CircuitOptions } from '../src/judge/goals/kinds/trips.ts'
export type { WasteOptions } from '../src/judge/goals/kinds/waste.ts'
export { type BaselineMatchers, type BaselineOptions, toMatchBaseline } from './baseline.ts'
export type { EnsembleMatchers } from './ensemble.ts'
export type { MatcherContext, MatcherResult } from './matcher.ts'
export type { RunMatchers } from './options.ts'
export {
  toContainBlastRadius,
  toDegradeGracefully,
  toRecoverWithin,
  toReturnToSteadyState,
} from './failure.ts'
export {
  toBoundQueue,
  toLoseNothing,
  toNotAmplifyLoad,
  toNotWaste,
  toShedRatherThanCollapse,
} from './load.ts'
export {
  toNotExceedP99,
  toNotExceedPercentile,
  toServeCorrectData,
  toStayWithinErrorBudget,
  toStayAvailable,
} from './requests.ts'
export { toCover, toReach, toTripCircuit } from './states.ts'
export { toAnswer, toHandleOnce } from './stores.ts'
export type { AnswerData } from '../src/judge/goals/kinds/answers.ts'
export type { OnceOptions } from '../src/judge/goals/kinds/handles-once.ts'
export type { KeptOptions } from '../src/judge/goals/kinds/keeps.ts'
