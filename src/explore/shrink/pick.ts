/** Shrinks what faults pick of what they meet: to as few as still break the goal. */
import { picking, picksOf } from '../space/picks.ts'
import type { Trying } from './attempts.ts'
import type { Descent } from './descent.ts'
import { plainOnes } from './plain.ts'

/** Halves of what each fault picks, then quarters …, and at last each by itself. */
export function* pickFewer(descent: Descent): Trying {
  for (const index of plainOnes(descent.faults)) {
    const all = picksOf(descent.faults[index]).length
    for (let size = all >> 1; size >= 1; size >>= 1) yield* pickWithout(descent, index, size)
  }
}

/** Each by itself. */
export function* pickWithoutEach(descent: Descent): Trying {
  for (const index of plainOnes(descent.faults)) yield* pickWithout(descent, index, 1)
}

/** So many at a time are left out; one stays, or the fault would be gone. */
function* pickWithout(descent: Descent, index: number, size: number): Trying {
  for (let from = 0; from < picksOf(descent.faults[index]).length; ) {
    const fault = descent.faults[index]
    const rest = picksOf(fault).toSpliced(from, size)
    const isLess = rest.length > 0 && (yield* descent.tryFault(index, picking(fault, rest)))
    if (!isLess) from += size
  }
}
