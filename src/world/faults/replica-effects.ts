/** What the faults in force have made of a replica as a whole, as long as they last. */
import type { Effect } from '../../faults/effect.ts'
import { measured } from '../../kernel/rounding.ts'
import type { Ms } from '../../kernel/units.ts'
import type { InForce } from './in-force.ts'
import { type Conditions, grown, strength } from './conditions.ts'

/** How a replica stands. */
export type ReplicaEffects = {
  /** Nothing goes on. */
  readonly stops: boolean
  /** The share of its speed that is left. */
  readonly speed: number
  /** So many pieces of work get on at full speed. */
  readonly atOnce: number
  /** No more slots than these. */
  readonly slots: number
  /** So many may wait for one, by the tightest of them; null for as many as declared. */
  readonly places: number | null
  /** Its clock is ahead by this, in milliseconds; behind if negative. */
  readonly aheadMs: Ms
  /** How fast its clock runs: 1 as time does. */
  readonly rate: number
  /** Clients send so many times as many requests. */
  readonly load: number
}

/** How a replica stands now. */
export function replicaEffects({ standing }: Conditions, now: Ms): ReplicaEffects {
  let [stops, speed, atOnce, slots, load] = [false, 1, Infinity, Infinity, 1]
  let [aheadMs, rate] = [0, 1]
  let places: number | null = null
  for (const fault of standing) {
    const { effect } = fault
    const part = strength(fault, now)
    stops ||= effect.stops
    speed *= grown(effect.speed, part)
    atOnce = Math.min(atOnce, effect.atOnce)
    slots = Math.min(slots, effect.slots)
    if (effect.places !== null) places = Math.min(places ?? Infinity, effect.places)
    aheadMs += effect.aheadMs * part
    if (effect.drift !== 0) {
      aheadMs += drifted(fault, now)
      rate += effect.drift * part
    }
    load *= grown(effect.load, part)
  }
  return { stops, speed, atOnce, slots, places, aheadMs, rate: Math.max(rate, SLOWEST), load }
}

/** However many slow clocks there are together, time goes on. */
const SLOWEST = 0.001

/** How far a clock that drifts has come from the time; one that grows does so by its mean. */
function drifted({ effect, since, rampMs }: InForce, now: Ms): Ms {
  const lasted = now - since
  if (lasted >= rampMs) return effect.drift * (lasted - rampMs / 2)
  return (effect.drift * lasted * lasted) / (2 * rampMs)
}

/** What time it is by the clock of a replica; those that make it wrong have touched something. */
export function clockOf(conditions: Conditions, now: Ms): Ms {
  if (conditions.quiet) return now
  conditions.touch(skews)
  const { aheadMs, rate } = replicaEffects(conditions, now)
  return rate === 1 ? now + aheadMs : measured(now + aheadMs)
}

/** Whether there are more requests under it. */
export const swells = ({ load }: Effect): boolean => load !== 1

/** Whether an effect that grows has to be asked for again and again while it does. */
export const growsInSteps = ({ speed, load, drift }: Effect): boolean =>
  speed !== 1 || load !== 1 || drift !== 0

/** Whether work takes another time than it would. */
export const isSlow = ({ stops, speed, atOnce }: ReplicaEffects): boolean =>
  stops || speed !== 1 || atOnce !== Infinity

/** Whether it makes work take another time than it would. */
export const slowsWork = ({ stops, speed, atOnce }: Effect): boolean =>
  stops || speed !== 1 || atOnce !== Infinity

/** Whether it does so for the latest of so many pieces of work that are under way on some cores. */
export const slowsTheLastOf =
  (pieces: number, cores: number) =>
  ({ stops, speed, atOnce }: Effect): boolean =>
    stops || atOnce < pieces || (speed !== 1 && (cores === Infinity || cores * speed < pieces))

/** Whether it takes slots away. */
export const takesSlots = ({ slots, leak, exhausts }: Effect): boolean =>
  slots !== Infinity || leak?.of === 'threads' || exhausts === 'threads'

/** Whether another number may wait for one. */
export const boundsQueue = ({ places }: Effect): boolean => places !== null

/** Whether it is another time by its clock. */
export const skews = ({ aheadMs, drift }: Effect): boolean => aheadMs !== 0 || drift !== 0

/** Whether nothing runs under it. */
export const stopsAll = ({ down }: Effect): boolean => down
