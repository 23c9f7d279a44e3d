/** How a fault takes hold of replicas, and lets go of them. */
import { Alarm } from '../../kernel/alarm.ts'
import type { InForce } from './in-force.ts'
import { Reason } from '../../record/reason.ts'
import { loseAll } from '../handling/endings.ts'
import type { Component } from '../handling/component.ts'
import type { Replica } from '../handling/replica.ts'
import { Resources } from '../resources/resources.ts'
import { growsInSteps, takesSlots } from './replica-effects.ts'

/** A fault that grows, and has to be asked for again and again, grows in so many steps. */
const STEPS = 100

/**
 * A fault that is in force takes hold of some replicas.
 *
 * @param because the `Reason` of what is lost inside, if it stops them
 */
export function applyFault(
  fault: InForce,
  replicas: readonly Replica[],
  because: number = Reason.LostInCrash,
): void {
  const { down, refuses, forgets, restarts } = fault.effect
  for (const replica of replicas) {
    if (down) {
      noteDown(replica)
      const isAtWork = worksByItself(replica)
      fault.record.touched += loseAll(replica, refuses, because)
      if (isAtWork && fault.record.touched === 0) fault.record.touched = 1
      replica.process?.crashed(refuses)
      replica.component.stopped(replica.index, because)
    }
    if (down || forgets === 1) noteEmptied(replica, fault)
    fault.record.touched += replica.progress.slowedBy(fault.effect)
    if (forgets > 0) fault.record.touched += forget(replica, fault)
    if (takesSlots(fault.effect)) replica.resources ??= new Resources(replica, [])
    replica.resources?.begin(fault)
    replica.adapt()
  }
  if (fault.rampMs > 0 && growsInSteps(fault.effect)) growWith(fault, replicas)
  if (restarts > 0) {
    for (const component of componentsOf(replicas)) {
      const its = replicas.filter(replica => replica.component === component)
      component.lifecycle?.roll(fault, its, restarts)
    }
  }
}

/** Whether it is about something, though nobody asks it: code may be a worker, or it starts. */
const worksByItself = (replica: Replica): boolean =>
  replica.process !== null || replica.component.lifecycle?.isStarting(replica) === true

/** A fault that is no longer in force lets go of some replicas. */
export function liftFault(fault: InForce, replicas: readonly Replica[]): void {
  for (const replica of replicas) {
    replica.resources?.end(fault)
    if (fault.effect.down && !replica.conditions.isDown) {
      const { lifecycle } = replica.component
      if (lifecycle === null) runAgain(replica)
      else lifecycle.bringUp(replica)
      // A process that met no request may still have forgotten what it had learned.
      if (fault.record.touched === 0 && remembers(replica)) fault.record.touched = 1
    }
    replica.adapt()
  }
  if (fault.effect.restarts > 0) {
    for (const component of componentsOf(replicas)) component.lifecycle?.endRoll(fault)
  }
}

const componentsOf = (replicas: readonly Replica[]): Set<Component> =>
  new Set(replicas.map(({ component }) => component))

function growWith(fault: InForce, replicas: readonly Replica[]): void {
  const [first] = replicas
  const { agenda } = first.component
  const alarm = new Alarm<number>(agenda, step => {
    for (const replica of replicas) replica.adapt()
    if (step < STEPS && first.conditions.inForce.includes(fault)) next(step + 1)
  })
  const next = (step: number): void => alarm.set(fault.since + (fault.rampMs * step) / STEPS, step)
  next(1)
}

/** A cache forgets what it knows. @returns how much it was: of a model 1 if it is one, else 0 */
function forget(replica: Replica, { effect, random }: InForce): number {
  const store = replica.process?.store
  if (store !== undefined) return store.forget(effect.forgets, random)
  const { agenda, handling } = replica.component
  replica.entries.clear()
  replica.restartedAt = agenda.now
  return handling.cacheCapacity > 0 ? 1 : 0
}

/** Whether it runs has changed, or was said again: that is on the record. */
function noteDown({ component, index, conditions: { isDown }, isSpare }: Replica): void {
  const { world, agenda, handling } = component
  const stop = { at: agenda.now, component: handling.name, replica: index, isDown }
  world.recording.stops.push(isSpare ? { ...stop, isSpare } : stop)
}

/** What a cache held is gone: that is on the record. */
function noteEmptied({ component, index, isSpare }: Replica, { record }: InForce): void {
  if (isSpare) return
  const { world, agenda, handling } = component
  const by = record.fault === '' ? undefined : record.fault
  const meter = world.recording.caches.get(handling.name)
  meter?.emptied.push({ at: agenda.now, replica: index, by })
}

/** Whether it has had requests, and they left something: entries, states, open connections. */
function remembers({ component }: Replica): boolean {
  const { handling, memories, visitors, meter } = component
  const keeps = handling.cacheCapacity > 0 || memories.length > 0 || visitors.length > 0
  return keeps && meter.tally.counts.any
}

/** It runs again, and remembers nothing. */
export function runAgain(replica: Replica): void {
  const { component, index, pipes, resources } = replica
  noteDown(replica)
  replica.restartedAt = component.agenda.now
  component.forget(index)
  replica.messages?.runsAgain()
  replica.process?.startsAgain()
  if (pipes !== null) for (const pipe of pipes) pipe.clear()
  resources?.restart()
}
