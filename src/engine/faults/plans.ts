/**
 * What is settled about faults before a run begins: whether it has them, and when those come that
 * leave it to chance. Nothing that happens in the run can move any of it.
 */
import type { SystemData } from '../../declare/data.ts'
import { zoneOf } from '../../declare/network/zone.ts'
import type { Fault } from '../../faults/fault.ts'
import { periodicTimes } from '../../faults/periodic-times.ts'
import { type Period, randomPeriods } from '../../faults/random-times.ts'
import type { Rule } from '../../faults/rule.ts'
import type { Randomly, Timing } from '../../faults/timing.ts'
import type { Problem } from '../../kernel/errors.ts'
import { type Random, randomStream } from '../../kernel/streams.ts'
import type { Ms } from '../../kernel/units.ts'

/** A fault of a run, and what is settled about it. */
export type FaultPlan = {
  readonly fault: Fault
  /** Its place in the list that was given, rules last. */
  readonly listedAt: number
  /** Names its streams of chance: its sentence, and its number among those that are equal. */
  readonly name: string
  /** The rule that it belongs to. */
  readonly rule: string | null
  /** False when chance has decided that this run goes without it. */
  readonly happens: boolean
  /** One, or one for each replica. */
  readonly courses: readonly TargetPeriods[]
  /** Why it cannot be. */
  readonly problem: Problem | null
}

/** What has times, as far as the grid of a recording has to know it. */
export type Timed = {
  readonly fault: Pick<Fault, 'timing' | 'untilMs'>
  readonly courses: FaultPlan['courses']
}

/** When a fault strikes one target; where a condition decides there is nothing settled. */
export type TargetPeriods = {
  readonly target: string
  /** The replica, where each fails by itself. */
  readonly replica: string | null
  readonly periods: readonly Period[]
}

/** What plans are made for. */
export type PlansFor = {
  readonly system: SystemData
  readonly seed: string
  readonly horizonMs: Ms
}

/** Each of its periods takes two slots of the recording. */
const MOST_PERIODS = 10_000

/** Edges kept ready for faults that begin and end by a condition. */
const SPARE_CUTS = 256

/** Plans faults and rules, in an order that does not depend on how they were listed. */
export function planned(
  faults: readonly Fault[],
  rules: readonly Rule[],
  context: PlansFor,
): FaultPlan[] {
  const all = [
    ...faults.map(fault => ({ fault, rule: null })),
    ...rules.flatMap(rule => rule.faults.map(fault => ({ fault, rule: rule.name }))),
  ].map((one, listedAt) => ({ ...one, listedAt }))
  const seen = new Map<string, number>()
  return all.sort(bySentence).map(listed => {
    const sentence = `${listed.fault}`
    const nth = seen.get(sentence) ?? 0
    seen.set(sentence, nth + 1)
    return planOf({ ...listed, name: nth === 0 ? sentence : `${sentence} ${nth}` }, context)
  })
}

/** The moments that the recording's grid has to have edges at. */
export const cutsFor = (plans: readonly Timed[]): Ms[] =>
  plans.flatMap(({ fault, courses }) => [
    fault.timing.atMs,
    fault.untilMs,
    ...courses.flatMap(({ periods }) => periods.flatMap(({ from, until }) => [from, until])),
  ])

/** How many edges may have to be added while the run goes on. */
export const spareCutsFor = (plans: readonly Timed[]): number =>
  plans.some(({ fault: { timing } }) => (timing.when ?? timing.until) !== undefined)
    ? SPARE_CUTS
    : 0

type NamedFault = Pick<FaultPlan, 'fault' | 'rule' | 'listedAt' | 'name'>

function planOf(named: NamedFault, context: PlansFor): FaultPlan {
  const { fault, name } = named
  const { probability = 1, randomly, every, when } = fault.timing
  const random: Dice = what =>
    randomStream(context.seed, `${context.system.name}/fault/${name}/${what}`)
  const happens = probability === 1 || random('happens')() < probability
  const plan = { ...named, happens, problem: null }
  const { target } = fault
  const comes = randomly === undefined ? every && repeated(every) : drawn(randomly)
  if (comes !== undefined) {
    // Settled in any case: whether it can be must not depend on whether this run has it.
    const planned = comes({ ...plan, courses: [] }, random, context)
    return happens ? planned : { ...planned, courses: planned.courses.map(withoutPeriods) }
  }
  const isSettled = happens && when === undefined
  const periods = isSettled ? [{ from: fault.timing.atMs, until: fault.untilMs }] : []
  return { ...plan, courses: [{ target, replica: null, periods }] }
}

const withoutPeriods = (course: TargetPeriods): TargetPeriods => ({ ...course, periods: [] })

type Dice = (what: string) => Random

