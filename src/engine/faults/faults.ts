/** Sets up the faults of a run: each comes into force by plan, by chance, or by a condition. */
import type { SystemData } from '../../declare/data.ts'
import { effectOf, kindOf } from '../../faults/kinds.ts'
import { nameIn } from '../../faults/asked-of.ts'
import { conditionSentence } from '../../faults/condition.ts'
import { type Question, questionsOf } from '../../faults/condition-data.ts'
import type { Fault } from '../../faults/fault.ts'
import type { Timing } from '../../faults/timing.ts'
import { type Problem, UsageError } from '../../kernel/errors.ts'
import { exactDuration, type Ms } from '../../kernel/units.ts'
import type { FaultRecord } from '../../record/fault-record.ts'
import type { InForce } from '../../world/faults/in-force.ts'
import type { ConditionCheck } from '../../world/faults/condition-checks.ts'
import { Watch } from '../../world/faults/watch.ts'
import type { World } from '../../world/world.ts'
import type { Wired } from '../compile.ts'
import { letRestart } from '../lifecycles.ts'
import { ConditionTargets } from './condition-targets.ts'
import { ConditionMaker } from './conditions.ts'
import { edgesOf } from './in-force.ts'
import { follow } from './following.ts'
import type { FaultPlan } from './plans.ts'
import type { Affected } from './affected.ts'
import { FaultTargets, placesOf } from './targets.ts'
import { Injection } from './injection.ts'

/** What a fault is set up with. */
type Setting = Watching & {
  readonly world: World
  readonly targets: FaultTargets
}

/** How conditions are looked at, by faults and by whatever else waits for some. */
export type Watching = {
  readonly conditions: ConditionMaker
  readonly watch: Watch
}

/** A fault that has been set up. */
export type SetUp = {
  readonly plan: FaultPlan
  readonly record: FaultRecord
  readonly struck: readonly Affected[]
  /** The condition by which it begins. */
  readonly when: ConditionCheck | null
}

/** What faults are set up in. */
export type Scene = {
  readonly system: SystemData
  readonly wired: Wired
  readonly world: World
  readonly lookEveryMs: Ms
}

/**
 * Sets up every fault of a run.
 *
 * @param changes what else has times and conditions: it is set up after the faults
 * @throws UsageError with all that is wrong with what they name
 */
export function faultsOf(
  plans: readonly FaultPlan[],
  changes: ChangesOfRun,
  { system, wired, world, lookEveryMs }: Scene,
): SetUp[] {
  const targets = new FaultTargets(system, wired)
  const asked = new ConditionTargets(system, wired, world.recording)
  checkAll(plans, changes, { targets, asked, lookEveryMs })
  const watch = new Watch(world.agenda, lookEveryMs)
  const conditions = new ConditionMaker(asked, watch)
  const faults = plans.map(plan => setUp(plan, { world, targets, conditions, watch }))
  changes.setUp({ conditions, watch })
  for (const { plan, struck } of faults) {
    if (effectOf(plan.fault.cause).restarts === 0) continue
    for (const { replicas } of struck) letRestart(system, replicas)
  }
  watch.start()
  return faults
}

/** What of a run changes at times of its own, beside its faults. */
export type ChangesOfRun = {
  /** What is timed, to be checked as faults are. */
  readonly timed: readonly { readonly timing: Timing }[]
  /** What is wrong with the rest of it; then it is never set up. */
  readonly problems: readonly Problem[]
  setUp(watching: Watching): void
}

/** Puts on the record whom the faults in force have touched so far. */
export function settle(faults: readonly SetUp[]): void {
  for (const affected of faults.flatMap(({ struck }) => struck)) {
    for (const place of placesOf(affected)) place.settle()
  }
}

type Checks = {
  readonly targets: FaultTargets
  readonly asked: ConditionTargets
  readonly lookEveryMs: Ms
}

/** Throws all that is wrong with what faults and changes name, before anything runs. */
function checkAll(plans: readonly FaultPlan[], changes: ChangesOfRun, checks: Checks): void {
  const asListed = [...plans].sort((a, b) => a.listedAt - b.listedAt)
  const problems = asListed.flatMap(({ fault, problem, courses }): Problem[] => {
    if (problem !== null) return [problem]
    const struck = courses.map(({ target }) => checks.targets.find(fault, target))
    return [...struck.filter(found => 'what' in found), ...mistakesInConditions(fault, checks)]
  })
  problems.push(
    ...changes.problems,
    ...changes.timed.flatMap(one => mistakesInConditions(one, checks)),
  )
  if (problems.length > 0) throw new UsageError(problems)
}

