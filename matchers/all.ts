/** All matchers in one object, from which every door registers them: none can be left out. */
import type { Run } from '../src/record/run.ts'
import { toNotExceedP99, toStayAvailable, toTripCircuit } from './index.ts'
import type { MatcherContext, MatcherResult } from './matcher.ts'
import type { RunMatchers } from './options.ts'

/** The name of a matcher. */
export type MatcherName = keyof RunMatchers<void>

/** A matcher as runners call it: what the user handed over is checked by the matcher itself. */
type AnyMatcher = (this: MatcherContext | void, run: Run, ...goal: never[]) => MatcherResult

type AnyMatcher = (
  this: MatcherContext | void,
  run: Run,
  ...goal: never[]
) => MatcherResult
export const matchers = {
  toStayAvailable,
  toNotExceedP99,
  toTripCircuit,
} satisfies { readonly [Name in MatcherName]: AnyMatcher }
