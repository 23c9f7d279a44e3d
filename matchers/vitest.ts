/**
 * Vitest's `expect`, taught to judge runs. Importing this registers the matchers.
 *
 * @module gameday/vitest
 */
import { type Assertion, type ExpectStatic, expect as vitestExpect } from 'vitest'
import type { Names } from '../src/declare/index.ts'
import type { Ensemble } from '../src/explore/ensemble/ensemble.ts'
import type { Experiment } from '../src/explore/experiment.ts'
import type { Run, RunNames } from '../src/record/run.ts'
import { matchers } from './all.ts'
import type { BaselineMatchers } from './baseline.ts'
import type { EnsembleMatchers } from './ensemble.ts'
import type { RunMatchers } from './options.ts'

vitestExpect.extend(matchers)
expectAnywhere()

/**
 * Outside of Vitest, as on the command line and in its threads, there is no file of a test. Vitest
 * hands its path to matchers with each call, and would fail when it looks for it; here it is none.
 */
function expectAnywhere(): void {
  try {
    void vitestExpect.getState().testPath
  } catch {
    vitestExpect.setState({ testPath: undefined } as object)
  }
}

type Other<N extends RunNames> = Omit<
  Assertion<Run<N>>,
  keyof (RunMatchers<void> & BaselineMatchers<void>) | 'not'
>

/** What can be said of a run: the matchers with the names of its system, and all of Vitest's. */
export interface RunAssertion<N extends RunNames> extends RunMatchers<void, N>, Other<N> {
  /** The opposite of what follows. */
  readonly not: RunAssertion<N>
}

/** What can be said of an ensemble: the matchers with their confidence, and all of Vitest's. */
export type EnsembleAssertion<N extends Names> = EnsembleMatchers<void, N> &
  BaselineMatchers<void, N> &
  Other<N> & {
    /** The opposite of what follows. */
    readonly not: EnsembleAssertion<N>
  }

/** What can be said of an experiment: that it is no worse than it was, and all of Vitest's. */
export interface ExperimentAssertion<N extends Names> extends BaselineMatchers<void, N>, Other<N> {}

/** Vitest's `expect`, which knows the names of the run or the ensemble it is given. */
export type RunExpect = {
  <N extends RunNames>(run: Run<N>, message?: string): RunAssertion<N>
  <N extends Names>(ensemble: Ensemble<N>, message?: string): EnsembleAssertion<N>
  <N extends Names>(experiment: Experiment<N>, message?: string): ExperimentAssertion<N>
} & ExpectStatic

/**
 * Vitest's own `expect`; given a run, it checks the names of its calls, components and classes.
 *
 * @example
 * import { expect } from 'gameday/vitest'
 *
 * expect(run).toTripCircuit('product->db', { within: '6s' })
 */
// The same function, seen through a type that no interface of Vitest's could give it.
export const expect = vitestExpect as unknown as RunExpect

declare global {
  namespace Chai {
    interface Assertion extends RunMatchers<void>, BaselineMatchers<void> {}
  }
}

declare module 'vitest' {
  interface AsymmetricMatchersContaining extends RunMatchers<any> {}
  interface ExpectStatic extends RunMatchers<any> {}
}
