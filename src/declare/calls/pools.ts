/** Pools that several calls of a component share: what each says of one must be the same. */
import type { Problem } from '../../kernel/errors.ts'
import { type CallPolicy, everyStep, type PartData, type StepData } from '../data.ts'
import { everySequenceOf } from '../sequences.ts'
import type { PolicyData } from './call-policies.ts'

/** Mistakes in the pools of one component, by their names. */
export function* mistakesInPools(name: string, part: PartData): Generator<Problem> {
  const known = new Map<string, string>()
  for (const { pool, ...options } of bulkheadsOf(part)) {
    if (pool === undefined) continue
    const said = asWritten(options)
    const before = known.get(pool)
    if (before !== undefined && before !== said) {
      const what = `the pool "${pool}" is ${before} in one call and ${said} in another`
      const fix = 'say the same in both, or give one of them another name'
      yield { what, where: name, fix }
    }
    known.set(pool, before ?? said)
  }
}

function bulkheadsOf(part: PartData): PolicyData<'bulkhead'>[] {
  return everySequenceOf(part).flatMap(steps =>
    [...everyStep(steps)].flatMap(policyOf).flatMap(layersOf),
  )
}

function policyOf(step: StepData): CallPolicy[] {
  return step.step === 'call' || step.step === 'cached' ? [step.policy] : []
}

function layersOf({ bulkhead, inner }: CallPolicy): PolicyData<'bulkhead'>[] {
  return [...(bulkhead === null ? [] : [bulkhead]), ...(inner === null ? [] : layersOf(inner))]
}

/** The options in the order of their names: `{ limit: 10, queue: 5 }`. */
function asWritten(options: object): string {
  const shown = (value: unknown) => (typeof value === 'string' ? `'${value}'` : String(value))
  const parts = Object.entries(options).map(([name, value]) => `${name}: ${shown(value)}`)
  return `{ ${parts.sort().join(', ')} }`
}
