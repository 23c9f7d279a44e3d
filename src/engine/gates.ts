/** Makes the gates that stand before the calls of a call site. */
import type { CallPolicy } from '../declare/data.ts'
import type { Ms } from '../kernel/units.ts'
import { AdaptiveThrottle, ConcurrencyLimiter } from '../policies/index.ts'
import { BulkheadGate } from '../world/calls/bulkhead-gate.ts'
import type { CallLog } from '../world/calls/call-log.ts'
import type { Component } from '../world/handling/component.ts'
import { type Gate, Gates } from '../world/calls/gate.ts'
import { LimitGate } from '../world/calls/limit-gate.ts'
import { RateLimitGate } from '../world/calls/rate-limit-gate.ts'
import { ThrottleGate } from '../world/calls/throttle-gate.ts'

/** Whose calls, and by which policies. */
export type Guarded = {
  readonly caller: Component
  readonly name: string
  readonly policy: CallPolicy
  readonly log: CallLog
}

/** Makes the gate of one kind for a replica of the caller. */
export type MakeGate = (replica: number) => Gate

/** All gates of one run: equal limits of calls of one name are one, and so are those of a pool. */
export class GateKeeper {
  readonly #shared = new Map<string, MakeGate>()

  /** The gates of the calls of one name from one component; null when there are none. */
  gatesFor(guarded: Guarded): Gates | null {
    const makers = kinds.flatMap(kind => kind(guarded, this.#share) ?? [])
    if (makers.length === 0) return null
    const gates = new Gates(guarded.log, replica => makers.map(make => make(replica)))
    guarded.caller.memories.push(gates)
    return gates
  }

  readonly #share: Share = ({ caller, key, isGlobal = false }, make) => {
    const known = this.#shared.get(key)
    if (known !== undefined) return known
    const made = isGlobal ? once(() => make(0)) : eachReplica(caller, make)
    this.#shared.set(key, made)
    return made
  }
}

/** Who shares a gate: all calls of a caller that come with the same key. */
type Sharers = { readonly caller: Component; readonly key: string; readonly isGlobal?: boolean }

/** Makes a gate once for each key, and for each replica of the caller or for all. */
type Share = (sharers: Sharers, make: (now: Ms) => Gate) => MakeGate

/** For each kind of gate, outermost first: how it is made; null where the policy has none. */
const kinds: readonly ((guarded: Guarded, share: Share) => MakeGate | null)[] = [
  rateLimit,
  bulkhead,
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

function rateLimit({ caller, name, policy }: Guarded, share: Share): MakeGate | null {
  if (policy.rateLimit === null) return null
  const { scope, ...options } = policy.rateLimit
  const isGlobal = scope === 'global'
  const key = `${name} rate limit ${JSON.stringify(policy.rateLimit)}`
  return share({ caller, key, isGlobal }, now => {
    return new RateLimitGate(caller.agenda, options, { now, where: name })
  })
}

function bulkhead({ caller, name, policy }: Guarded, share: Share): MakeGate | null {
  if (policy.bulkhead === null) return null
  const { pool, ...options } = policy.bulkhead
  const own = `${name} bulkhead ${JSON.stringify(options)}`
  const key = pool === undefined ? own : `${caller.handling.name} pool ${pool}`
  return share({ caller, key }, () => new BulkheadGate(caller.agenda, options, name))
}

const once = (make: () => Gate): MakeGate => {
  let made: Gate | undefined
  return () => (made ??= make())
}

/** A gate for each replica, which counts from when its process has begun, and ends with it. */
function eachReplica(caller: Component, make: (now: Ms) => Gate): MakeGate {
  const gates: (Gate | undefined)[] = []
  caller.memories.push({
    reset: replica => {
      gates[replica] = undefined
    },
  })
  return replica => (gates[replica] ??= make(Math.max(0, caller.replicas[replica].restartedAt)))
}