function mistakesInConditions(
  { timing }: { readonly timing: Timing },
  { asked, lookEveryMs }: Checks,
): Problem[] {
  return [timing.when?.condition, timing.until]
    .flatMap(condition => (condition === undefined ? [] : questionsOf(condition)))
    .flatMap(question => [asked.find(question), ...tooLong(question, lookEveryMs)])
    .filter(found => 'what' in found)
}

/** A window is a ring of what came between looks. */
const MOST_LOOKS = 100_000

function tooLong(question: Question, lookEveryMs: Ms): Problem[] {
  if (!('gauge' in question) || question.gauge.overMs / lookEveryMs <= MOST_LOOKS) return []
  const [over, every] = [question.gauge.overMs, lookEveryMs].map(exactDuration)
  const what = `a window of ${over} that is looked at every ${every} has too many looks in it`
  const fix = `have at most ${MOST_LOOKS} of them: a shorter window, or a longer \`lookEvery\``
  return [{ what, where: conditionSentence(question), fix }]
}

function setUp(plan: FaultPlan, setting: Setting): SetUp {
  const { world, conditions, targets } = setting
  const { fault, courses, happens } = plan
  const { when, until } = fault.timing
  const struck = courses.map(({ target }) => targets.find(fault, target) as Affected)
  const record = recordOf(
    plan,
    struck.flatMap(each => targets.namesOf(each)),
  )
  world.recording.faults.push(record)
  const begins = when === undefined || !happens ? null : conditions.make(when.condition)
  const ends = until === undefined || !happens ? null : conditions.make(until)
  courses.forEach((course, i) => {
    const base = inForce(world, plan, record, course.replica)
    const injection = new Injection(world, record, edgesOf(base, struck[i]), course.replica)
    follow(injection, fault.timing, { ...course, begins, ends }, setting.watch)
  })
  return { plan, record, struck, when: begins }
}

function recordOf(plan: FaultPlan, struck: readonly string[]): FaultRecord {
  const { fault, rule } = plan
  const record = recordFor(fault, fault.cause.kind, { struck, happens: plan.happens })
  return { ...record, ...(rule !== null && { rule }) }
}

/** What is put on the record of something that has its times. */
export function recordFor(
  fault: Pick<Fault, 'timing' | 'target' | 'untilMs' | 'toString'>,
  kind: string,
  { struck, happens }: { readonly struck: readonly string[]; readonly happens: boolean },
): FaultRecord {
  const { timing, target, untilMs } = fault
  const asked = timing.when === undefined ? [] : questionsOf(timing.when.condition)
  const isSettled = happens && (timing.when ?? timing.randomly ?? timing.every) === undefined
  return {
    fault: fault.toString(),
    kind,
    target,
    struck: [...new Set(struck)],
    triggers: [...new Set(asked.map(nameIn))],
    from: isSettled ? timing.atMs : Infinity,
    until: isSettled ? untilMs : Infinity,
    periods: [],
    touched: 0,
  }
}

/** A fault as it will be in force. */
function inForce(
  world: World,
  { fault, name }: FaultPlan,
  record: FaultRecord,
  replica: string | null,
): Omit<InForce, 'since' | 'of'> {
  const { rampMs, share } = fault.timing
  const stream = `fault/${name}${replica === null ? '' : ` ${replica}`}`
  const isForRequests = kindOf(fault.cause).shareOf === 'requests'
  return {
    effect: effectOf(fault.cause),
    rampMs,
    share: isForRequests ? share : 1,
    random: world.random(stream),
    lotOf: lots(world, stream),
    met: 0,
    bursts: { lossThere: null, lossBack: null },
    record,
  }
}

/** Everybody's lot is drawn from a stream of their own, so that nobody else's presence moves it. */
function lots(world: World, name: string): (who: string) => number {
  const drawn = new Map<string, number>()
  return who => {
    const lot = drawn.get(who) ?? world.chance(`${name}/${who}`).next()
    drawn.set(who, lot)
    return lot
  }
}
