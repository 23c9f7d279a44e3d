/** Which place a load is too much for: of several that are reached together, the first. */
import type { SystemData } from '../data.ts'
import { calleesOf, componentOf, dependenciesIn } from '../graph.ts'
import type { Flow, Place } from './flow.ts'
import type { Patience } from './patience.ts'

/** What comes is an estimate where some of it is turned away on the way. */
const CERTAINLY = 1.05

/**
 * The places that are too small, one of those that are reached together: where one is full, what
 * comes to the others is no more what clients send, and they are told once that one is mended.
 */
export function overloadsIn(data: SystemData, { places }: Flow, patience: Patience): Place[] {
  const full = places.filter(({ wanted, has }) => wanted >= CERTAINLY * has)
  if (full.length < 2) return full
  const islands = islandsOf(data)
  const groups = new Map<string | undefined, Place[]>()
  for (const place of full) {
    const island = islands.get(place.component)
    groups.set(island, [...(groups.get(island) ?? []), place])
  }
  return [...groups.values()].map(group => firstOf(data, group, patience))
}

/**
 * The narrowest of all, which is full even if the others are; unless it comes behind one in whose
 * queue calls wait until they are given up, so that hardly any comes to it.
 */
function firstOf(data: SystemData, group: readonly Place[], patience: Patience): Place {
  const narrowest = group.reduce((a, b) => (b.wanted / b.has > a.wanted / a.has ? b : a))
  const before = group.slice(0, group.indexOf(narrowest))
  return before.find(place => starves(data, place, narrowest, patience)) ?? narrowest
}

function starves(data: SystemData, place: Place, other: Place, patience: Patience): boolean {
  if (place.kind === 'pool' || place.component === other.component) return false
  const { dependsOn } = dependenciesIn(data, place.component)
  // What it has begun it does, whoever still waits.
  if (dependsOn.includes(other.component) && !data.propagateDeadlines) return false
  const part = data.parts.get(place.component)
  if (part === undefined || part.kind === 'clients') return false
  return [...part.operations.keys()].some(
    operation => patience.of(`${place.component}.${operation}`).ms <= place.longestWaitMs,
  )
}

/** For each component the name of one of those that it hangs together with, the same for all. */
function islandsOf({ parts }: SystemData): Map<string, string> {
  const root = new Map([...parts.keys()].map(name => [name, name]))
  const find = (name: string): string => {
    let top = name
    for (let up = root.get(top); up !== undefined && up !== top; up = root.get(top)) top = up
    root.set(name, top)
    return top
  }
  for (const [name, part] of parts) {
    for (const callee of calleesOf(part)) root.set(find(name), find(componentOf(callee)))
  }
  return new Map([...parts.keys()].map(name => [name, find(name)]))
}
