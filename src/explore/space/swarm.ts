/**
 * Swarm testing: each schedule leaves some kinds of fault and some targets out and favours others
 * wildly. What is always there hides what only shows without it.
 *
 * Groce, Zhang, Eide, Chen and Regehr: Swarm Testing (ISSTA 2012).
 */
import type { FaultKind } from '../../faults/kinds.ts'
import type { Dice } from '../dice.ts'
import type { Choice, FaultSpace } from './space.ts'

/** What one schedule is drawn from. */
export type Swarm = {
  readonly kinds: readonly FaultKind[]
  /** How often each of them is drawn. */
  readonly weights: readonly number[]
  /** The choices of a kind that are not left out; all of them if there were none. */
  choicesOf(kind: FaultKind): readonly Choice[]
}

/** The weights differ by up to 2^5. */
const DOUBLINGS = 6

/** Half of the kinds, and now and then half of the targets. */
export function drawSwarm(space: FaultSpace, dice: Dice): Swarm {
  const kinds = someOf(space.kinds, dice)
  const weights = kinds.map(() => 1 << dice.below(DOUBLINGS))
  const targets = new Set(dice.onceIn(2) ? someOf(space.targets, dice) : space.targets)
  return {
    kinds,
    weights,
    choicesOf(kind) {
      const all = space.choicesOf(kind)
      const left = all.filter(({ target }) => targets.has(target))
      return left.length > 0 ? left : all
    },
  }
}

/** Each with an even chance; one at least. */
function someOf<T>(all: readonly T[], dice: Dice): readonly T[] {
  const some = all.filter(() => dice.onceIn(2))
  return some.length > 0 ? some : [dice.pick(all)]
}
