/** Who is full, and who waits in line or is turned away, as it was at its worst. */
import { count } from '../kernel/count.ts'
import { Reason, reasonText } from '../record/reason.ts'
import { countOf } from './at-call.ts'
import { type Case, componentIn, during } from './case.ts'
import { slotsOf } from './topology.ts'

const full = new Set([reasonText(Reason.QueueFull)])

/** From when the goal was first missed to the end: lines are longest after who fails has come. */
export const sinceThen = (one: Case): Case =>
  during(one, { fromMs: one.spell.fromMs, toMs: one.run.recording.grid.horizonMs })

/** Whether all slots of a component were taken, and more came. */
export function isFull(one: Case, component: string): boolean {
  const { queue, inFlight, reasons } = componentIn(sinceThen(one), component)
  const isMore = queue.peak > 0 || countOf(reasons, full) > 0
  return inFlight.peak >= slotsOf(one.system, component) && isMore
}

/** `all 64 slots of product`. */
export function slotsText(one: Case, component: string): string {
  const slots = slotsOf(one.system, component)
  return slots === 1 ? `the only slot of ${component}` : `all ${count(slots)} slots of ${component}`
}

/** `, 1,000 more in line (full)`; nothing where nobody waited. */
export function lineText(one: Case, component: string): string {
  const { queue, reasons } = componentIn(sinceThen(one), component)
  const away = countOf(reasons, full)
  if (queue.peak === 0) return away === 0 ? '' : `, ${count(away)} more were turned away`
  return `, ${count(queue.peak)} more in line${away === 0 ? '' : ' (full)'}`
}
