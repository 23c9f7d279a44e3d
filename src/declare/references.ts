/** Mistakes that only the whole declaration shows: names that are wrong, missing or in a circle. */
import { didYouMean, type Problem } from '../kernel/errors.ts'
import { shown } from '../kernel/schema.ts'
import {
  type CachedData,
  everyStep,
  type HandlerData,
  type PartData,
  sequencesOf,
  type StepData,
  stepsInside,
  type SystemData,
} from './data.ts'
import { asksItself } from './own-cache.ts'
import { calleeOf, componentOf, cycleIn, operationOf } from './graph.ts'
import type { Parts } from './names.ts'
import { mistakesInNetwork } from './network/network-references.ts'
import { mistakesInPools } from './calls/pools.ts'
import { sequencesBeside } from './sequences.ts'
import { leadsToRecords, mistakesInRecords } from './record-references.ts'
import { mistakeInMessage, mistakesInQueues } from './queue-references.ts'

/** What has a meaning in the names of calls, replicas, operations and zones. */
const RESERVED = ['->', '#', '.', ':']

/** Mistakes in the name of a system and in the names of its parts. */
export function* mistakesInNames(name: unknown, parts: Parts): Generator<Problem> {
  if (typeof name !== 'string' || name === '') {
    yield { what: `${shown(name)} is no name for a system`, fix: "write system('shop', { … })" }
    if (parts === undefined) return
  }
  if (typeof parts !== 'object' || parts === null || Object.keys(parts).length === 0) {
    const fix = 'declare at least clients and what they call'
    yield { what: 'the system has no parts', where: `system ${shown(name)}`, fix }
    return
  }
  for (const part of Object.keys(parts)) {
    const mark = RESERVED.find(reserved => part.includes(reserved))
    if (mark === undefined && part !== '' && part !== 'default') continue
    const why =
      mark === undefined ? 'cannot be a name' : `has "${mark}" in it, which means something`
    yield { what: `the name "${part}" ${why}`, where: part, fix: 'choose another name' }
  }
}

/** Mistakes in who calls whom, and in what the network names. */
export function mistakesInReferences(data: SystemData, cyclesAllowed: boolean): Problem[] {
  const problems = [...data.parts].flatMap(([name, part]) => [
    ...mistakesInCalls(data, name, part),
    ...mistakesInOperations(name, part),
    ...mistakesInPools(name, part),
    ...(part.kind === 'clients' ? [] : mistakesInQueues(data, name, part)),
  ])
  if (![...data.parts.values()].some(part => part.kind === 'clients')) {
    const fix = "add clients({ rate: '100/s', call: … })"
    problems.push({ what: 'nobody sends requests', where: `system "${data.name}"`, fix })
  }
  problems.push(...mistakesInNetwork(data))
  const cycle = cyclesAllowed || problems.length > 0 ? undefined : cycleIn(data)
  if (cycle !== undefined) problems.push(circle(cycle))
  return problems
}

function* mistakesInCalls(data: SystemData, caller: string, part: PartData): Generator<Problem> {
  const beside = sequencesBeside(part).map(
    ([name, steps]) => [`${caller}, ${name}`, steps] as const,
  )
  const handled = sequencesOf(part).map(
    ([name, steps]) => [name === '' ? caller : `${caller}.${name}`, steps] as const,
  )
  for (const [where, steps] of [...handled, ...beside]) {
    for (const step of everyStep(steps)) {
      const callee = calleeOf(step)
      if (callee === null) continue
      const problem =
        mistakeInCallee(data, callee) ??
        mistakeInCache(data, step) ??
        mistakeInWord(data, step) ??
        mistakeInMessage(data, step) ??
        mistakeInKey(data, step)
      if (problem !== undefined) yield { ...problem, where }
    }
    for (const problem of mistakesInRecords(data, steps)) yield { ...problem, where }
    yield* mistakesInClientSteps(part, steps, where)
    yield* mistakesInside(part, steps, where)
    for (const step of everyStep(steps)) {
      if (isNotParallel(step)) yield { ...notParallel, where }
    }
    if (roundsOf(steps) > MOST_ROUNDS) yield { ...tooManyRounds, where }
  }
}

/** `parallel([a, b])` is one branch, in which `b` waits for `a`. */
const isNotParallel = (step: StepData): boolean =>
  step.step === 'parallel' && step.branches.length === 1 && step.branches[0].length > 1

const notParallel: Problem = {
  what: 'one branch of several steps does them one after another',
  fix: 'write parallel(a, b), without a list around all branches (quorum likewise)',
}

/** A loop that waits for nothing takes no virtual time, so only its length can bound it. */
const MOST_ROUNDS = 1_000_000

const tooManyRounds: Problem = {
  what: 'loops in loops repeat something more than a million times for one request',
  fix: 'repeat less often, or model the whole as one piece of work',
}

