/** Brings faults into force and out of it at their times, and puts that on the record. */
import type { Fault } from '../faults/fault.ts'
import { effectOf, kindOf } from '../faults/kinds.ts'
import { Alarm } from '../kernel/alarm.ts'
import { type Problem, UsageError } from '../kernel/errors.ts'
import type { InForce } from '../world/conditions.ts'
import { letGo, takeHold } from '../world/striking.ts'
import type { World } from '../world/world.ts'
import type { Struck } from './aim.ts'
import { type FaultTargets, placesOf } from './fault-targets.ts'

/** A fault of this run, with what it strikes. */
type Planned = { readonly fault: InForce; readonly struck: Struck }

/** Plans every fault of a run, in an order that does not depend on how they were listed. */
export function planFaults(world: World, targets: FaultTargets, faults: readonly Fault[]): void {
  const begins = new Alarm<Planned>(world.agenda, begin)
  const ends = new Alarm<Planned>(world.agenda, end)
  const seen = new Map<string, number>()
  for (const fault of [...faults].sort(bySentence)) {
    const sentence = `${fault}`
    const nth = seen.get(sentence) ?? 0
    seen.set(sentence, nth + 1)
    const name = nth === 0 ? sentence : `${sentence} ${nth}`
    const planned = { fault: inForce(world, fault, name), struck: targets.find(fault) as Struck }
    begins.set(fault.timing.atMs, planned)
    if (fault.untilMs < Infinity) ends.set(fault.untilMs, planned)
  }
}

/** A fault as it will be in force, and on the record. */
function inForce(world: World, fault: Fault, name: string): InForce {
  const { atMs, rampMs, share } = fault.timing
  const { kind } = fault.cause
  const { target, untilMs } = fault
  const record = { fault: `${fault}`, kind, target, from: atMs, until: untilMs, touched: 0 }
  world.recording.faults.push(record)
  const effect = effectOf(fault.cause)
  const isForRequests = kindOf(fault.cause).shareOf === 'requests'
  const random = world.random(`fault/${name}`)
  const lotOf = lots(world, `fault/${name}`)
  return { effect, since: atMs, rampMs, share: isForRequests ? share : 1, random, lotOf, record }
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

/** Throws all that is wrong with the targets of faults, before anything runs. */
export function checkFaults(targets: FaultTargets, faults: readonly Fault[]): void {
  const problems = faults.flatMap((fault): Problem[] => {
    const found = targets.find(fault)
    return 'what' in found ? [found] : []
  })
  if (problems.length > 0) throw new UsageError(problems)
}

function begin({ fault, struck }: Planned): void {
  for (const place of placesOf(struck)) place.begin(fault)
  takeHold(fault, struck.replicas)
}

function end({ fault, struck }: Planned): void {
  for (const place of placesOf(struck)) place.end(fault)
  letGo(fault, struck.replicas)
}

const bySentence = (a: Fault, b: Fault): number => (`${a}` < `${b}` ? -1 : 1)
