/** What `remedies` is given: what it must look like, and what it is when left out. */
import * as v from 'valibot'
import type { Names } from '../declare/index.ts'
import type { SimulateOptions } from '../engine/simulate-options.ts'
import { Fault } from '../faults/fault.ts'
import { checked, message, options, readBy, shown, wholeNumber } from '../kernel/schema.ts'
import { type Goals, readGoals } from './hypothesis.ts'
import { aSignal, functionOf, insistOnOptions, neverWaits, readBeside } from './shared-options.ts'

/** Faults that a remedy must not make worse, and what must hold with them. */
export type OtherFaults<N extends Names = Names> = {
  /** What goes wrong instead. */
  readonly faults: readonly Fault<N['target']>[]
  /** What must hold then. Default: the goals of `goal`. */
  readonly goal?: Goals<N> | undefined
}

/** What is played, as for `simulate`, and what a remedy must do. */
export type RemedyOptions<N extends Names = Names> = Omit<
  SimulateOptions<N['target']>,
  'explain' | 'realIO'
> & {
  /** What must hold: one goal, or several at once. */
  readonly goal: Goals<N>
  /** What must hold with other faults: a remedy that breaks it is told as harmful. Default none. */
  readonly others?: readonly OtherFaults<N>[] | undefined
  /** With how many other seeds a remedy must hold. Default 2. */
  readonly seeds?: number | undefined
  /** How many runs are played at most. Default 200. */
  readonly runs?: number | undefined
  /** Stops the search; what was found by then is returned. Default: nothing does. */
  readonly signal?: AbortSignal | undefined
  /** Told after each run how many were played. Default: nobody is. */
  readonly onProgress?: ((progress: { readonly runs: number }) => void) | undefined
}

const DEFAULT_RUNS = 200
const MOST_RUNS = 100_000
const count = (example: string, least: number) => wholeNumber(least, MOST_RUNS, example)

const faults = v.array(
  v.instance(Fault, ({ input }) =>
    message(`${shown(input)} is no fault`, "write crash('db').at('5s').for('5s')"),
  ),
  ({ input }) => message(`${shown(input)} is no list of faults`, "write faults: [crash('db')]"),
)

const entries = {
  goal: readBy(readGoals),
  others: v.optional(
    v.array(options({ faults, goal: v.optional(readBy(readGoals)) }), issue =>
      message(`${shown(issue.input)} is no list`, "write others: [{ faults: [crash('db')] }]"),
    ),
    [],
  ),
  seeds: v.optional(count('seeds: 2', 0), 2),
  runs: v.optional(count('runs: 200', 1), DEFAULT_RUNS),
  signal: v.optional(aSignal),
  onProgress: v.optional(functionOf<NonNullable<RemedyOptions['onProgress']>>('({ runs }) => …')),
  realIO: neverWaits,
}

const schema = options(entries)

/** The options as the search takes them; what is left is for `simulate`. */
export function readRemedyOptions(written: RemedyOptions, where: string) {
  const example = "write { for: '1m', faults: […], goal: goal.availability('99%') }"
  insistOnOptions(written, where, example)
  const { goal, others, seeds, runs, signal, onProgress, ...more } = written
  const { realIO, ...simulated } = more as SimulateOptions
  const mine = { goal, others, seeds, runs, signal, onProgress, realIO }
  const read = () => checked(schema, mine, where)
  const own = readBeside(read, written, { names: Object.keys(entries), where })
  const guards = own.others.map(({ faults, goal: other }) => ({ faults, goals: other ?? own.goal }))
  return { ...own, goals: own.goal, others: guards, simulated }
}
