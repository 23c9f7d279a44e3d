/** What would spoil a line of those that wait, and what to hand in instead. */
import { UsageError } from '../../kernel/errors.ts'
import { insistOnIndex, notHandedIn } from '../handed-in.ts'
import { EVICTIONS, type LineSettings, ORDERS } from './options.ts'
import type { Waiting } from './waiting-line.ts'

/** How many priorities there are: 0, the most important, to 9. */
export const PRIORITIES = 10

/** @throws UsageError for settings that `lineSettings` has not made */
export function insistOnSettings(settings: LineSettings): void {
  if (ORDERS.includes(settings?.order) && EVICTIONS.includes(settings.evict)) return
  const fix = "write new WaitingLine(lineSettings({ order: 'fifo' }))"
  throw notHandedIn('the order of service, or who goes,', { how: 'new WaitingLine(settings)', fix })
}

/** @throws UsageError for who cannot wait, and for who waits already, or does not */
export function insistOnWaiting(item: Waiting<unknown>, waits: boolean): void {
  insistOnIndex(item?.priority, PRIORITIES, 'waiting line, the priority of who waits')
  if (item.queued === waits) return
  throw new UsageError({
    what: waits ? 'who is to leave does not wait' : 'who is to join waits already, or says nothing',
    where: 'waiting line',
    fix: 'hand in an object with queued: false to add(item), and let only the line change that',
  })
}