/** Settles when a fault comes that does so more than once. */
type Settles = (plan: FaultPlan, random: Dice, context: PlansFor) => FaultPlan

/** Draws when a fault comes that leaves it to chance. */
const drawn =
  (randomly: Randomly): Settles =>
  (plan, random, context) => {
    const { fault } = plan
    const window = { from: fault.timing.atMs, until: fault.untilMs }
    const meanMs = randomly.everyMs + randomly.forMs
    return coming(plan, { each: randomly.each, meanMs, random, context }, replica => {
      const times = random(replica === null ? 'times' : `times ${replica}`)
      return randomPeriods(times, randomly, window, context.horizonMs)
    })
  }

/** Says when a fault comes that does so periodically. */
const repeated =
  (every: Required<Timing>['every']): Settles =>
  (plan, random, context) => {
    const { timing } = plan.fault
    if (timing.forMs === Infinity) return { ...plan, problem: neverOver(plan.fault) }
    const { everyMs: meanMs, each } = every
    return coming(plan, { each, meanMs, random, context }, () =>
      periodicTimes({ ...timing, every }, context.horizonMs),
    )
  }

type Coming = {
  readonly each: Randomly['each']
  /** The mean time from one beginning to the next. */
  readonly meanMs: Ms
  readonly random: Dice
  readonly context: PlansFor
}

function coming(
  plan: FaultPlan,
  { each, meanMs, random, context: { system, horizonMs } }: Coming,
  periodsOf: (replica: string | null) => readonly Period[],
): FaultPlan {
  const { fault } = plan
  const { target } = fault
  const replicas = each === 'target' ? null : replicasOf(system, target)
  if (replicas?.length === 0) return { ...plan, problem: noReplicas(fault, each) }
  const lengthMs = Math.min(fault.untilMs, horizonMs) - fault.timing.atMs
  const expected = (lengthMs / meanMs) * (each === 'replica' ? (replicas?.length ?? 1) : 1)
  if (expected > MOST_PERIODS) return { ...plan, problem: tooOften(fault, expected) }
  if (replicas === null) {
    return { ...plan, courses: [{ target, replica: null, periods: periodsOf(null) }] }
  }
  if (each === 'oneReplica') return { ...plan, courses: dealt(periodsOf(null), replicas, random) }
  const course = (replica: string) => ({ target: replica, replica, periods: periodsOf(replica) })
  return { ...plan, courses: replicas.map(course) }
}

/** Each period for one of the replicas, by chance. */
function dealt(
  periods: readonly Period[],
  replicas: readonly string[],
  random: Dice,
): TargetPeriods[] {
  const lot = random('replica')
  const struck = periods.map(() => replicas[Math.floor(lot() * replicas.length)])
  return replicas.map(replica => ({
    target: replica,
    replica,
    periods: periods.filter((_, nth) => struck[nth] === replica),
  }))
}

/** The replicas that a target names: of a component, or of all components of a zone. */
function replicasOf({ parts }: SystemData, target: string): string[] {
  if (target.includes('#')) return [target]
  const zone = target.startsWith('zone:') ? target.slice('zone:'.length) : null
  return [...parts].sort(byName).flatMap(([name, part]) => {
    if (part.kind === 'clients' || (zone === null && name !== target)) return []
    const all = Array.from({ length: part.replicas }, (_, i) => i)
    const meant = zone === null ? all : all.filter(replica => zoneOf(part, replica) === zone)
    return meant.map(replica => `${name}#${replica}`)
  })
}

const noReplicas = (fault: Fault, each: string): Problem => ({
  what: `"${fault.target}" has no replicas that could fail each by itself`,
  where: `${fault}`,
  fix: `aim it at a component or a zone, or leave each: '${each}' out`,
})

const neverOver = (fault: Fault): Problem => ({
  what: 'it comes periodically, and nothing says how long each time',
  where: `${fault}`,
  fix: "add .for(…) with a length below the period, as in .every('5s').for('1s')",
})

const tooOften = (fault: Fault, expected: number): Problem => ({
  what:
    `this fault would come about ${Math.round(expected)} times: ${MOST_PERIODS} is the most, ` +
    'since the recording keeps each beginning and each end as an edge of its own',
  where: `${fault}`,
  fix: 'let it come less often, or for a part of the run; a share of requests needs no schedule',
})

const bySentence = (a: Omit<NamedFault, 'name'>, b: Omit<NamedFault, 'name'>): number => {
  const [first, second] = [`${a.fault}`, `${b.fault}`]
  if (first !== second) return first < second ? -1 : 1
  return (a.rule ?? '') < (b.rule ?? '') ? -1 : 1
}

const byName = ([a]: [string, unknown], [b]: [string, unknown]): number => (a < b ? -1 : 1)
