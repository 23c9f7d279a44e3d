/** What `mutationScore` is given. */
import * as v from 'valibot'
import { UsageError } from '../../kernel/errors.ts'
import { oneOrMore } from '../../kernel/one-or-more.ts'
import { checked, options, wholeNumber } from '../../kernel/schema.ts'
import { Experiment } from '../experiment.ts'
import { aSignal, functionOf } from '../shared-options.ts'

/** How much is played, and who hears of it. */
export type MutationOptions = {
  /** How many runs are played at most. Default 2000. */
  readonly runs?: number | undefined
  /** Stops it; what is known by then is returned. Default: nothing does. */
  readonly signal?: AbortSignal | undefined
  /** Told after each experiment that was played. Default: nobody is. */
  readonly onProgress?: ((progress: MutationProgress) => void) | undefined
}

/** How far it has got. */
export type MutationProgress = {
  /** How many runs were played. */
  readonly runs: number
  /** How many weakenings have their verdict. */
  readonly weakenings: number
  /** How many there are. */
  readonly of: number
}

const [DEFAULT_RUNS, MOST_RUNS] = [2_000, 1_000_000]

const schema = options({
  runs: v.optional(wholeNumber(1, MOST_RUNS, 'runs: 2000'), DEFAULT_RUNS),
  signal: v.optional(aSignal),
  onProgress: v.optional(
    functionOf<(progress: MutationProgress) => void>('onProgress: ({ runs }) => …'),
  ),
})

/** The options as they are used. @throws UsageError with every mistake in them */
export const readMutationOptions = (written: MutationOptions) =>
  checked(schema, written, 'mutationScore')

/** Reads experiments, all of one system. @throws UsageError for what is none */
export function readExperiments(written: unknown): readonly Experiment[] {
  const where = 'mutationScore'
  const experiments = oneOrMore(written, {
    noun: 'experiment',
    isOne: one => Experiment.isOne(one),
    fix: "write [experiment(shop, { for: '1m', faults: […], holds: … })]",
    where,
  })
  const [{ system }] = experiments
  const other = experiments.find(each => JSON.stringify(each.system) !== JSON.stringify(system))
  if (other === undefined) return experiments
  const what = `"${other.name}" is about another system, or another design of it, than the first`
  throw new UsageError({ what, where, fix: 'ask for each system by itself' })
}
