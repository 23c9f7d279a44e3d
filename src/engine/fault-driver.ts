/** Brings faults into force and out of it at their times, and puts that on the record. */
import { Fault } from '../faults/fault.ts'
import { kindOf } from '../faults/kinds.ts'
import type { Actor } from '../kernel/agenda.ts'
import { type Problem, UsageError } from '../kernel/errors.ts'
import { shown } from '../kernel/schema.ts'
import type { InForce } from '../world/conditions.ts'
import type { World } from '../world/world.ts'
import { type FaultTargets, placesOf, type Struck } from './fault-targets.ts'

const Event = { Begin: 0, End: 1 } as const

/** A fault of this run, with what it strikes. */
type Planned = { readonly fault: InForce; readonly struck: Struck }

/** Drives the faults of one run. */
export class FaultDriver implements Actor<Planned> {
  /** Plans every fault, in an order that does not depend on how they were listed. */
  constructor(world: World, targets: FaultTargets, faults: readonly Fault[]) {
    const seen = new Map<string, number>()
    for (const fault of [...faults].sort(bySentence)) {
      const name = `${fault}`
      const nth = seen.get(name) ?? 0
      seen.set(name, nth + 1)
      const struck = targets.find(fault) as Struck
      this.#plan(world, fault, struck, nth === 0 ? name : `${name} ${nth}`)
    }
  }

  on(event: number, { fault, struck }: Planned): void {
    if (event === Event.Begin) begin(fault, struck)
    else end(fault, struck)
  }

  #plan(world: World, fault: Fault, struck: Struck, stream: string): void {
    const { atMs, rampMs, share } = fault.timing
    const record = {
      fault: `${fault}`,
      kind: fault.cause.kind,
      target: fault.target,
      from: atMs,
      until: fault.untilMs,
      touched: 0,
    }
    world.recording.faults.push(record)
    const effect = kindOf(fault.cause).effect(fault.cause)
    const random = world.random(`fault/${stream}`)
    const inForce = { effect, since: atMs, rampMs, share: effect.down ? 1 : share, random, record }
    const planned = { fault: inForce, struck }
    world.agenda.at(atMs, this, Event.Begin, planned)
    if (fault.untilMs < Infinity) world.agenda.at(fault.untilMs, this, Event.End, planned)
  }
}

/** Throws all that is wrong with faults before anything runs. */
export function checkFaults(targets: FaultTargets, faults: readonly unknown[]): void {
  const problems = faults.flatMap((fault): Problem[] => {
    if (!(fault instanceof Fault)) {
      const fix = "write one, as in slow('db', { by: '2s' })"
      return [{ what: `${shown(fault)} is no fault`, where: 'simulate, faults', fix }]
    }
    const found = targets.find(fault)
    return 'what' in found ? [found] : []
  })
  if (problems.length > 0) throw new UsageError(problems)
}

function begin(fault: InForce, struck: Struck): void {
  for (const place of placesOf(struck)) place.begin(fault)
  if (!fault.effect.down) return
  for (const replica of struck.replicas) {
    fault.record.touched += replica.crash(fault.effect.refuses)
  }
}

function end(fault: InForce, struck: Struck): void {
  for (const place of placesOf(struck)) place.end(fault)
  if (!fault.effect.down) return
  for (const replica of struck.replicas) if (!replica.isDown) replica.restart()
}

const bySentence = (a: Fault, b: Fault): number => (`${a}` < `${b}` ? -1 : 1)
