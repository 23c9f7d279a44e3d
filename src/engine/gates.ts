/** Makes the gates that stand before the calls of a call site. */
import type { CallPolicy } from '../declare/data.ts'
import { AdaptiveThrottle, ConcurrencyLimiter } from '../policies/index.ts'
import type { Component } from '../world/component.ts'
import { type Gate, Gates } from '../world/gate.ts'
import { LimitGate } from '../world/limit-gate.ts'
import { ThrottleGate } from '../world/throttle-gate.ts'

/** Whose calls, and by which policies. */
export type Guarded = {
  readonly caller: Component
  readonly name: string
  readonly policy: CallPolicy
}

/** Makes the gate of one kind for a replica of the caller. */
export type MakeGate = (replica: number) => Gate

/** For each kind of gate, outermost first: how it is made; null where the policy has none. */
const kinds: readonly ((guarded: Guarded) => MakeGate | null)[] = [
  ({ caller: { world }, name, policy: { limit } }) => {
    if (limit === null) return null
    const random = world.sharedRandom(`${name}/limit`)
    return () => new LimitGate(new ConcurrencyLimiter(limit, random, name))
  },
  ({ caller: { world }, name, policy: { throttle } }) => {
    if (throttle === null) return null
    const random = world.sharedRandom(`${name}/throttle`)
    return () => new ThrottleGate(new AdaptiveThrottle(throttle, name), random)
  },
]

/** The gates of the calls of one name from one component; null when there are none. */
export function gatesFor(guarded: Guarded): Gates | null {
  const makers = kinds.flatMap(kind => kind(guarded) ?? [])
  if (makers.length === 0) return null
  const gates = new Gates(replica => makers.map(make => make(replica)))
  guarded.caller.memories.push(gates)
  return gates
}
