/** Whether the numbers of a run fit in memory: each replica has some in every slot of time. */
import type { SystemData } from '../declare/data.ts'
import { mostReplicas } from '../declare/scaling-schema.ts'
import { count, product } from '../kernel/count.ts'
import { UsageError } from '../kernel/errors.ts'
import type { TimeGrid } from '../record/grid.ts'

/** Of about 40 bytes each; as many as 100,000 replicas have by default. */
const MOST_CELLS = 30_000_000

/**
 * Refuses a run that has more slots than its system has room for.
 *
 * @throws UsageError with the product
 */
export function insistOnRoom({ slots }: TimeGrid, { name, parts }: SystemData): void {
  let measured = 0
  for (const part of parts.values()) measured += part.kind === 'clients' ? 1 : mostReplicas(part)
  if (slots * measured <= MOST_CELLS) return
  const what = product([slots, 'slots of time'], [measured, 'replicas and clients'], 'to keep')
  throw new UsageError({
    what: `${what}: there is room for ${count(MOST_CELLS)}`,
    where: `simulate, system "${name}"`,
    fix: 'write a coarser `resolution`, fewer replicas, or fewer faults: each cuts slots',
  })
}
