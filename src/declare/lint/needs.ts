/** What a handling cannot do without: if one of these fails, it fails. */
import type { CallPolicy, ParallelData, StepData, SystemData } from '../data.ts'
import { componentOf, handlingOf, operationOf } from '../graph.ts'

/**
 * The components that handlings need, their own included, directly or through others.
 *
 * @param handlings by their keys, `component.operation`
 */
export function needsOf({ parts }: SystemData, handlings: readonly string[]): Set<string> {
  const found = new Set<string>()
  const open = [...handlings]
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    if (found.has(key)) continue
    found.add(key)
    const part = parts.get(componentOf(key))
    if (part === undefined || part.kind === 'clients') continue
    open.push(...directNeeds(part.operations.get(operationOf(key)) ?? []))
  }
  return new Set([...found].map(componentOf))
}

/** The handlings that steps call and cannot do without, by their keys. */
export const directNeeds = (steps: readonly StepData[]): string[] => [
  ...new Set(steps.flatMap(needsOfStep)),
]

function needsOfStep(step: StepData): string[] {
  switch (step.step) {
    case 'work':
    case 'say':
    // Whom code calls is seen when it runs.
    case 'run':
    // What is cached may be known.
    case 'cached':
      return []
    case 'call':
    case 'publish':
      return isDispensable(step.policy) ? [] : [handlingOf(step.to)]
    case 'parallel':
      return neededBy(step)
    case 'repeat':
      return step.times === 0 ? [] : directNeeds(step.steps)
    case 'choose': {
      const [first = [], ...others] = step.ways
        .filter(({ weight }) => weight > 0)
        .map(way => directNeeds(way.steps))
      return first.filter(name => others.every(way => way.includes(name)))
    }
  }
}

/** What so many branches need that too few are left without it. */
function neededBy({ needed, branches }: ParallelData): string[] {
  const needs = branches.map(directNeeds)
  return [...new Set(needs.flat())].filter(
    name => needs.filter(names => !names.includes(name)).length < needed,
  )
}

const isDispensable = ({ optional, fallback, inner }: CallPolicy): boolean =>
  optional || fallback !== null || (inner !== null && isDispensable(inner))
