/** Whether calls ran out of their deadline, where something stands in for what they wait for. */
import type { SystemData } from '../declare/data.ts'
import { policiesIn, stepsCalling } from '../declare/graph.ts'
import { hasReached } from '../kernel/rounding.ts'
import type { Run } from '../record/run.ts'

/**
 * What ran out of time is degraded then, and took until its deadline. Steps that stand in may take
 * so long after an error, too: there an attempt must have been cut off that has no time-out itself.
 */
export function isCutOff(run: Run, call: string): boolean {
  const longest = run.latency('p100', { on: call }) ?? 0
  const { timeout: cut } = run.on(call).attempts.outcomes
  const steps = stepsCalling(run.recording.declared as SystemData, call)
  return policiesIn(steps).some(({ deadline, timeout, fallback }) => {
    const takesLong = Array.isArray(fallback?.standIn)
    return hasReached(longest, deadline) && (!takesLong || (cut > 0 && timeout === Infinity))
  })
}
