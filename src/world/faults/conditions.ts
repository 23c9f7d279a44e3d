/**
 * The faults in force in one place: a replica, or a link. Whoever stands there asks when it
 * matters; a fault that ends leaves the list, and nothing has to be restored.
 */
import type { Effect, LossOf, NamedFailure } from '../../faults/effect.ts'
import type { Ms } from '../../kernel/units.ts'
import { Reason } from '../../record/reason.ts'
import type { Program } from '../handling/program.ts'
import { isInBurst } from './bursts.ts'
import { type InForce, SortedFaults } from './in-force.ts'
import type { Meets } from './passage.ts'
import { type Exchange, Spoilt, wrongRate } from './spoiling.ts'

/** What is in force now. */
export class Conditions {
  /** True while nothing is: the quick question before all others. */
  quiet = true
  /** All that is, in the order in which it began. */
  inForce: readonly InForce[] = []
  #sorted = none
  /** How many have met all that delays, and all that stretches, and are not on the record yet. */
  #delayed = 0
  #stretched = 0

  begin(fault: InForce): void {
    this.settle()
    this.inForce = [...this.inForce, fault]
    if (this.quiet) this.#sorted = new SortedFaults([fault])
    else this.#sorted.add(fault)
    this.quiet = false
  }

  end(fault: InForce): void {
    this.settle()
    this.inForce = this.inForce.filter(other => other !== fault)
    this.quiet = this.inForce.length === 0
    this.#sorted = this.quiet ? none : new SortedFaults(this.inForce)
  }

