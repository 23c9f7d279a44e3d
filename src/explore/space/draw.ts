/** Draws a schedule of faults that fits a system. */
import type { Fault } from '../../faults/fault.ts'
import type { Dice } from '../dice.ts'
import { dialsOf, SHORTEST_MS } from './dials.ts'
import type { FaultSpace } from './space.ts'

/** Some faults, at least one, each with a time of its own. */
export function drawSchedule(space: FaultSpace, dice: Dice): readonly Fault[] {
  const count = 1 + dice.below(space.options.most)
  return Array.from({ length: count }, () => drawFault(space, dice))
}

/** One fault of any kind, anywhere, at any time. */
export function drawFault(space: FaultSpace, dice: Dice): Fault {
  const { withinMs } = space.bounds
  const choice = dice.pick(space.choicesOf(dice.pick(space.kinds)))
  const starts = Math.max(1, Math.floor((withinMs - SHORTEST_MS) / SHORTEST_MS))
  const begun = choice.at(dice.below(starts) * SHORTEST_MS).for(SHORTEST_MS)
  const count = dialsOf(begun, space.bounds).length
  let fault = begun
  for (let i = 0; i < count; i++) {
    const dial = dialsOf(fault, space.bounds)[i]
    fault = dial.turned(dice.pick(dial.rungs))
  }
  return fault
}
