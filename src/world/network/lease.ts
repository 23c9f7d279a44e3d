/** The use of a connection by one attempt of a call, from the wish for it to the answer. Pooled. */
import type { Effect } from '../../faults/effect.ts'
import type { Ms } from '../../kernel/units.ts'
import type { Task } from '../handling/task.ts'
import type { Wire } from './wire.ts'
import type { ConnectionPool } from './connection-pool.ts'
import type { Connections } from './connections.ts'

/** How far an attempt has got. */
export const LeaseState = { Waits: 0, Connects: 1, Used: 2 } as const
export type LeaseState = (typeof LeaseState)[keyof typeof LeaseState]

/** One attempt and its connection. */
export class Lease {
  state: LeaseState = LeaseState.Waits
  connections!: Connections
  pool!: ConnectionPool
  wire!: Wire
  /** The request that is to be sent; null once it was, or when nobody wants it any more. */
  job: Task | null = null
  /** Why the connection that is being made will fail, if it will. */
  error: Effect | null = null
  /** Whether the connection that is being made never comes to be, and nobody says so. */
  isLost = false
  /** When the attempt began. */
  since: Ms = 0.5
}