  /** Puts on the record whom those in force have touched so far. */
  settle(): void {
    const { delaying, stretching } = this.#sorted
    if (this.#delayed > 0) for (const { record } of delaying) record.touched += this.#delayed
    if (this.#stretched > 0) for (const { record } of stretching) record.touched += this.#stretched
    this.#delayed = 0
    this.#stretched = 0
  }

  /** Those in force that change a replica as a whole. */
  get standing(): readonly InForce[] {
    return this.#sorted.standing
  }

  /** Whether nothing runs here. */
  get isDown(): boolean {
    return this.standing.some(fault => fault.effect.down)
  }

  /** Whether callers are turned away while nothing runs: one silent crash silences all. */
  get refuses(): boolean {
    return this.standing.every(fault => !fault.effect.down || fault.effect.refuses)
  }

  /** Whether nobody is let in: nothing runs, or it is about to stop, or to start. */
  get isClosed(): boolean {
    return this.standing.some(({ effect }) => effect.down || effect.closes)
  }

  /** Whether a health check fails here, whatever it meets. */
  failsProbe(now: Ms): boolean {
    for (const fault of this.standing) {
      const rate = fault.effect.failsProbes * strength(fault, now)
      if (rate > 0 && strikes(fault, rate)) return true
    }
    return false
  }

  /** Whether nothing goes on here, though nothing is lost. */
  get standsStill(): boolean {
    return this.standing.some(fault => fault.effect.stops)
  }

  /** Notes that those of a sort, which change a replica, have touched one more request. */
  touch(are: (effect: Effect) => boolean): void {
    for (const fault of this.standing) if (are(fault.effect)) fault.record.touched++
  }

  /**
   * What befalls a request, drawn once for each fault: the time added to it, and how many times as
   * long its work takes by the faults that touch only a share of requests.
   *
   * @param of the operation that it asks for, where there are several
   */
  slow(now: Ms, of?: Program): { readonly addMs: Ms; readonly factor: number } {
    const { delayMs } = this.#sorted
    if (delayMs !== null) {
      this.#delayed++
      return { addMs: delayMs, factor: 1 }
    }
    let [addMs, factor] = [0, 1]
    for (const fault of this.#sorted.delaying) {
      const { effect } = fault
      if (isForOthers(fault, of) || !strikes(fault)) continue
      addMs += (effect.addMs + jitterMs(fault)) * strength(fault, now)
      if (fault.share < 1) factor *= 1 + (effect.factor - 1) * strength(fault, now)
    }
    return { addMs, factor }
  }

  /** How long a message is held back, so that others may pass it. */
  heldMs(now: Ms): Ms {
    let held = 0
    for (const fault of this.#sorted.holding) {
      fault.met++
      const { heldMs, heldOnly } = fault.effect
      if (heldOnly !== null && !heldOnly.includes(fault.met)) continue
      if (!strikes(fault)) continue
      held += heldMs * strength(fault, now) * (heldOnly === null ? fault.random() : 1)
    }
    return held
  }

  /** How many times as long any work that begins now takes, by the faults that touch all. */
  factor(now: Ms, of?: Program): number {
    const { stretch } = this.#sorted
    if (stretch !== null) {
      this.#stretched++
      return stretch
    }
    let factor = 1
    for (const fault of this.#sorted.stretching) {
      if (isForOthers(fault, of)) continue
      fault.record.touched++
      factor *= 1 + (fault.effect.factor - 1) * strength(fault, now)
    }
    return factor
  }

  /** The fault whose error answers who can meet such errors, if any does. */
  error(now: Ms, meets: Meets, of?: Program): Effect | null {
    for (const fault of this.#sorted.failing) {
      if (isForOthers(fault, of) || !meets[fault.effect.errorAt]) continue
      const rate = fault.effect.errorRate * strength(fault, now)
      if (rate > 0 && strikes(fault, rate)) return fault.effect
    }
    return null
  }

  /**
   * Whether a message on its way there, or back, is lost. A fault that takes a share of requests
   * both ways takes them on the way there: what it has spared once comes back. One that takes a
   * share of messages or of packets takes each by itself.
   *
   * @param of only faults that take these; null for all
   */
  loses(way: 'lossThere' | 'lossBack', now: Ms, of: LossOf | null): boolean {
    for (const fault of this.#sorted.losing) {
      const { effect, share } = fault
      if (of !== null && effect.lossOf !== of) continue
      const rate = effect[way] * strength(fault, now)
      const comesBack = way === 'lossBack' && effect.lossThere > 0 && effect.lossOf === 'way'
      if (comesBack && share * rate < 1) continue
      if (rate <= 0) continue
      if (effect.lossBurst > 0 ? isInBurst(fault, way, rate) : strikes(fault, rate)) return true
    }
    return false
  }

  /** Whether nothing gets through one way, at least, so that no handshake comes to its end. */
  severs(now: Ms): boolean {
    for (const fault of this.#sorted.losing) {
      const { lossOf, lossThere, lossBack } = fault.effect
      const rate = Math.max(lossThere, lossBack) * strength(fault, now)
      if (lossOf === 'way' && fault.share * rate === 1 && strikes(fault)) return true
    }
    return false
  }

  /** The share of the bandwidth that is left for a message, all faults together. */
  bandwidth(now: Ms, way: 'there' | 'back'): number {
    let left = 1
    for (const fault of this.#sorted.narrowing) {
      const { bandwidth, bandwidthOf } = fault.effect
      if ((bandwidthOf !== 'both' && bandwidthOf !== way) || !strikes(fault)) continue
      left *= grown(bandwidth, strength(fault, now))
    }
    return left
  }

  /** What becomes of an answer that was good until here. */
  spoils(now: Ms, { bytes, of, between }: Exchange): Spoilt {
    let spoilt: Spoilt = Spoilt.No
    for (const fault of this.#sorted.spoiling) {
      if (isForOthers(fault, of)) continue
      const { effect } = fault
      const garbled = effect.garbledRate * strength(fault, now)
      if (garbled > 0 && strikes(fault, garbled)) return Spoilt.Garbled
      const wrong = wrongRate(effect, bytes) * strength(fault, now)
      if (wrong > 0 && strikes(fault, wrong)) spoilt = Spoilt.Wrong
      if (effect.liedToRate > 0 && fault.lotOf(between()) < effect.liedToRate && strikes(fault)) {
        spoilt = Spoilt.Wrong
      }
    }
    return spoilt
  }
}

const none = new SortedFaults([])

/** Why a request failed that an effect has answered: the code of its error, or a reason. */
export const reasonOf = ({ errorCode }: Effect): number =>
  typeof errorCode === 'number' ? errorCode : namedFailures[errorCode]

const namedFailures: { readonly [name in NamedFailure]: number } = {
  unreachable: Reason.Unreachable,
  unresolved: Reason.Unresolved,
  untrusted: Reason.Untrusted,
}

/** How much of its full strength a fault has reached. */
export function strength(fault: InForce, now: Ms): number {
  return fault.rampMs === 0 ? 1 : Math.min(1, (now - fault.since) / fault.rampMs)
}

/** A factor on its way from 1 to its full strength; there it is exact. */
export const grown = (factor: number, part: number): number =>
  part === 1 ? factor : 1 + (factor - 1) * part

/** Whether a fault touches only requests for another operation. */
const isForOthers = (fault: InForce, of: Program | undefined): boolean =>
  fault.of !== null && fault.of !== of

/** Whether a fault touches this request; chance is asked only where there is a choice. */
function strikes(fault: InForce, rate = 1): boolean {
  const chance = fault.share * rate
  if (chance < 1 && fault.random() >= chance) return false
  fault.record.touched++
  return true
}

const jitterMs = ({ effect, random }: InForce): Ms =>
  effect.jitterMs === 0 ? 0 : effect.jitterMs * random()
