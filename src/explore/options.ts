/** The options of an exploration: what they must look like, and what they are when left out. */
import { questions } from '../declare/questions-schema.ts'
import type { StoreQuestion } from '../declare/real-code.ts'
import * as v from 'valibot'
import { noSystem, System } from '../declare/system.ts'
import { chooseSeed, seedOf } from '../engine/seed.ts'
import type { FaultKind } from '../faults/kinds.ts'
import { type Problem, UsageError } from '../kernel/errors.ts'
import {
  check,
  isRecord,
  message,
  numberThat,
  oneOf,
  options,
  readBy,
  type Schema,
  shown,
  wholeNumber,
  yesOrNo,
} from '../kernel/schema.ts'
import { durationMs, type Ms, share } from '../kernel/units.ts'
import { durationOver0 } from '../kernel/unit-schemas.ts'
import { defaultResolutionMs } from '../record/grid.ts'
import type { Progress } from './exploration.ts'
import { aSignal, functionOf, neverWaits } from './shared-options.ts'
import {
  type CalmGoalFunction,
  type GoalFunction,
  readCalmHypothesis,
  readHypothesis,
  readSight,
  type Sight,
} from './hypothesis.ts'
import { TRIAL_MS } from './search/bounded.ts'
import type { Ranges } from './space/dials.ts'
import type { SpaceOptions } from './space/space.ts'
import { kindsBySimplicity, usualKinds } from './space/profiles.ts'

/** The options as the search takes them. */
export type ReadOptions = {
  readonly forMs: Ms
  readonly most: number
  readonly kinds: readonly FaultKind[]
  readonly targets: readonly string[] | undefined
  readonly withinMs: Ms
  readonly ranges: Ranges
  readonly periodic: boolean
  readonly holds: GoalFunction
  readonly recovers: CalmGoalFunction | undefined
  readonly settleMs: Ms
  readonly sometimes: { readonly [name: string]: Sight }
  readonly runs: number
  /** What ends a search in which nothing breaks: the time, where it is all that is given. */
  readonly budget: 'runs' | 'time'
  readonly timeMs: Ms | undefined
  readonly trialMs: Ms
  readonly signal: AbortSignal | undefined
  readonly seed: string
  readonly guided: boolean
  readonly whole: boolean
  readonly ask: ReadonlyMap<string, StoreQuestion>
  readonly eventLimit: number
  readonly name: string | undefined
  readonly store: string | false
  readonly declared: { readonly as: string; readonly in: string } | undefined
  readonly onProgress: ((progress: Progress) => void) | undefined
}

const DEFAULT_RUNS = 200
/** More trials than anybody waits for. */
export const MOST_RUNS = 1_000_000
const MOST_FAULTS = 20
const DEFAULT_SETTLE_MS = 10_000
const DEFAULT_EVENT_LIMIT = 20_000_000

export const someDuration = durationOver0('1m')

/** A bound: a time, a share, or a plain number. */
const bound = readBy((written: unknown): number => {
  if (typeof written === 'number') {
    if (Number.isFinite(written) && written >= 0) return written
    throw new UsageError({ what: `${shown(written)} is no bound`, fix: "write '10ms', '5%' or 3" })
  }
  const isShare = typeof written === 'string' && written.endsWith('%')
  return isShare ? share(written as never) : durationMs(written as never)
})

const range = v.pipe(
  v.strictTuple([bound, bound], issue =>
    message(`${shown(issue.input)} is no range`, "write ['10ms', '2s']"),
  ),
  v.check(
    ([least, most]) => least <= most,
    ({ input: [least, most] }) => message(`from ${least} to ${most} is no range`, 'swap the two'),
  ),
  v.transform(([least, most]) => ({ least, most })),
)

/** By names that are given here. */
const recordOf = <T>(each: Schema<T>, example: string): Schema<{ readonly [name: string]: T }> =>
  v.pipe(
    v.custom<object>(isRecord, ({ input }) =>
      message(`${shown(input)} is no set of names`, `write ${example}`),
    ),
    v.check(
      written => !Object.keys(written).some(name => keptNames.includes(name)),
      () => message(`${keptNames.join(', ')} can be no names here`, `write ${example}`),
    ),
    v.record(v.string(), each),
  )

/** Names that records leave out, since they may do harm. */
const keptNames = ['__proto__', 'constructor', 'prototype']

const text = (example: string): Schema<string> => {
  const wrong = (issue: { readonly input: unknown }): string =>
    message(`${shown(issue.input)} is no text`, `write ${example}`)
  return v.pipe(v.string(wrong), v.nonEmpty(wrong))
}

const listOfNames = v.array(v.string(), issue =>
  message(`${shown(issue.input)} is no list of targets`, "write targets: ['db', …]"),
)

