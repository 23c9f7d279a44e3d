/** How often calls are made at the most, whatever stands in their way, retries aside. */
import { taskShare } from './task-shares.ts'
import { type PartData, sequencesOf, type StepData, type SystemData } from '../data.ts'
import { handlingOf } from '../graph.ts'
import { deliveriesOf } from './flow.ts'
import { highestRate } from './offered.ts'

/**
 * Calls a millisecond, by name, with caches that know nothing.
 *
 * @param callersFirst the components, each before those it calls
 */
export function highestRates(
  data: SystemData,
  callersFirst: readonly string[],
): ReadonlyMap<string, number> {
  const handlings = new Map<string, number>()
  const calls = new Map<string, number>()
  const add = (sums: Map<string, number>, key: string, rate: number): void =>
    void sums.set(key, (sums.get(key) ?? 0) + rate)
  for (const name of callersFirst) {
    const part = data.parts.get(name)
    if (part === undefined) continue
    for (const [sequence, rate] of begunBy(part)) add(handlings, `${name}.${sequence}`, rate)
    for (const [sequence, steps] of sequencesOf(part)) {
      const rate = handlings.get(`${name}.${sequence}`) ?? 0
      for (const { callee, times } of [...callsOf(steps, 1), ...deliveriesOf(data, part)]) {
        add(handlings, handlingOf(callee), rate * times)
        add(calls, `${name}->${callee}`, rate * times)
      }
    }
  }
  return calls
}

/** What clients begin of each of their tasks. */
function begunBy(part: PartData): [task: string, rate: number][] {
  if (part.kind !== 'clients') return []
  const most = highestRate(part)
  return [...part.tasks.keys()].map(task => [task, most * taskShare(part, task).most])
}

type Made = { readonly callee: string; readonly times: number }

/** The calls that steps make while all goes well. */
function callsOf(steps: readonly StepData[], times: number): Made[] {
  return steps.flatMap((step): Made[] => {
    switch (step.step) {
      case 'work':
      case 'say':
      case 'run':
        return []
      case 'call':
      case 'publish':
        return [{ callee: step.to, times }]
      case 'parallel':
        return step.branches.flatMap(branch => callsOf(branch, times))
      case 'choose': {
        const whole = step.ways.reduce((all, { weight }) => all + weight, 0)
        return step.ways.flatMap(way => callsOf(way.steps, (times * way.weight) / whole))
      }
      case 'repeat':
        return callsOf(step.steps, times * step.times)
      case 'cached': {
        const asked = step.cache === null ? [] : [{ callee: step.cache, times }]
        return [...asked, ...callsOf(step.miss, times)]
      }
    }
  })
}
