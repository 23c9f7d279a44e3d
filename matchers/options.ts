/** What `expect` learns, as types: one source for every runner. */
import type { RunNames } from '../src/record/run.ts'
import type { FailureMatchers } from './failure.ts'
import type { LoadMatchers } from './load.ts'
import type { RequestMatchers } from './requests.ts'
import type { StateMatchers } from './states.ts'
import type { StoreMatchers } from './stores.ts'

/**
 * The matchers of a run. `N` are the names of its system, and `R` is what a matcher returns.
 *
 * They are synchronous, and all fail on a run without any requests in the window that is asked for.
 */
export interface RunMatchers<R, N extends RunNames = RunNames>
  extends RequestMatchers<R, N>,
    FailureMatchers<R, N>,
    LoadMatchers<R, N>,
    StateMatchers<R, N>,
    StoreMatchers<R> {}
