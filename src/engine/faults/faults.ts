/** Sets up the faults of a run: each comes into force by plan, by chance, or by a condition. */
import type { SystemData } from '../../declare/data.ts'
import { effectOf, kindOf } from '../../faults/kinds.ts'
import { nameIn } from '../../faults/asked-of.ts'
import { conditionSentence } from '../../faults/condition.ts'
import { type Question, questionsOf } from '../../faults/condition-data.ts'
import type { Fault } from '../../faults/fault.ts'
import { lastsWhile, type Randomly } from '../../faults/timing.ts'
import { type Problem, UsageError } from '../../kernel/errors.ts'
import { exactDuration, type Ms } from '../../kernel/units.ts'
import { type FaultRecord, PLANNED } from '../../record/fault-record.ts'
import type { InForce } from '../../world/faults/in-force.ts'
import type { ConditionCheck } from '../../world/faults/condition-checks.ts'
import { Watch } from '../../world/faults/watch.ts'
import type { World } from '../../world/world.ts'
import type { Wired } from '../compile.ts'
import { BeginsWhen, EndsWhen } from './conditional.ts'
import { ConditionTargets } from './condition-targets.ts'
import { ConditionMaker } from './conditions.ts'
import type { TargetPeriods, FaultPlan } from './plans.ts'
import type { Affected } from './affected.ts'
import { FaultTargets, placesOf } from './targets.ts'
import { Injection } from './injection.ts'

/** What a fault is set up with. */
type Setting = {
  readonly world: World
  readonly targets: FaultTargets
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
 * @throws UsageError with all that is wrong with what they name
 */
export function faultsOf(
  plans: readonly FaultPlan[],
  { system, wired, world, lookEveryMs }: Scene,
): SetUp[] {
  const targets = new FaultTargets(system, wired)
  const asked = new ConditionTargets(system, wired, world.recording)
  checkFaults(plans, targets, asked, lookEveryMs)
  const watch = new Watch(world.agenda, lookEveryMs)
  const conditions = new ConditionMaker(asked, watch)
  const faults = plans.map(plan => setUp(plan, { world, targets, conditions, watch }))
  watch.start()
  return faults
}

/** Puts on the record whom the faults in force have touched so far. */
export function settle(faults: readonly SetUp[]): void {
  for (const affected of faults.flatMap(({ struck }) => struck)) {
    for (const place of placesOf(affected)) place.settle()
  }
}

/** Throws all that is wrong with what faults name, before anything runs. */
function checkFaults(
  plans: readonly FaultPlan[],
  targets: FaultTargets,
  conditions: ConditionTargets,
  lookEveryMs: Ms,
): void {
  const windows = (question: Question): Problem[] => tooLong(question, lookEveryMs)
  const asListed = [...plans].sort((a, b) => a.listedAt - b.listedAt)
  const problems = asListed.flatMap(({ fault, problem, courses }): Problem[] => {
    if (problem !== null) return [problem]
    const struck = courses.map(({ target }) => targets.find(fault, target))
    const asked = [fault.timing.when?.condition, fault.timing.until]
      .flatMap(condition => (condition === undefined ? [] : questionsOf(condition)))
      .flatMap(question => [conditions.find(question), ...windows(question)])
    return [...struck, ...asked].filter(found => 'what' in found)
  })
  if (problems.length > 0) throw new UsageError(problems)
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
    const injection = new Injection(world, base, struck[i], course.replica)
    followTimes(injection, course, fault)
    if (ends !== null) setting.watch.add(new EndsWhen(injection, ends))
    if (begins !== null) setting.watch.add(beginsWhen(injection, begins, fault))
  })
  return { plan, record, struck, when: begins }
}

function recordOf({ fault, rule, happens }: FaultPlan, struck: readonly string[]): FaultRecord {
  const { timing, target, cause, untilMs } = fault
  const asked = timing.when === undefined ? [] : questionsOf(timing.when.condition)
  const isSettled = happens && (timing.when ?? timing.randomly) === undefined
  return {
    fault: `${fault}`,
    kind: cause.kind,
    target,
    struck: [...new Set(struck)],
    triggers: [...new Set(asked.map(nameIn))],
    ...(rule !== null && { rule }),
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
): Omit<InForce, 'since'> {
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

/** One period after the other, as they were planned or drawn. */
function followTimes(injection: Injection, { periods }: TargetPeriods, { timing }: Fault): void {
  const why = timing.randomly === undefined ? planned : byChance(timing.randomly)
  const follow = (nth: number): void => {
    if (nth === periods.length) return
    const { from, until } = periods[nth]
    injection.at(from, () => {
      injection.begin({ untilMs: until, ...why })
      follow(nth + 1)
    })
  }
  follow(0)
}

const planned = { began: PLANNED, ended: PLANNED }

const byChance = ({ everyMs, forMs, exactly }: Randomly) => ({
  began: `by chance, every ${exactDuration(everyMs)} on average`,
  ended: `by chance, after ${exactDuration(forMs)}${exactly ? '' : ' on average'}`,
})

function beginsWhen(
  injection: Injection,
  condition: ConditionCheck,
  { timing }: Fault,
): BeginsWhen {
  const { when, atMs, forMs } = timing
  if (when === undefined) throw new Error('a fault without a condition waits for none')
  return new BeginsWhen(injection, condition, { atMs, forMs, when, isWhile: lastsWhile(timing) })
}
