/** Makes a goal again from its JSON, trusting none of it. */
import { faultFrom } from '../../faults/from-json.ts'
import type { FaultData } from '../../faults/fault.ts'
import { didYouMean, UsageError } from '../../kernel/errors.ts'
import { isRecord, shown } from '../../kernel/schema.ts'
import { Goal, type GoalJson } from './goal.ts'
import { type GoalKindName, goalKinds } from './kinds.ts'

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
  if (Object.hasOwn(goalKinds, kind)) return new Goal(kind as GoalKindName, says.map(withFaults))
  const fix = didYouMean(kind, Object.keys(goalKinds))
  throw new UsageError({
    what: `there is no goal of the kind ${shown(kind)}`,
    where: 'goalFrom',
    fix,
  })
}

/** The faults of a window become faults again. */
function withFaults(part: unknown): unknown {
  if (!isRecord(part)) return part
  const { during, after } = part
  return {
    ...part,
    ...(isRecord(during) && { during: faultOf(during) }),
    ...(isRecord(after) && { after: faultOf(after) }),
  }
}

const faultOf = (data: unknown) => faultFrom(data as FaultData)
