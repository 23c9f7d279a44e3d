/** What became of a replica: what its balancer did with it, and whether it ran. */
import type { Ms } from '../kernel/units.ts'

/** How a replica goes out of use, and how it comes back. */
const pairs = { unhealthy: 'healthy', ejected: 'returned', unready: 'ready' } as const

/** Why a replica is out of use: by what health checks found, by outlier detection, by its life. */
export type ReplicaOut = keyof typeof pairs

/** Whether a change takes a replica out of use, and for which reason that begins or ends. */
export function outBy(is: ReplicaChange['is']): { readonly out: boolean; readonly by: ReplicaOut } {
  if (is in pairs) return { out: true, by: is as ReplicaOut }
  const [by] = Object.entries(pairs).find(([, back]) => back === is) as [ReplicaOut, string]
  return { out: false, by }
}

/** A replica went out of use, or came back. */
export type ReplicaChange = {
  /** When, in milliseconds of virtual time. */
  readonly at: Ms
  readonly component: string
  /** Which one, from 0. */
  readonly replica: number
  /**
   * What health checks found (`unhealthy`, `healthy`), outlier detection did (`ejected`,
   * `returned`), or becomes of one that stops and starts (`unready`, `ready`).
   */
  readonly is: ReplicaOut | (typeof pairs)[ReplicaOut]
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