/** How often the innermost steps are repeated at most. */
function roundsOf(steps: readonly StepData[]): number {
  return steps.reduce((most, step) => {
    const times = step.step === 'repeat' ? step.times : 1
    const inside = stepsInside(step).reduce((sum, inner) => Math.max(sum, roundsOf(inner)), 1)
    return Math.max(most, times * inside)
  }, 1)
}

function mistakeInCallee(data: SystemData, callee: string): Problem | undefined {
  const part = data.parts.get(componentOf(callee))
  if (part === undefined) {
    const what = `"${callee}" is called, but the system declares nothing of that name`
    return { what, fix: didYouMean(callee, callableNames(data)) }
  }
  if (part.kind === 'clients') {
    const fix = 'call a component that answers, such as a service'
    return { what: `"${callee}" is called, but clients answer nothing`, fix }
  }
  if (part.operations.has(operationOf(callee))) return undefined
  const component = componentOf(callee)
  const names = operationNames(component, part)
  const what = names.includes(component)
    ? `"${component}" has no operations, but "${callee}" is called`
    : noOperation(component, callee)
  return { what, fix: didYouMean(callee, names) }
}

const noOperation = (component: string, callee: string): string =>
  callee === component
    ? `"${component}" has operations, and the call names none`
    : `"${callee}" is no operation of "${component}"`

function operationNames(component: string, part: HandlerData): string[] {
  return [...part.operations.keys()].map(name => (name === '' ? component : `${component}.${name}`))
}

function callableNames(data: SystemData): string[] {
  return [...data.parts].flatMap(([name, part]) =>
    part.kind === 'clients' ? [] : operationNames(name, part),
  )
}

function mistakeInCache(data: SystemData, step: StepData): Problem | undefined {
  if (step.step !== 'cached') return undefined
  const { cache } = step satisfies CachedData
  if (cache === null || data.parts.get(cache)?.kind === 'cache') return undefined
  return { what: `"${cache}" is asked as a cache but is none`, fix: 'declare it with cache({ … })' }
}

/** Keys that a callee would not look at. */
function mistakeInKey(data: SystemData, step: StepData): Problem | undefined {
  if (step.step !== 'call' || step.policy.key === null) return undefined
  const callee = componentOf(step.to)
  const part = data.parts.get(callee)
  const by = part?.kind === 'clients' ? undefined : part?.balancing?.by.by
  if (by === 'consistentHash' || by === 'modulo') return undefined
  if (step.record !== undefined || leadsToRecords(data, callee)) return undefined
  const what = `calls of "${callee}" have keys, but it chooses its replicas by ${by ?? 'turn'}`
  return { what, fix: "give it balance: 'consistentHash', or leave key out of the call" }
}

/** Queues are published to, workers take from queues, and everything else is called. */
function mistakeInWord(data: SystemData, step: StepData): Problem | undefined {
  if (step.step !== 'call' && step.step !== 'publish') return undefined
  const { to } = step
  const part = data.parts.get(componentOf(to))
  if (part?.kind === 'worker') {
    const what = `"${to}" is called, but a worker takes its messages from a queue`
    return { what, fix: `write publish('${part.source}')` }
  }
  if ((part?.kind === 'queue') === (step.step === 'publish')) return undefined
  return step.step === 'publish'
    ? { what: `"${to}" is no queue that could be published to`, fix: `write call('${to}')` }
    : { what: `"${to}" is called, but it is a queue`, fix: `write publish('${to}')` }
}

/** Clients only ask; what they ask for is theirs to wait for and nothing else. */
/** The cache inside a replica, where there can be none. */
function* mistakesInside(
  part: PartData,
  steps: readonly StepData[],
  where: string,
): Generator<Problem> {
  const isOwn = part.kind !== 'clients' && part.cache !== null
  if (!isOwn && asksItself(steps)) yield { ...noneInside, where }
}

function* mistakesInClientSteps(
  part: PartData,
  steps: readonly StepData[],
  where: string,
): Generator<Problem> {
  if (part.kind !== 'clients') return
  if (![...everyStep(steps)].some(step => calleeOf(step) !== null)) {
    yield { what: 'these clients call nothing', where, fix: "add call('gateway')" }
  }
}

const noneInside: Problem = {
  what: 'a step asks the cache inside, and only services and gateways have one',
  fix: "name one, as in cached('memory', { … }), or let a service ask",
}

function* mistakesInOperations(name: string, part: PartData): Generator<Problem> {
  if (part.kind === 'clients') return
  if (part.operations.size === 0) {
    yield { what: 'the service has no operations', where: name, fix: 'declare one, or use handle' }
  }
  for (const operation of part.operations.keys()) {
    const mark = ['->', '#', '.'].find(reserved => operation.includes(reserved))
    if (mark === undefined) continue
    const what = `the operation "${operation}" has "${mark}" in its name, which means something`
    yield { what, where: name, fix: 'choose another name' }
  }
}

function circle(cycle: readonly string[]): Problem {
  return {
    what: `these components call each other in a circle: ${cycle.join(' → ')}`,
    fix: "break the circle, or allow it with the option { cycles: 'allowed' }",
  }
}
