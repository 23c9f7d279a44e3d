/** What the pools of one link have in common: how long connections last, and what ends them. */
import type { ConnectionData } from '../../declare/network/network-data.ts'
import type { Actor, Agenda } from '../../kernel/agenda.ts'
import { Lane } from '../../kernel/lane.ts'
import type { Ms } from '../../kernel/units.ts'
import type { Connection } from './connection.ts'
import type { Listener } from './listener.ts'

/** What the pools of one link have in common. */
export type PoolTerms = {
  readonly agenda: Agenda
  readonly data: ConnectionData
  /** The side of the callee, where it says anything of connections. */
  readonly listener: Listener | null
  /** After how long without use either side closes a connection. */
  readonly idleMs: Ms
  /** Where idle connections wait to be closed; null if nobody counts those that are open. */
  readonly lane: Lane<Connection> | null
  /** Where those wait that the caller always keeps; null if the callee does not close them. */
  readonly restLane: Lane<Connection> | null
}

/** Before the callee has had its say. */
export const termsOf = (agenda: Agenda, data: ConnectionData): PoolTerms => {
  return { agenda, data, listener: null, idleMs: data.idleMs, lane: null, restLane: null }
}

/** What the callee says is heeded. @param closes told of those that nobody has used for so long */
export function heeding(
  { agenda, data }: PoolTerms,
  listener: Listener,
  closes: Actor<Connection>,
): PoolTerms {
  const idleMs = Math.min(data.idleMs, listener.data.idleMs)
  const rests = data.least > 0
  const longerMs = rests ? listener.data.idleMs - data.idleMs : 0
  const laneOf = (ms: Ms): Lane<Connection> | null =>
    ms > 0 && ms < Infinity ? new Lane(agenda, ms, closes, 0) : null
  const lane = listener.counts || rests ? laneOf(idleMs) : null
  return { agenda, data, listener, idleMs, lane, restLane: laneOf(longerMs) }
}
