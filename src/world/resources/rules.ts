/** What happens when a finite resource is used up: each has a rule of its own. */
import { Reason } from '../../record/reason.ts'

/** What is particular about a resource. */
export type Rule = {
  /** Why a request is turned away for which there is not enough of it. */
  readonly reason: number
  /** The replica is killed: everything inside is lost. */
  readonly kills: boolean
  /** What a request takes is never given back. */
  readonly usesUp: boolean
  /** What has leaked comes back when the replica starts again. */
  readonly isFreedByRestart: boolean
}

const INSUFFICIENT_STORAGE = 507

const turnedAway = { kills: false, usesUp: false, isFreedByRestart: true }

/** The rules, by the name of the resource. */
export const rules = {
  memory: { ...turnedAway, reason: Reason.LostInCrash, kills: true },
  diskSpace: { reason: INSUFFICIENT_STORAGE, kills: false, usesUp: true, isFreedByRestart: false },
  fileDescriptors: { ...turnedAway, reason: Reason.TooManyFiles },
  connections: { ...turnedAway, reason: Reason.TooManyConnections },
  ports: { ...turnedAway, reason: Reason.NoPortLeft },
  /** Nobody is turned away: there are fewer slots. */
  threads: { ...turnedAway, reason: Reason.None },
} as const satisfies { readonly [name: string]: Rule }
