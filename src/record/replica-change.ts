/** What became of a replica: what its balancer did with it, and whether it ran. */
import type { Ms } from '../kernel/units.ts'

/** How a replica goes out of use, and how it comes back. */
const pairs = { unhealthy: 'healthy', ejected: 'returned', unready: 'ready' } as const

/** Each way in which a replica goes out of use. */
export const outs: readonly string[] = Object.keys(pairs)

/** Why a replica is out of use: by what health checks found, by outlier detection, by its life. */
export type ReplicaOut = keyof typeof pairs

/** Whether a change takes a replica out of use, and for which reason that begins or ends. */
export function outBy(is: ReplicaUse): { readonly out: boolean; readonly by: ReplicaOut } {
  if (is in pairs) return { out: true, by: is as ReplicaOut }
  const [by] = Object.entries(pairs).find(([, back]) => back === is) as [ReplicaOut, string]
  return { out: false, by }
}

/** A replica goes out of use, or comes back. */
export type ReplicaUse = ReplicaOut | (typeof pairs)[ReplicaOut]

/** Whether a change is of how many replicas are wanted: then there is one more, or one less. */
export const isOfNumber = (is: ReplicaChange['is']): is is 'added' | 'removed' =>
  is === 'added' || is === 'removed'

/** A replica went out of use or came back, or there is one more or one less. */
export type ReplicaChange = {
  /** When, in milliseconds of virtual time. */
  readonly at: Ms
  readonly component: string
  /** Which one, from 0. */
  readonly replica: number
  /**
   * What health checks found (`unhealthy`, `healthy`), outlier detection did (`ejected`,
   * `returned`), or becomes of one that stops and starts (`unready`, `ready`); and how many are
   * wanted: one more (`added`, which then starts), or one less (`removed`, which then stops).
   */
  readonly is: ReplicaUse | 'added' | 'removed'
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
  /** It does not run because so many are not wanted. */
  readonly isSpare?: true
}
