/** What a balancer did with a replica, and why. */
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
