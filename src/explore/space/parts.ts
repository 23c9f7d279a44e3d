/** What is part of what a fault can be aimed at. */
import type { PartData, SystemData } from '../../declare/data.ts'
import { partsIn } from '../../declare/network/zone.ts'
import { callsOf } from '../../declare/graph.ts'

const ZONE = 'zone:'

/**
 * What is part of a target: of a zone its components. Of a component its calls, for what breaks
 * links, or else its operations; only if there are several: one says no less than its component.
 */
export function partsOf(data: SystemData, target: string, isOfLinks: boolean): readonly string[] {
  if (target.startsWith(ZONE)) {
    return partsIn(data.parts, target.slice(ZONE.length))
  }
  const part = data.parts.get(target)
  if (part === undefined) return []
  if (!isOfLinks) return operationsIn(target, part)
  const calls = callsIn(data).filter(call => call.split('->', 2).includes(target))
  return calls.length > 1 ? calls : []
}

function operationsIn(name: string, part: PartData): readonly string[] {
  const operations = part.kind === 'clients' ? [] : [...part.operations.keys()]
  return operations.length > 1 ? operations.map(operation => `${name}.${operation}`) : []
}

/** Every pair of components of which one calls the other, in the order of the declaration. */
export function callsIn({ parts }: SystemData): readonly string[] {
  const calls = [...parts].flatMap(([name, part]) =>
    callsOf(part).map(callee => `${name}->${callee}`),
  )
  return [...new Set(calls)]
}
