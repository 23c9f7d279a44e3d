/** Makes the gates that stand before the calls of a call site, and shares those that are one. */
import type { CallPolicy } from '../declare/data.ts'
import type { Ms } from '../kernel/units.ts'
import type { CallLog } from '../world/calls/call-log.ts'
import type { Component } from '../world/handling/component.ts'
import { type Gate, Gates } from '../world/calls/gate.ts'

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

  /**
   * The gates of the calls of one name from one component; null when there are none.
   *
   * @param makersOf says what makes them, the outermost first
   */
  gatesFor({ log, caller }: Guarded, makersOf: (share: Share) => MakeGate[]): Gates | null {
    const makers = makersOf(this.#share)
    if (makers.length === 0) return null
    const gates = new Gates(log, replica => makers.map(make => make(replica)))
    caller.memories.push(gates)
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
export type Share = (sharers: Sharers, make: (now: Ms) => Gate) => MakeGate

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
