/** What a system is declared to do without: targets for a search that puts that to the test. */
import {
  type CallPolicy,
  type PartData,
  sequencesOf,
  type StepData,
  stepsInside,
} from '../../declare/data.ts'
import { calleeOf, calleesOf, componentOf } from '../../declare/graph.ts'
import { type Names, System } from '../../declare/index.ts'
import { noSystem } from '../../declare/system.ts'
import { UsageError } from '../../kernel/errors.ts'

/**
 * The components that requests can do without, as the system is declared: every way to them from
 * its clients leads over a call that is optional or has a fallback. Whether that is true shows when
 * they fail.
 *
 * @param system declared with `system`
 * @returns their names, in the order of the declaration
 * @example
 * const page = system('page', {
 *   users: clients({ rate: '10/s', call: 'web' }),
 *   web: service({ handle: [call('db'), call('ads', { optional: true })] }),
 *   db: store({ time: '5ms' }),
 *   ads: store({ time: '5ms' }),
 * })
 * console.log(dispensable(page)) // ['ads']
 */
export function dispensable<N extends Names>(system: System<N>): N['component'][] {
  if (!(system instanceof System)) throw new UsageError(noSystem(system, 'dispensable'))
  const { data } = system
  const parts = [...data.parts]
  const needed = new Set(parts.flatMap(([name, { kind }]) => (kind === 'clients' ? [name] : [])))
  for (const name of needed) {
    const part = data.parts.get(name)
    for (const callee of part === undefined ? [] : neededBy(part)) needed.add(callee)
  }
  return parts.flatMap(([name]) => (needed.has(name) ? [] : [name]))
}

/** The components without which a part fails. */
function neededBy(part: PartData): Set<string> {
  const steps = sequencesOf(part).flatMap(([, sequence]) => sequence)
  const inSteps = steps.flatMap(neededIn)
  // A queue needs its workers: messages that nobody takes are never done.
  const deliveries = 'messages' in part && part.messages !== null ? calleesOf(part) : []
  return new Set([...inSteps, ...deliveries].map(componentOf))
}

function neededIn(step: StepData): string[] {
  if (step.step === 'call' && isSoft(step.policy)) return []
  const callee = calleeOf(step)
  const inside = step.step === 'call' ? [] : stepsInside(step).flat()
  return [...(callee === null ? [] : [callee]), ...inside.flatMap(neededIn)]
}

/** Whether the caller goes on when the call has failed. */
const isSoft = ({ optional, fallback, inner }: CallPolicy): boolean =>
  optional || fallback !== null || (inner !== null && isSoft(inner))
