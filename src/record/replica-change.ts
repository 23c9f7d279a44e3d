/** What became of a replica: what its balancer did with it, and whether it ran. */
import type { Ms } from '../kernel/units.ts'

/** A replica went out of use, or came back. */
export type ReplicaChange = {
  /** When, in milliseconds of virtual time. */
  readonly at: Ms
  readonly component: string
  /** Which one, from 0. */
  readonly replica: number
  /** What health checks found (`unhealthy`, `healthy`), or outlier detection did. */
  readonly is: 'unhealthy' | 'healthy' | 'ejected' | 'returned'
  /** In words, with figures: `3 probes failed in a row`. */
  readonly because: string
}

/** A replica stopped to run, or runs again. */
export type ReplicaStop = {
  /** When, in milliseconds of virtual time. */
  readonly at: Ms
  readonly component: string
  /** Which one, from 0. */
  readonly replica: number
  readonly isDown: boolean
}
