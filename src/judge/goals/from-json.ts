/** Makes a goal again from its JSON, trusting none of it. */
import { conditionFrom } from '../../faults/condition-from-json.ts'
import { faultFrom } from '../../faults/from-json.ts'
import type { FaultData } from '../../faults/fault.ts'
import { didYouMean, UsageError } from '../../kernel/errors.ts'
import { isRecord, shown } from '../../kernel/schema.ts'
import { Goal, type GoalJson } from './goal.ts'
import { goalKinds } from './kinds.ts'

/**
 * Makes a goal again from its JSON.
 *
 * @param json what `JSON.parse` makes of a goal that was written with `JSON.stringify`
 * @returns the goal; that its names are those of a system is seen when it judges a run
 * @throws UsageError when it is no goal
 * @example goalFrom(JSON.parse(JSON.stringify(goal.availability('99.9%'))))
 */
export function goalFrom(json: GoalJson): Goal<never> {
  const { goal: kind, says } = (isRecord(json) ? json : {}) as Partial<GoalJson>
  if (typeof kind !== 'string' || !Array.isArray(says)) {
    const fix = 'give what JSON.parse makes of JSON.stringify(goal)'
    throw new UsageError({ what: `${shown(json)} is no goal`, where: 'goalFrom', fix })
  }
  if (Object.hasOwn(goalKinds, kind)) return new Goal(kind, says.map(again))
  const fix = didYouMean(kind, Object.keys(goalKinds))
  throw new UsageError({
    what: `there is no goal of the kind ${shown(kind)}`,
    where: 'goalFrom',
    fix,
  })
}

/** Faults, conditions and goals become again what they were. */
function again(part: unknown): unknown {
  if (!isRecord(part)) return part
  if (typeof part.is === 'string') return conditionFrom(part)
  if (typeof part.goal === 'string') return goalFrom(part as GoalJson)
  const options = Object.entries(part)
  return Object.fromEntries(options.map(([name, value]) => [name, optionFrom(name, value)]))
}

function optionFrom(name: string, value: unknown): unknown {
  if (!isRecord(value)) return value
  return name === 'during' || name === 'after' ? faultFrom(value as FaultData) : again(value)
}
