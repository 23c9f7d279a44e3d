/** The options of a run: what they must look like, and what they are when left out. */
import * as v from 'valibot'
import { questions } from '../declare/questions-schema.ts'
import { Change } from '../declare/changes/change.ts'
import type { StoreQuestion } from '../declare/real-code.ts'
import { noSystem, System } from '../declare/system.ts'
import { Fault } from '../faults/fault.ts'
import { Rule } from '../faults/rule.ts'
import type { Goal } from '../judge/goals/goal.ts'
import { type Problem, UsageError } from '../kernel/errors.ts'
import {
  check,
  message,
  numberThat,
  oneOf,
  options,
  readBy,
  shown,
  yesOrNo,
} from '../kernel/schema.ts'
import { formatMs, type Ms, share } from '../kernel/units.ts'
import { durationOver0 } from '../kernel/unit-schemas.ts'
import type { Ties } from '../record/recording.ts'
import { realWait } from './real-io.ts'
import { seedOf, tiesOf } from './seed.ts'
import { steadyStateOf } from './steady-state.ts'

const EVENT_LIMIT = 100_000_000
const MOST_SLOTS = 100_000
/** How often conditions are looked at. */
const LOOK_EVERY_MS = 100

const someDuration = durationOver0('3m')

const entries = {
  for: someDuration,
  faults: v.optional(v.array(v.instance(Fault, notAFault), notAList), []),
  changes: v.optional(v.array(v.instance(Change, notAChange), notChanges), []),
  rules: v.optional(v.array(v.instance(Rule, notARule), notRules), []),
  lookEvery: v.optional(someDuration, LOOK_EVERY_MS),
  strict: v.optional(yesOrNo),
  seed: v.optional(readBy(seedOf)),
  ties: v.optional(readBy(tiesOf), 'fifo'),
  resolution: v.optional(someDuration),
  trace: v.optional(readBy(traceShareOf), false),
  explain: v.optional(yesOrNo, () => !isExplainingOff()),
  ask: questions,
  check: v.optional(oneOf(['twice'])),
  realIO: v.optional(realWait),
  steadyState: v.optional(readBy(steadyStateOf)),
  eventLimit: v.optional(
    numberThat(n => Number.isInteger(n) && n > 0, 'a number of events', 'eventLimit: 1e9'),
    EVENT_LIMIT,
  ),
}

/** The names of all options of a run, for what has options besides. */
export const runOptionNames: readonly string[] = Object.keys(entries)

const schema = v.pipe(
  options(entries),
  v.check(
    read => read.for / (read.resolution ?? Infinity) <= MOST_SLOTS,
    ({ input }) => {
      const asked = (input as { resolution?: Ms }).resolution ?? 0
      const what = `a resolution of ${formatMs(asked)} would divide the run into too many slots`
      return message(what, `a run has at most ${MOST_SLOTS} slots: write a coarser one`)
    },
  ),
)

/** The options as the engine takes them. */
export type RunOptions = {
  readonly forMs: Ms
  readonly faults: readonly Fault[]
  readonly changes: readonly Change[]
  readonly rules: readonly Rule[]
  readonly lookEveryMs: Ms
  readonly strict: boolean | undefined
  readonly seed: string | undefined
  readonly ties: Ties
  readonly resolutionMs: Ms | undefined
  readonly traceShare: number
  readonly explain: boolean
  readonly ask: ReadonlyMap<string, StoreQuestion>
  readonly steadyState?: readonly Goal[] | undefined
  readonly eventLimit: number
  /** How long real work of code is awaited, by the real clock; undefined where it is refused. */
  readonly realWaitMs?: Ms | undefined
}

/**
 * Reads the options of a run.
 *
 * @throws UsageError with every mistake in them
 */
export function readOptions(system: unknown, written: unknown): RunOptions {
  const problems: Problem[] = []
  if (!(system instanceof System)) problems.push(noSystem(system, 'simulate'))
  const result = check(schema, written, 'simulate')
  if (!result.ok) problems.push(...result.problems)
  if (problems.length > 0 || !result.ok) throw new UsageError(problems)
  const { for: forMs, resolution, trace, lookEvery, strict, realIO, ...others } = result.value
  const times = { forMs, realWaitMs: realIO, resolutionMs: resolution, lookEveryMs: lookEvery }
  return { ...times, ...others, strict, seed: others.seed, traceShare: trace }
}

/** The environment variable that keeps all failures short, and quick to tell. */
const isExplainingOff = (): boolean => globalThis.process?.env?.['GAMEDAY_EXPLAIN'] === 'off'

function traceShareOf(trace: unknown): number {
  return typeof trace === 'boolean' ? Number(trace) : share(trace as never)
}

function notAFault(issue: v.BaseIssue<unknown>): string {
  if (issue.input instanceof Change)
    return message('a change is no fault', `write it beside them: changes: [${issue.input}]`)
  return message(`${shown(issue.input)} is no fault`, "write one, as in slow('db', { by: '2s' })")
}

function notAChange(issue: v.BaseIssue<unknown>): string {
  const fix = "write one, as in change('db', { concurrency: 40 }).at('2m')"
  return message(`${shown(issue.input)} is no change`, fix)
}

function notChanges(issue: v.BaseIssue<unknown>): string {
  return message(`${shown(issue.input)} is no list of changes`, 'write changes: [ … ]')
}

function notARule(issue: v.BaseIssue<unknown>): string {
  const fix = "write one, as in rule('spreads', { when: …, effects: [ … ] })"
  return message(`${shown(issue.input)} is no rule`, fix)
}

function notRules(issue: v.BaseIssue<unknown>): string {
  return message(`${shown(issue.input)} is no list of rules`, 'write rules: [ … ]')
}

function notAList(issue: v.BaseIssue<unknown>): string {
  return message(`${shown(issue.input)} is no list of faults`, 'write faults: [ … ]')
}
