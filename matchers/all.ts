/** All matchers in one object, from which every door registers them: none can be left out. */
import type { BaselineMatchers } from './baseline.ts'
import * as plain from './index.ts'
import type { MatcherContext, MatcherResult } from './matcher.ts'
import type { RunMatchers } from './options.ts'

/** A matcher as runners call it: what the user handed over is checked by the matcher itself. */
type AnyMatcher = (this: MatcherContext | void, run: never, ...goal: never[]) => MatcherResult

/** Every matcher by name: one that is declared and missing does not compile. */
export const matchers = { ...plain } satisfies {
  readonly [Name in keyof (RunMatchers<void> & BaselineMatchers<void>)]: AnyMatcher
}
