/** Draws faults that come and go, where a search is asked for them. */
import type { Fault } from '../../faults/fault.ts'
import type { Dice } from '../dice.ts'
import { lengthOf, SHORTEST_MS } from './dials.ts'
import { coming } from './edit.ts'
import { timesBetween } from './ladder.ts'
import type { FaultSpace } from './space.ts'

/** What comes less often than this comes once, or twice. */
const LEAST_TIMES = 3

/** The fault coming and going, if it lasts long enough; as it is where that is not asked for. */
export function drawPeriod(fault: Fault, { options, bounds }: FaultSpace, dice: Dice): Fault {
  if (!options.periodic || fault.timing.every !== undefined) return fault
  const length = lengthOf(fault, bounds)
  if (length === undefined || length.value < 2 * LEAST_TIMES * SHORTEST_MS) return fault
  const everyMs = dice.pick(timesBetween(2 * SHORTEST_MS, length.value / LEAST_TIMES))
  return coming(fault, everyMs, dice.pick(timesBetween(SHORTEST_MS, everyMs / 2)))
}
