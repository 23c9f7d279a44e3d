/** What `survey` is given: what it must look like, and what it is when left out. */
import * as v from 'valibot'
import type { Names } from '../../declare/index.ts'
import { noSystem, System } from '../../declare/system.ts'
import { chooseSeed, seedOf } from '../../engine/seed.ts'
import type { Goal } from '../../judge/goals/goal.ts'
import { type Problem, UsageError } from '../../kernel/errors.ts'
import { check, options, readBy, wholeNumber, yesOrNo } from '../../kernel/schema.ts'
import type { Duration, Ms } from '../../kernel/units.ts'
import type { FaultOptions } from '../exploration.ts'
import { type Goals, readGoals } from '../hypothesis.ts'
import { faultEntries, someDuration } from '../options.ts'
import { aNumberOfThreads, aSignal, functionOf, neverWaits } from '../shared-options.ts'
import { checkedSpace } from '../space/mistakes.ts'
import type { FaultSpace, SpaceOptions } from '../space/space.ts'

/** What goes wrong, one thing after the other, and what must hold. */
export type SurveyOptions<N extends Names = Names> = Omit<
  FaultOptions<N['target']>,
  'most' | 'periodic'
> & {
  /** What must hold: one goal, or several at once. */
  readonly goals: Goals<N>
  /** How long load is offered in each run. */
  readonly for: Duration
  /**
   * Whether faults are also played two at a time: at each target the one that alone came nearest
   * to breaking a goal. Default false.
   */
  readonly pairs?: boolean | undefined
  /**
   * Whether to try which one change of the declaration mends most of what breaks a goal: up to 24
   * from a catalogue, where it breaks most often, each with some of the faults, and the best three
   * with all. Some 200 runs more, and three for each cell. Default false.
   */
  readonly changes?: boolean | undefined
  /** How many runs are played at most, all in all. Default 2000. */
  readonly runs?: number | undefined
  /** Of every run. Default: the environment variable `GAMEDAY_SEED`, or else `'1'`. */
  readonly seed?: string | number | undefined
  /** A run that takes more events is given up and told. Default 20 million. */
  readonly eventLimit?: number | undefined
  /**
   * How many threads play, of which none is started that has nothing to play. It changes nothing
   * but the time. Default 1: this one.
   */
  readonly threads?: number | undefined
  /** Stops it; what is known by then is returned. Default: nothing does. */
  readonly signal?: AbortSignal | undefined
  /** Told after each run how many were played, and how many there are. Default: nobody is. */
  readonly onProgress?: ((progress: SurveyProgress) => void) | undefined
}

/** How far a survey has got. */
export type SurveyProgress = {
  /** How many runs were played. */
  readonly runs: number
  /** How many there are: pairs are counted once all single faults are played. */
  readonly of: number
}

/** The options as a survey takes them. */
export type ReadSurveyOptions = {
  readonly goals: readonly Goal[]
  readonly forMs: Ms
  readonly pairs: boolean
  readonly changes: boolean
  readonly runs: number
  readonly seed: string
  readonly eventLimit: number
  readonly threads: number
  readonly signal: AbortSignal | undefined
  readonly onProgress: ((progress: SurveyProgress) => void) | undefined
  readonly space: FaultSpace
}

const [DEFAULT_RUNS, MOST_RUNS] = [2_000, 1_000_000]
const [DEFAULT_EVENT_LIMIT, MOST_EVENTS] = [20_000_000, 1_000_000_000]

const { most: _, periodic: __, ...faults } = faultEntries

const schema = options({
  ...faults,
  goals: readBy(readGoals),
  for: someDuration,
  pairs: v.optional(yesOrNo, false),
  changes: v.optional(yesOrNo, false),
  runs: v.optional(wholeNumber(1, MOST_RUNS, 'runs: 2000'), DEFAULT_RUNS),
  seed: v.optional(readBy(seedOf)),
  eventLimit: v.optional(wholeNumber(1, MOST_EVENTS, 'eventLimit: 1e7'), DEFAULT_EVENT_LIMIT),
  threads: aNumberOfThreads,
  realIO: neverWaits,
  signal: v.optional(aSignal),
  onProgress: v.optional(
    functionOf<(progress: SurveyProgress) => void>('onProgress: ({ runs, of }) => …'),
  ),
})

/** Reads the options of a survey. @throws UsageError with every mistake in them */
export function readSurveyOptions(system: System, written: SurveyOptions): ReadSurveyOptions {
  const problems: Problem[] = []
  if (!(system instanceof System)) problems.push(noSystem(system, 'survey'))
  const result = check(schema, written, 'survey')
  if (!result.ok) problems.push(...result.problems)
  if (problems.length > 0 || !result.ok) throw new UsageError(problems)
  const { for: forMs, kinds, targets, within = forMs / 2, magnitude, seed, ...own } = result.value
  if (within >= forMs) throw new UsageError(tooWide)
  const asked = { most: 1, kinds, targets, withinMs: within, ranges: magnitude } as SpaceOptions
  const space = checkedSpace(system, asked, { written: written, where: 'survey' })
  return { ...own, forMs, seed: chooseSeed(seed).seed, space } as ReadSurveyOptions
}

const tooWide: Problem = {
  what: 'faults may last until the run ends, so nothing can be seen to recover',
  where: 'survey › within',
  fix: "write a time shorter than `for`, as in { for: '1m', within: '30s' }",
}
