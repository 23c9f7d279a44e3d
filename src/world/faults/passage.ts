/**
 * What the faults in force do to a message on its way, in the order in which it comes to them: over
 * a link, then to a replica and into it, and back. Requests ask as they go, over minutes perhaps; a
 * probe asks all that a replica has to say at once. Whatever faults may do has its place in here.
 */
import type { Effect, ErrorAt, LossOf } from '../../faults/effect.ts'
import type { Ms } from '../../kernel/units.ts'
import type { Conditions } from './conditions.ts'
import type { Program } from '../handling/program.ts'
import { stopsAll } from './replica-effects.ts'
import { Spoilt } from './spoiling.ts'

/** Which errors of a link a request can meet, by where they are. */
export type Meets = { readonly [at in ErrorAt]?: boolean }

/** What has to connect for each request, and so meets all of them. */
export const meetsAll: Meets = { request: true, route: true, lookUp: true, handshake: true }

/** The same, and no certificate is looked at. */
export const meetsAllPlainly: Meets = { ...meetsAll, handshake: false }

/** Who makes a connection. */
export const connecting: Meets = { request: false, route: true, lookUp: true, handshake: true }

/** Who makes one without a look at any certificate. */
export const connectingPlainly: Meets = { ...connecting, handshake: false }

/** A request that goes over a connection that was there already. */
export const connected: Meets = { request: true, route: true, lookUp: false, handshake: false }

/** A request that goes over a connection that was just made: that has met all the rest. */
export const justConnected: Meets = { ...connected, route: false }

/** What befalls a request on a link, before it is on its way. */
export type Crossing = {
  /** Answers it, at this end. */
  readonly error: Effect | null
  readonly isLost: boolean
  /** It arrives so much later. */
  readonly addedMs: Ms
}

const lost: Crossing = { error: null, isLost: true, addedMs: 0 }

/**
 * A request sets out over a link: an error may answer it, or it is lost, or late.
 *
 * @param meets which errors it can meet
 * @param loss what can be lost here; null for whatever any fault takes
 */
export function crossing(
  conditions: Conditions,
  now: Ms,
  { meets, loss }: { readonly meets: Meets; readonly loss: LossOf | null },
): Crossing {
  const error = conditions.error(now, meets)
  if (error !== null) return { error, isLost: false, addedMs: 0 }
  if (conditions.loses('lossThere', now, loss)) return lost
  return {
    error: null,
    isLost: false,
    addedMs: conditions.slow(now).addMs + conditions.heldMs(now),
  }
}

/** How a replica meets who comes to it: with nothing, since nothing runs, or with an error. */
export type Entrance = 'open' | 'silent' | 'refuses' | Effect

/**
 * A message has come to a replica. Whether it is cut off was asked on the way there.
 *
 * @param of the operation that it asks for, where there are several
 */
export function entrance(conditions: Conditions, now: Ms, of?: Program): Entrance {
  if (!conditions.isClosed) return conditions.error(now, meetsAll, of) ?? 'open'
  if (!conditions.isDown) return 'refuses'
  conditions.touch(stopsAll)
  return conditions.refuses ? 'refuses' : 'silent'
}

/** Whether a replica is cut off from a message that comes to it. */
export const isCutOff = (conditions: Conditions, now: Ms): boolean =>
  !conditions.quiet && conditions.loses('lossThere', now, null)

/** Whether a message is lost as it leaves a replica. */
export const isLostOnLeaving = (conditions: Conditions, now: Ms): boolean =>
  !conditions.quiet && conditions.loses('lossBack', now, null)

/** Whether a word is lost on its way back over a link; what the transport sends again is not. */
export const isWordLost = (conditions: Conditions, now: Ms): boolean =>
  !conditions.quiet &&
  (conditions.loses('lossBack', now, 'way') || conditions.loses('lossBack', now, 'message'))

/** What a health check meets: an answer after some time, or after Infinity none. */
export type Probed = { readonly afterMs: Ms; readonly passed: boolean }

const unanswered: Probed = { afterMs: Infinity, passed: false }

/**
 * What a health check meets at a replica: whatever a request that needs no work would.
 *
 * @param between who answers and who asks
 */
export function probed(conditions: Conditions, now: Ms, between: () => string): Probed {
  if (isCutOff(conditions, now)) return unanswered
  if (conditions.failsProbe(now)) return { afterMs: 0, passed: false }
  const met = entrance(conditions, now)
  if (met === 'silent' || conditions.standsStill) return unanswered
  if (met === 'refuses') return { afterMs: 0, passed: false }
  if (met !== 'open') return { afterMs: met.errorAfterMs, passed: false }
  const { addMs } = conditions.slow(now)
  const spoilt = conditions.spoils(now, { bytes: 0, between })
  if (isLostOnLeaving(conditions, now)) return unanswered
  return { afterMs: addMs, passed: spoilt !== Spoilt.Garbled }
}
