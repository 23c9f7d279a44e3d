/** What a system is declared to do without: targets for a search that puts that to the test. */
import {
  type CallPolicy,
  type PartData,
  sequencesOf,
  type StepData,
  type SystemData,
  stepsInside,
} from '../../declare/data.ts'
import { calleeOf, calleesOf, componentOf } from '../../declare/graph.ts'
import { type Names, System } from '../../declare/index.ts'
import { noSystem } from '../../declare/system.ts'
import { UsageError } from '../../kernel/errors.ts'

/**
 * The components that requests can do without, one at a time, as the system is declared: when it
 * fails, a call that is optional or has a fallback that does not fail with it stands between it and
 * the clients. Whether that is true shows when it does.
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
  const isClients = (name: string): boolean => data.parts.get(name)?.kind === 'clients'
  return [...data.parts.keys()].filter(
    name => !isClients(name) && ![...failingWith(name, data)].some(isClients),
  )
}

/** The components that fail when one of them does: it, whoever needs it, whoever needs those, … */
function failingWith(lost: string, { parts }: SystemData): Set<string> {
  const failing = new Set([lost])
  for (let known = 0; known < failing.size; ) {
    known = failing.size
    for (const [name, part] of parts) if (failsWith(failing, part)) failing.add(name)
  }
  return failing
}

/** Whether a part cannot do its work when some others fail. */
function failsWith(failing: ReadonlySet<string>, part: PartData): boolean {
  // A queue needs its workers: messages that nobody takes are never done.
  const deliveries = 'messages' in part && part.messages !== null ? calleesOf(part) : []
  return (
    deliveries.some(callee => failing.has(componentOf(callee))) ||
    sequencesOf(part).some(([, steps]) => steps.some(step => stepFails(failing, step)))
  )
}

function stepFails(failing: ReadonlySet<string>, step: StepData): boolean {
  const callee = calleeOf(step)
  const isLost = callee !== null && failing.has(componentOf(callee))
  const fails = (steps: readonly StepData[]): boolean =>
    steps.some(each => stepFails(failing, each))
  if (step.step !== 'call' && step.step !== 'publish')
    return isLost || stepsInside(step).some(fails)
  // What stands in may be lost as well: then every alternative is.
  return isLost && !goesOnWithout(step.policy) && stepsInside(step).every(fails)
}

/** Whether the caller goes on when the call has failed, with nothing or with what it has. */
const goesOnWithout = ({ optional, fallback, inner }: CallPolicy): boolean =>
  optional ||
  (fallback !== null && (fallback.standIn === 'value' || fallback.lastGoodMs !== null)) ||
  (inner !== null && goesOnWithout(inner))
