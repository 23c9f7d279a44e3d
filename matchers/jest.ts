/**
 * Jest's `expect`, taught to judge runs. Importing this registers the matchers, for the global
 * `expect` too: it is the same one.
 *
 * @module gameday/jest
 */
import { expect as jestExpect } from '@jest/globals'
import type { Names } from '../src/declare/index.ts'
import type { Ensemble } from '../src/explore/ensemble/ensemble.ts'
import type { Experiment } from '../src/explore/experiment.ts'
import type { Run, RunNames } from '../src/record/run.ts'
import { matchers } from './all.ts'
import type { BaselineMatchers } from './baseline.ts'
import type { EnsembleMatchers } from './ensemble.ts'
import type { RunMatchers } from './options.ts'

jestExpect.extend(matchers)

type JestExpect = typeof jestExpect
type Other = Omit<
  ReturnType<JestExpect>,
  keyof (RunMatchers<void> & BaselineMatchers<void>) | 'not'
>

/** What can be said of a run: the matchers with the names of its system, and all of Jest's. */
export interface RunAssertion<N extends RunNames> extends RunMatchers<void, N>, Other {
  /** The opposite of what follows. */
  readonly not: RunAssertion<N>
}

/** What can be said of an ensemble: the matchers with their confidence, and all of Jest's. */
export type EnsembleAssertion<N extends Names> = EnsembleMatchers<void, N> &
  BaselineMatchers<void, N> &
  Other & {
    /** The opposite of what follows. */
    readonly not: EnsembleAssertion<N>
  }

/** What can be said of an experiment: that it is no worse than it was, and all of Jest's. */
export interface ExperimentAssertion<N extends Names> extends BaselineMatchers<void, N>, Other {}

/** Jest's `expect`, which knows the names of the run or the ensemble it is given. */
export type RunExpect = {
  <N extends RunNames>(run: Run<N>): RunAssertion<N>
  <N extends Names>(ensemble: Ensemble<N>): EnsembleAssertion<N>
  <N extends Names>(experiment: Experiment<N>): ExperimentAssertion<N>
} & JestExpect

/**
 * Jest's own `expect`; given a run, it checks the names of its calls, components and classes.
 *
 * @example
 * import { expect } from 'gameday/jest'
 *
 * expect(run).toTripCircuit('product->db', { within: '6s' })
 */
// The same function, seen through a type that no interface of Jest's could give it.
export const expect = jestExpect as unknown as RunExpect

declare module 'expect' {
  interface Matchers<R extends void | Promise<void>, T = unknown>
    extends RunMatchers<R>,
      BaselineMatchers<R> {}
  interface AsymmetricMatchers extends RunMatchers<any> {}
}

declare global {
  namespace jest {
    interface Matchers<R, T = {}> extends RunMatchers<R>, BaselineMatchers<R> {}
    interface Expect extends RunMatchers<any> {}
  }
}