/** The options that say which faults may be made up. */
export const faultEntries = {
  most: v.optional(wholeNumber(1, MOST_FAULTS, 'most: 3'), 3),
  kinds: v.optional(
    v.pipe(
      v.array(oneOf(kindsBySimplicity), issue =>
        message(`${shown(issue.input)} is no list of kinds`, "write kinds: ['slow', 'crash']"),
      ),
      v.transform(kinds => kindsBySimplicity.filter(kind => kinds.includes(kind))),
    ),
    [...usualKinds],
  ),
  targets: v.optional(listOfNames),
  within: v.optional(someDuration),
  magnitude: v.optional(recordOf(range, "{ by: ['10ms', '2s'] }"), {}),
  periodic: v.optional(yesOrNo, false),
}

const schema = options({
  ...faultEntries,
  for: someDuration,
  holds: readBy(readHypothesis),
  recovers: v.optional(readBy(readCalmHypothesis)),
  settle: v.optional(someDuration, DEFAULT_SETTLE_MS),
  sometimes: v.optional(recordOf<Sight>(readBy(readSight), "{ 'it opened': run => … }"), {}),
  runs: v.optional(wholeNumber(1, MOST_RUNS, 'runs: 500')),
  time: v.optional(someDuration),
  trialTime: v.optional(someDuration, TRIAL_MS),
  signal: v.optional(aSignal),
  seed: v.optional(readBy(seedOf)),
  guided: v.optional(yesOrNo, true),
  whole: v.optional(yesOrNo, false),
  ask: questions,
  realIO: neverWaits,
  eventLimit: v.optional(
    numberThat(n => Number.isInteger(n) && n > 0, 'a number of events', 'eventLimit: 1e7'),
    DEFAULT_EVENT_LIMIT,
  ),
  name: v.optional(text("name: 'checkout'")),
  store: v.optional(
    v.union([v.string(), v.literal(false)], issue =>
      message(`${shown(issue.input)} is no folder`, "write store: '.gameday', or false for none"),
    ),
    '.gameday',
  ),
  declared: v.optional(
    options({
      as: v.pipe(
        text("as: 'shop'"),
        v.regex(/^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u, issue =>
          message(`${shown(issue.input)} is no name of an export`, "write as: 'shop' or 'default'"),
        ),
      ),
      in: text("in: './shop.ts'"),
    }),
  ),
  onProgress: v.optional(functionOf<(progress: Progress) => void>('onProgress: ({ trials }) => …')),
})

/**
 * Reads the options of an exploration.
 *
 * @throws UsageError with every mistake in them
 */
export function readExploreOptions(system: unknown, written: unknown): ReadOptions {
  const problems: Problem[] = []
  if (!(system instanceof System)) problems.push(noSystem(system, 'explore'))
  const result = check(schema, written, 'explore')
  if (!result.ok) problems.push(...result.problems)
  if (problems.length > 0 || !result.ok) throw new UsageError(problems)
  const { for: forMs, within = forMs / 2, settle, time: timeMs, ...more } = result.value
  const { trialTime: trialMs, ...others } = more
  const { magnitude: ranges, seed, ...rest } = others
  if (within >= forMs) throw new UsageError(tooWide)
  const times = { forMs, withinMs: within, settleMs: settle, timeMs, trialMs }
  const isAsked = rest.recovers !== undefined
  if (isAsked && calmFrom(within, times, system as System) >= forMs) throw new UsageError(tooSlow)
  const seeded = { ranges, seed: chooseSeed(seed).seed }
  return { ...rest, ...times, ...seeded, ...budgetOf(rest.runs, timeMs) } as ReadOptions
}

/** When a run counts as recovered: some time after its last fault, at an edge of its numbers. */
export function calmFrom(
  lastFaultEndsMs: Ms,
  { forMs, settleMs }: Pick<ReadOptions, 'forMs' | 'settleMs'>,
  { data }: System,
): Ms {
  const step = defaultResolutionMs(forMs, data.parts.size)
  return Math.ceil((lastFaultEndsMs + settleMs) / step) * step
}

/** Who gives a time and no number of runs wants as many as there is time for. */
function budgetOf(runs: number | undefined, timeMs: Ms | undefined) {
  if (runs === undefined && timeMs !== undefined) return { runs: MOST_RUNS, budget: 'time' }
  return { runs: runs ?? DEFAULT_RUNS, budget: 'runs' }
}

const tooWide: Problem = {
  what: 'faults may last until the run ends, so nothing can be seen to recover',
  where: 'explore › within',
  fix: "write a time shorter than `for`, as in { for: '1m', within: '30s' }",
}

const tooSlow: Problem = {
  what: 'a system may settle until the run ends, so `recovers` could never be asked',
  where: 'explore › settle',
  fix: "write times that leave some, as in { for: '1m', within: '30s', settle: '10s' }",
}

/** Reads the options of `faultsFor`. @throws UsageError with every mistake in them */
export function readFaultOptions(system: unknown, written: unknown): SpaceOptions {
  const problems = system instanceof System ? [] : [noSystem(system, 'faultsFor')]
  const result = check(options(faultEntries), written, 'faultsFor')
  if (!result.ok) problems.push(...result.problems)
  if (problems.length > 0 || !result.ok) throw new UsageError(problems)
  const { within = DEFAULT_WITHIN_MS, magnitude: ranges, ...others } = result.value
  return { ...others, withinMs: within, ranges } as SpaceOptions
}

const DEFAULT_WITHIN_MS = 60_000
