/**
 * The matchers as plain functions, for `expect.extend` of any runner that speaks Jest's protocol.
 *
 * @module gameday/matchers
 */
export type { CircuitOptions } from '../src/judge/goals/kinds/trips.ts'
export type { MatcherContext, MatcherResult } from './matcher.ts'
export type { RunMatchers } from './options.ts'
export { toNotExceedP99, toNotExceedPercentile, toStayAvailable } from './requests.ts'
export { toTripCircuit } from './states.ts'
