/** Whether calls ran out of their deadline, where something stands in for what they wait for. */
import { type CallPolicy, everyStep, sequencesOf, type SystemData } from '../declare/data.ts'
import { calleeOf } from '../declare/graph.ts'
import { hasReached } from '../kernel/rounding.ts'
import type { Run } from '../record/run.ts'

/**
 * What ran out of time is degraded then, and took until its deadline. Steps that stand in may take
 * so long after an error, too: there an attempt must have been cut off that has no time-out itself.
 */
export function isCutOff(run: Run, call: string): boolean {
  const longest = run.latency('p100', { on: call }) ?? 0
  const { timeout: cut } = run.on(call).attempts.outcomes
  return layersIn(run, call).some(({ deadline, timeout, fallback }) => {
    const takesLong = Array.isArray(fallback?.standIn)
    return hasReached(longest, deadline) && (!takesLong || (cut > 0 && timeout === Infinity))
  })
}

function layersIn({ recording }: Run, call: string): CallPolicy[] {
  const [caller, callee] = call.split('->')
  const part = (recording.declared as SystemData).parts.get(caller)
  if (part === undefined) return []
  const steps = sequencesOf(part).flatMap(([, sequence]) => [...everyStep(sequence)])
  const ofCall = steps.filter(step => calleeOf(step) === callee)
  return ofCall.flatMap(step => ('policy' in step ? layersOf(step.policy) : []))
}

/** A policy and those within it, from the outermost one. */
export const layersOf = (policy: CallPolicy): CallPolicy[] =>
  policy.inner === null ? [policy] : [policy, ...layersOf(policy.inner)]
