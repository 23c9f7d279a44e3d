/** Faults that pick some of what they meet by its number: which ones is drawn, and shrunk. */
import type { Fault } from '../../faults/fault.ts'
import type { Dice } from '../dice.ts'
import { edited, optionOf } from './edit.ts'
import { profileOf } from './profiles.ts'

/** One of so many is picked. */
const ONE_OF = 4

/** What a fault picks; nothing where its kind picks nothing, or chance does. */
export function picksOf(fault: Fault): readonly number[] {
  const { picks } = profileOf(fault.cause.kind)
  return picks === undefined ? [] : ((optionOf(fault, picks.option) ?? []) as readonly number[])
}

/** The same fault with other picks. @param picked one at least */
export function picking(fault: Fault, picked: readonly number[]): Fault {
  const { picks } = profileOf(fault.cause.kind)
  return picks === undefined ? fault : edited(fault, { options: { [picks.option]: picked } })
}

/** The same fault with picks that are drawn, if its kind has any. */
export function drawPicks(fault: Fault, dice: Dice): Fault {
  const { picks } = profileOf(fault.cause.kind)
  if (picks === undefined) return fault
  const picked: number[] = []
  for (let number = 1; number <= picks.upTo; number++) if (dice.onceIn(ONE_OF)) picked.push(number)
  return picking(fault, picked.length > 0 ? picked : [1 + dice.below(picks.upTo)])
}
