/** How it went from where it came from up to the clients. */
import { count } from '../kernel/count.ts'
import { type Case, componentIn, failedOf } from './case.ts'
import { calleeOf, callerOf, handlerOf, slotsOf } from './topology.ts'

/** From the deepest call up: who was full, else who failed with it; `top` has been told already. */
export function reached(one: Case, path: readonly string[], told: ReadonlySet<string>): string[] {
  const above = path
    .toReversed()
    .filter(call => handlerOf(one.system, callerOf(call)) !== undefined)
  const full = above.filter(call => isFull(one, callerOf(call)) && !told.has(callerOf(call)))
  if (full.length > 0) return full.slice(0, 2).map(call => fullText(one, call))
  const failed = above
    .map(callerOf)
    .filter((name, i, all) => all.indexOf(name) === i && !told.has(name))
    .map(name => ({ name, numbers: componentIn(one, name) }))
    .filter(({ numbers }) => failedOf(numbers) > 0)
    .map(({ name, numbers }) => `${name} ${count(failedOf(numbers))} of ${count(numbers.issued)}`)
  return failed.length === 0 ? [] : [`so requests failed at ${failed.join(', then ')}`]
}

function isFull(one: Case, component: string): boolean {
  const { queue, inFlight } = componentIn(one, component)
  return inFlight.peak >= slotsOf(one.system, component) && queue.peak > 0
}

function fullText(one: Case, call: string): string {
  const caller = callerOf(call)
  const { queue } = componentIn(one, caller)
  const slots = slotsOf(one.system, caller)
  const line = `${count(queue.peak)} more in line`
  return `so all ${count(slots)} slots of ${caller} waited for ${calleeOf(call)}, ${line}`
}
