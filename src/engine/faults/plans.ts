/**
 * What is settled about faults before a run begins: whether it has them, and when those come that
 * leave it to chance. Nothing that happens in the run can move any of it.
 */
import type { SystemData } from '../../declare/data.ts'
import { zoneOf } from '../../declare/network/zone.ts'
import type { Fault } from '../../faults/fault.ts'
import { type Period, randomPeriods } from '../../faults/random-times.ts'
import type { Rule } from '../../faults/rule.ts'
import type { Randomly } from '../../faults/timing.ts'
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
  const { probability = 1, randomly, when } = fault.timing
  const random = (what: string): Random =>
    randomStream(context.seed, `${context.system.name}/fault/${name}/${what}`)
  const happens = probability === 1 || random('happens')() < probability
  const plan = { ...named, happens, problem: null }
  const { target } = fault
  if (randomly !== undefined) {
    // Drawn in any case: whether it can be must not depend on whether this run has it.
    const planned = drawn({ ...plan, courses: [] }, randomly, random, context)
    return happens ? planned : { ...planned, courses: planned.courses.map(withoutPeriods) }
  }
  const isSettled = happens && when === undefined
  const periods = isSettled ? [{ from: fault.timing.atMs, until: fault.untilMs }] : []
  return { ...plan, courses: [{ target, replica: null, periods }] }
}

const withoutPeriods = (course: TargetPeriods): TargetPeriods => ({ ...course, periods: [] })

/** Draws when a fault comes that leaves it to chance. */
function drawn(
  plan: FaultPlan,
  randomly: Randomly,
  random: (what: string) => Random,
  { system, horizonMs }: PlansFor,
): FaultPlan {
  const { fault } = plan
  const window = { from: fault.timing.atMs, until: fault.untilMs }
  const replicas = randomly.each === 'replica' ? replicasOf(system, fault.target) : null
  if (replicas?.length === 0) return { ...plan, problem: noReplicas(fault) }
  const lengthMs = Math.min(window.until, horizonMs) - window.from
  const expected = (lengthMs / (randomly.everyMs + randomly.forMs)) * (replicas?.length ?? 1)
  if (expected > MOST_PERIODS) return { ...plan, problem: tooOften(fault, expected) }
  const course = (target: string, replica: string | null): TargetPeriods => {
    const times = random(replica === null ? 'times' : `times ${replica}`)
    return { target, replica, periods: randomPeriods(times, randomly, window, horizonMs) }
  }
  const courses = replicas?.map(replica => course(replica, replica))
  return { ...plan, courses: courses ?? [course(fault.target, null)] }
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

const noReplicas = (fault: Fault): Problem => ({
  what: `"${fault.target}" has no replicas that could fail each by itself`,
  where: `${fault}`,
  fix: "aim it at a component or a zone, or leave each: 'replica' out",
})

const tooOften = (fault: Fault, expected: number): Problem => ({
  what: `this fault would come about ${Math.round(expected)} times: ${MOST_PERIODS} is the most`,
  where: `${fault}`,
  fix: 'let it come less often, or for a part of the run; a share of requests needs no schedule',
})

const bySentence = (a: Omit<NamedFault, 'name'>, b: Omit<NamedFault, 'name'>): number => {
  const [first, second] = [`${a.fault}`, `${b.fault}`]
  if (first !== second) return first < second ? -1 : 1
  return (a.rule ?? '') < (b.rule ?? '') ? -1 : 1
}

const byName = ([a]: [string, unknown], [b]: [string, unknown]): number => (a < b ? -1 : 1)
