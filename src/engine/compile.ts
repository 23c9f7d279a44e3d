/**
 * Wires a declared system into a world: components, programs, call sites, sources. Everything is
 * made in the order of names, so a run does not depend on the order of the declaration.
 */
import type { HandlerData, PartData, SystemData } from '../declare/data.ts'
import { isSpread } from '../declare/network/zone.ts'
import { Spread } from '../world/balancer/spread.ts'
import { sequencesBeside } from '../declare/sequences.ts'
import type { Breakers } from '../world/calls/breakers.ts'
import { Component } from '../world/handling/component.ts'
import type { Instruction, Program } from '../world/handling/program.ts'
import type { World } from '../world/world.ts'
import { giveBalancer } from './balancers.ts'
import { CallSites, type Caller, type FindProgram, programKey } from './call-sites.ts'
import { type Changing, nothingChanges } from './changes/changing.ts'
import type { JoinedLink } from './links.ts'
import { ProgramCompiler } from './programs.ts'
import { giveDoors } from './doors.ts'
import { fateOf } from './fates.ts'
import { giveListeners } from './listeners.ts'
import { giveLifecycle } from './lifecycles.ts'
import { wireQueue } from './queues.ts'
import { sourceFor } from './sources.ts'

/** A system, ready to run. */
export type Wired = {
  readonly components: ReadonlyMap<string, Component>
  readonly links: readonly JoinedLink[]
  readonly breakers: readonly Breakers[]
  /** What is done for each operation that has a name, by that: `db.read`. */
  readonly operations: ReadonlyMap<string, Program>
  /** Starts the load. */
  readonly sources: readonly { start(): void }[]
}

/** Wires a system. @param changing what of it changes may change */
export function wire(system: SystemData, world: World, changing: Changing = nothingChanges): Wired {
  world.recording.declared = system
  const parts = [...system.parts].sort(([a], [b]) => (a < b ? -1 : 1))
  const components = new Map(
    parts.map(([name, part]) => [
      name,
      componentFor(world, name, {
        part,
        most: changing.most(name),
        turnsBalance: changing.turnsBalance(name),
      }),
    ]),
  )
  const programs = new Map<string, Instruction[]>()
  const find: FindProgram = callee => ({
    component: components.get(callee.split('.', 1)[0]) as Component,
    program: programs.get(programKey(callee)) as Program,
  })
  const sites = new CallSites(world, system, find, changing.calls)
  for (const [name, part] of parts)
    for (const key of operationKeys(name, part)) programs.set(key, [])
  const sources: { start(): void }[] = []
  for (const [name, part] of parts) {
    const component = components.get(name) as Component
    if (part.kind === 'clients') sources.push(sourceFor(part, component, sites))
    else compileOperations(part, component, sites, programs)
  }
  for (const [name, part] of parts) {
    const messages = part.kind === 'clients' ? null : part.messages
    if (messages !== null)
      wireQueue(name, messages, { declared: system.parts, components, programs, sites })
  }
  sites.caches.warmUp()
  sites.records.complete()
  sites.publishings.complete()
  const links = sites.links.all
  sources.unshift(...giveListeners(links, { system, components }))
  const operations = new Map([...programs].filter(([key]) => !key.endsWith('.')))
  return { components, links, breakers: sites.breakers, operations, sources }
}

function operationKeys(name: string, part: PartData): string[] {
  return part.kind === 'clients' ? [] : [...part.operations.keys()].map(key => `${name}.${key}`)
}

/** @param declared `most`: how many replicas there are at any time, if that changes */
function componentFor(world: World, name: string, declared: Declared): Component {
  const { part, most, turnsBalance } = declared
  if (part.kind !== 'clients') {
    const { concurrency, queue, shedding, replicas, nonBlocking, cache } = part
    const { cores, contention } = part.resources
    const cacheCapacity = cache?.capacity ?? 0
    const counts = { replicas: most ?? replicas, atStart: replicas }
    const size = { concurrency, queue, shedding, ...counts, nonBlocking, cores, contention }
    const handling = { name, ...size, fate: fateOf(name, part, world) }
    const component = new Component(world, { ...handling, cacheCapacity, isMeasured: true })
    for (const replica of component.replicas) giveDoors(part, replica)
    if (isSpread(part)) component.spread = new Spread(part.zones, replicas)
    giveBalancer(part, component, turnsBalance)
    if (part.lifecycle !== null || most !== undefined) giveLifecycle(part, component)
    return component
  }
  const endless = { concurrency: Infinity, queue: Infinity, cores: Infinity, contention: null }
  const unlimited = { ...endless, replicas: 1, atStart: 1, nonBlocking: true }
  const nothing = { shedding: null, fate: null, cacheCapacity: 0, isMeasured: false }
  return new Component(world, { name, ...unlimited, ...nothing })
}

type Declared = {
  readonly part: PartData
  readonly most: number | undefined
  readonly turnsBalance: boolean
}

function compileOperations(
  part: HandlerData,
  component: Component,
  sites: CallSites,
  programs: ReadonlyMap<string, Instruction[]>,
): void {
  const { name } = component.handling
  const operations = [...part.operations].sort(([a], [b]) => (a < b ? -1 : 1))
  for (const [operation, steps] of operations) {
    const sequence = operation === '' ? name : `${name}.${operation}`
    const caller: Caller = { component, sequence, part, client: null }
    new ProgramCompiler(caller, sites).compile(steps, programs.get(`${name}.${operation}`))
  }
  compileBeside(part, component, sites)
}

/** What its replicas do when they start, and for a probe. */
function compileBeside(part: HandlerData, component: Component, sites: CallSites): void {
  const { name } = component.handling
  for (const [sequence, steps] of sequencesBeside(part)) {
    if (steps.length === 0) continue
    const caller: Caller = { component, sequence: `${name}/${sequence}`, part, client: null }
    component.beside.set(sequence, new ProgramCompiler(caller, sites).compile(steps))
  }
}
