/** The use of a connection by one attempt of a call, from the wish for it to the answer. Pooled. */
import type { Ms } from '../../kernel/units.ts'
import type { Call } from '../calls/call.ts'
import type { Task } from '../handling/task.ts'
import type { Connection } from './connection.ts'
import { noteConnecting } from './message.ts'
import type { Wire } from './wire.ts'
import type { ConnectionPool } from './connection-pool.ts'
import type { Connections } from './connections.ts'
import type { Handshake } from './handshakes.ts'

/** How far an attempt has got. */
export const LeaseState = { Waits: 0, Connects: 1, Used: 2 } as const
export type LeaseState = (typeof LeaseState)[keyof typeof LeaseState]

/** One attempt and its connection. */
export class Lease {
  state: LeaseState = LeaseState.Waits
  connections!: Connections
  pool!: ConnectionPool
  wire!: Wire
  call!: Call
  /** Null while it waits for one. */
  connection: Connection | null = null
  /** What will come of the connection that is being made. */
  handshake: Handshake | null = null
  /** The request that is to be sent; null once it was, or when nobody wants it any more. */
  job: Task | null = null
  /** When the attempt began. */
  since: Ms = 0.5
  /** Its answer, while those to requests before it have yet to come; and since when. */
  answer: Task | null = null
  answerSince: Ms = 0.5

  /** Its request goes over its connection. */
  setsOut(now: Ms): Task {
    const job = this.job as Task
    this.state = LeaseState.Used
    const connection = this.connection as Connection
    this.job = null
    connection.served++
    connection.leases.push(this)
    noteConnecting(job.attempt, now - this.since)
    return job
  }

  /** Whether the connection that is being made never comes to be, and nobody says so. */
  get isLost(): boolean {
    return this.handshake?.takesMs === Infinity
  }
}
