/** Shrinks a schedule by leaving faults out: many at once where that is possible. */
import type { Trying } from './attempts.ts'
import type { Descent } from './descent.ts'

/** All of them, then halves, quarters …, and at last each by itself. */
export function* dropMany(descent: Descent): Trying {
  const sizes = []
  for (let size = descent.faults.length; size >= 1; size = Math.floor(size / 2)) sizes.push(size)
  for (const size of sizes) yield* dropChunks(descent, size)
}

/** Each by itself. */
export const dropEach = (descent: Descent): Trying => dropChunks(descent, 1)

function* dropChunks(descent: Descent, size: number): Trying {
  for (let from = 0; from < descent.faults.length; ) {
    const rest = descent.faults.toSpliced(from, size)
    if (!(yield* descent.tryFaults(rest))) from += size
  }
}
