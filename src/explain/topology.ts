/** What a declaration says of the calls of a run: who makes them, and under which policies. */
import type { CallPolicy, HandlerData, StepData } from '../declare/data.ts'
import { everyStep, sequencesOf } from '../declare/data.ts'
import {
  calleeOf as calleeOfStep,
  componentOf,
  operationOf,
  policiesIn,
  stepsCalling,
} from '../declare/graph.ts'
import type { System } from '../declare/index.ts'
import type { Ms } from '../kernel/units.ts'
import type { Run } from '../record/run.ts'

/** Who calls in `product->db.read`: `product`. */
export const callerOf = (call: string): string => call.slice(0, call.indexOf('->'))

/** Who is called in `product->db.read`: `db`. */
export const calleeOf = (call: string): string =>
  componentOf(call.slice(call.indexOf('->') + '->'.length))

/** The calls that a component made in a run, in order of names. */
export const callsFrom = ({ recording: { calls } }: Run, component: string): string[] =>
  [...calls.keys()].filter(call => callerOf(call) === component).sort()

/** The calls of a component that were made in a run, in order of names. */
export const callsTo = ({ recording: { calls } }: Run, component: string): string[] =>
  [...calls.keys()].filter(call => calleeOf(call) === component).sort()

/** The calls of clients, which are the requests. */
export const requestsOf = ({ recording: { calls } }: Run): string[] =>
  [...calls].flatMap(([call, { byClass }]) => (byClass.has('') ? [] : [call])).sort()

/** A component that handles requests; undefined for clients. */
export function handlerOf(system: System, component: string): HandlerData | undefined {
  const part = system.data.parts.get(component)
  return part === undefined || part.kind === 'clients' ? undefined : part
}

/** The slots of all replicas of a component. */
export function slotsOf(system: System, component: string): number {
  const handler = handlerOf(system, component)
  return handler === undefined ? Infinity : handler.concurrency * handler.replicas
}

/** Every layer of policies of a call, the outermost first; none of a delivery by a queue. */
export const policiesOf = (system: System, call: string): CallPolicy[] =>
  policiesIn(stepsCalling(system.data, call).slice(0, 1))

/** Whether what clients ask for may come to a component, operation by operation. */
export function isAskedBy(
  { data: { parts } }: System,
  clients: string,
  component: string,
): boolean {
  const found = new Set<string>()
  const calleesIn = (name: string, operation?: string): string[] => {
    const part = parts.get(name)
    const all = part === undefined ? [] : sequencesOf(part)
    const meant = all.filter(([its]) => operation === undefined || its === operation)
    return meant.flatMap(([, steps]) => [...everyStep(steps)].flatMap(s => calleeOfStep(s) ?? []))
  }
  const open = calleesIn(clients)
  for (let callee = open.pop(); callee !== undefined; callee = open.pop()) {
    if (found.has(callee)) continue
    found.add(callee)
    open.push(...calleesIn(componentOf(callee), operationOf(callee)))
  }
  return [...found].some(callee => componentOf(callee) === component)
}

/** After how long the caller gives up, an attempt or the whole of it; Infinity if never. */
export const patienceOf = (system: System, call: string): Ms =>
  Math.min(Infinity, ...policiesOf(system, call).map(limitOf))

const limitOf = ({ timeout, deadline, breaker }: CallPolicy): Ms =>
  Math.min(timeout, deadline, breaker?.timeout ?? Infinity)

/** Whether its caller goes on without it: it is optional, or something stands in. */
export const canFail = (system: System, call: string): boolean =>
  policiesOf(system, call).some(({ optional, fallback }) => optional || fallback !== null)

/** The cache whose misses a call fetches; undefined for all others. */
export function cacheBehind({ recording: { caches } }: Run, call: string): string | undefined {
  return [...caches].find(([, { fetches }]) => fetches.has(call))?.[0]
}

/** The components that are called in the stead of a call's callee, where that fails. */
export const standInsOf = (system: System, call: string): string[] =>
  policiesIn(stepsCalling(system.data, call)).flatMap(({ fallback }) =>
    Array.isArray(fallback?.standIn)
      ? [...everyStep(fallback.standIn as readonly StepData[])].flatMap(step => {
          const callee = calleeOfStep(step)
          return callee === undefined || callee === null ? [] : [componentOf(callee)]
        })
      : [],
  )
