/** The dependency graph that the declared calls form. */
import { didYouMean, UsageError } from '../kernel/errors.ts'
import { quote } from '../kernel/quantity.ts'
import {
  type CallPolicy,
  everyStep,
  type PartData,
  sequencesOf,
  type StepData,
  type SystemData,
} from './data.ts'

import { everySequenceOf } from './sequences.ts'

/** Whom a component depends on, and who depends on it, by name and in order of names. */
export type Dependencies = {
  /** Called by it directly. */
  readonly calls: readonly string[]
  /** Called by it directly or through others. */
  readonly dependsOn: readonly string[]
  /** Calling it directly. */
  readonly calledBy: readonly string[]
  /** Calling it directly or through others. */
  readonly dependents: readonly string[]
}

/** `frontend.home` without its operation. */
export function componentOf(callee: string): string {
  const dot = callee.indexOf('.')
  return dot < 0 ? callee : callee.slice(0, dot)
}

/** `frontend.home` without its component; '' when there is no operation. */
export function operationOf(callee: string): string {
  const dot = callee.indexOf('.')
  return dot < 0 ? '' : callee.slice(dot + 1)
}

/** A handling by its key, `component.operation`, of a callee as it is written. */
export const handlingOf = (callee: string): string =>
  `${componentOf(callee)}.${operationOf(callee)}`

/** Everywhere that a call is made, `caller->callee`, also where it stands in for another. */
export function stepsCalling({ parts }: SystemData, call: string): StepData[] {
  const at = call.indexOf('->')
  const part = parts.get(call.slice(0, at))
  if (part === undefined) return []
  const callee = call.slice(at + '->'.length)
  const steps = everySequenceOf(part).flatMap(sequence => [...everyStep(sequence)])
  return steps.filter(step => calleeOf(step) === callee)
}

/** Every layer of policies of some steps, of each the outermost first. */
export const policiesIn = (steps: readonly StepData[]): CallPolicy[] =>
  steps.flatMap(step => ('policy' in step ? layersOf(step.policy) : []))

/** A policy and those within it, from the outermost one. */
export const layersOf = (policy: CallPolicy): CallPolicy[] =>
  policy.inner === null ? [policy] : [policy, ...layersOf(policy.inner)]

/** Whom a step itself calls. */
export function calleeOf(step: StepData): string | null {
  if (step.step === 'call' || step.step === 'publish') return step.to
  return step.step === 'cached' ? step.cache : null
}

/**
 * Whom a part calls, as written, each once and in the order of the declaration. A queue calls its
 * workers.
 */
export function calleesOf(part: PartData): string[] {
  const callees = new Set<string>(deliveriesOf(part))
  for (const steps of everySequenceOf(part)) {
    for (const step of everyStep(steps)) {
      const callee = calleeOf(step)
      if (callee !== null) callees.add(callee)
    }
  }
  return [...callees]
}

function deliveriesOf(part: PartData): string[] {
  if (part.kind === 'clients' || part.messages === null) return []
  const { workers, deadLetters } = part.messages
  return deadLetters === null ? [...workers] : [...workers, deadLetters]
}

/** The components a part calls, in order of names. */
export const callsOf = (part: PartData): string[] => namesIn(calleesOf(part))

const namesIn = (callees: readonly string[]): string[] =>
  [...new Set(callees.map(componentOf))].sort()

type Edges = ReadonlyMap<string, readonly string[]>

function edges(data: SystemData): Edges {
  return new Map([...data.parts].map(([name, part]) => [name, callsOf(part)]))
}

/** Whom a part calls, without what code may call only because nobody has said whom it calls. */
const declaredCallees = (part: PartData): string[] => (isOpen(part) ? [] : calleesOf(part))

const isOpen = (part: PartData): boolean =>
  sequencesOf(part).some(([, steps]) => steps.some(step => step.step === 'run' && step.isOpen))

function reversed(forward: Edges): Edges {
  const backward = new Map<string, string[]>([...forward.keys()].map(name => [name, []]))
  for (const [caller, callees] of forward) {
    for (const callee of callees) backward.get(callee)?.push(caller)
  }
  return backward
}

/** Everything that can be reached from a component; itself only if in a circle. */
function reachable(from: string, over: Edges): string[] {
  const found = new Set<string>()
  const open = [from]
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    for (const next of over.get(name) ?? []) {
      if (found.has(next)) continue
      found.add(next)
      open.push(next)
    }
  }
  return [...found].sort()
}

/** Direct and transitive dependencies of one component, both ways. */
export function dependenciesIn(data: SystemData, component: string): Dependencies {
  const name = typeof component === 'string' ? componentOf(component) : ''
  if (!data.parts.has(name)) {
    const what = `system "${data.name}" has no component ${quote(component)}`
    throw new UsageError({ what, fix: didYouMean(component, [...data.parts.keys()]) })
  }
  const forward = edges(data)
  const backward = reversed(forward)
  return {
    calls: forward.get(name) ?? [],
    dependsOn: reachable(name, forward),
    calledBy: [...(backward.get(name) ?? [])].sort(),
    dependents: reachable(name, backward),
  }
}

/**
 * The first circle of calls there is.
 *
 * @returns its components in order, the first one again at the end; undefined when there is none
 */
export function cycleIn(data: SystemData): string[] | undefined {
  const over = new Map(
    [...data.parts].map(([name, part]) => [name, namesIn(declaredCallees(part))]),
  )
  const done = new Set<string>()
  for (const start of over.keys()) {
    const cycle = cycleFrom(start, over, done)
    if (cycle !== undefined) return cycle
  }
  return undefined
}

/**
 * Every component before those it calls, and these in the order of the declaration; for a system
 * whose calls go in no circle.
 */
export function callersFirst({ parts }: SystemData): string[] {
  const over = new Map(
    [...parts].map(([name, part]) => [name, declaredCallees(part).map(componentOf)]),
  )
  const done = new Set<string>()
  const order: string[] = []
  for (const start of over.keys()) {
    const path = [{ name: start, callees: [...(over.get(start) ?? [])] }]
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const next = done.has(top.name) ? undefined : top.callees.pop()
      if (next !== undefined) {
        path.push({ name: next, callees: [...(over.get(next) ?? [])] })
        continue
      }
      if (!done.has(top.name)) order.push(top.name)
      done.add(top.name)
      path.pop()
    }
  }
  return order.toReversed()
}

/**
 * Depth first without recursion, so that a chain of 10,000 components is no deeper than one of 3.
 */
function cycleFrom(start: string, over: Edges, done: Set<string>): string[] | undefined {
  const path: { name: string; next: number }[] = [{ name: start, next: 0 }]
  const onPath = new Set([start])
  while (path.length > 0) {
    const top = path[path.length - 1]
    const callee = over.get(top.name)?.[top.next++]
    if (callee === undefined) {
      done.add(top.name)
      onPath.delete(top.name)
      path.pop()
    } else if (onPath.has(callee)) {
      const names = path.map(({ name }) => name)
      return [...names.slice(names.indexOf(callee)), callee]
    } else if (!done.has(callee)) {
      path.push({ name: callee, next: 0 })
      onPath.add(callee)
    }
  }
  return undefined
}
