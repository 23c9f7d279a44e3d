/** An explanation as a graph: faults, calls and components, and what led to what. */
import type { Diagnosis } from './diagnosis.ts'
import { calleeOf, callerOf } from './topology.ts'

/** What stands in the graph of an explanation. */
export type CauseNode = {
  /** A fault as the sentence that declares it, a call, or a component. */
  readonly id: string
  /** What it is. */
  readonly kind: 'fault' | 'call' | 'component' | 'clients'
}

/** What led to what. */
export type CauseEdge = {
  /** The cause. */
  readonly from: string
  /** The effect. */
  readonly to: string
  /** By which mechanism; `consequence` of a fault that began by a condition. */
  readonly by: string
}

/** An explanation as a graph. */
export type CauseGraph = {
  /** Faults, components, calls and clients, each once. */
  readonly nodes: readonly CauseNode[]
  /** What led to what, the faults first. */
  readonly edges: readonly CauseEdge[]
}

/** The graph from the faults to the clients. */
export function graphOf({
  faults,
  consequences,
  path,
  place,
  mechanism,
  loop,
}: Diagnosis): CauseGraph {
  const up = path.toReversed()
  const last = up[0] === undefined ? place : calleeOf(up[0])
  const edges: CauseEdge[] = [
    ...faults.map(fault => ({ from: String(fault), to: last, by: 'fault' })),
    ...consequences.flatMap(fault => [
      { from: last, to: String(fault), by: 'consequence' },
      { from: String(fault), to: last, by: 'fault' },
    ]),
    ...up.flatMap(call => [
      { from: calleeOf(call), to: call, by: call === place ? mechanism : 'call' },
      { from: call, to: callerOf(call), by: call === place ? mechanism : 'call' },
    ]),
    ...(loop === undefined ? [] : [{ from: loop.call, to: loop.component, by: loop.mechanism }]),
  ]
  const ids = [...new Set(edges.flatMap(({ from, to }) => [from, to]))]
  const sentences = new Set([...faults, ...consequences].map(String))
  const top = path[0] === undefined ? undefined : callerOf(path[0])
  const kindOf = (id: string): CauseNode['kind'] => {
    if (sentences.has(id)) return 'fault'
    if (id.includes('->')) return 'call'
    return id === top ? 'clients' : 'component'
  }
  return { nodes: ids.map(id => ({ id, kind: kindOf(id) })), edges }
}
