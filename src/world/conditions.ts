/**
 * The faults in force in one place: a replica, or a link. Whoever stands there asks when it
 * matters; a fault that ends leaves the list, and nothing has to be restored.
 */
import type { Effect } from '../faults/effect.ts'
import type { Random } from '../kernel/streams.ts'
import type { Ms } from '../kernel/units.ts'
import type { FaultRecord } from '../record/fault-record.ts'

/** A fault while it is in force: what it changes, since when, and on how much. */
export type InForce = {
  readonly effect: Effect
  readonly since: Ms
  readonly rampMs: Ms
  /** The share of requests it touches. */
  readonly share: number
  readonly random: Random
  readonly record: FaultRecord
}

/** What is in force now. */
export class Conditions {
  /** True while nothing is: the quick question before all others. */
  quiet = true
  /** When the error that `errorCode` has last told of says to come again; NaN if it does not. */
  retryAfterMs: Ms = NaN
  #inForce: readonly InForce[] = []

  begin(fault: InForce): void {
    this.#inForce = [...this.#inForce, fault]
    this.quiet = false
  }

  end(fault: InForce): void {
    this.#inForce = this.#inForce.filter(other => other !== fault)
    this.quiet = this.#inForce.length === 0
  }

  /** Whether nothing runs here. */
  get isDown(): boolean {
    return this.#inForce.some(fault => fault.effect.down)
  }

  /** Whether callers are turned away while nothing runs: one silent crash silences all. */
  get refuses(): boolean {
    return this.#inForce.every(fault => !fault.effect.down || fault.effect.refuses)
  }

  /** Notes that everything down here has touched one more request. */
  touchDown(): void {
    for (const fault of this.#inForce) if (fault.effect.down) fault.record.touched++
  }

  /** Time added to a message, all faults together. */
  addedMs(now: Ms): Ms {
    return this.slow(now).addMs
  }

  /**
   * What befalls a request, drawn once for each fault: the time added to it, and how many times as
   * long its work takes by the faults that touch only a share of requests.
   */
  slow(now: Ms): { readonly addMs: Ms; readonly factor: number } {
    let [addMs, factor] = [0, 1]
    for (const fault of this.#inForce) {
      const { effect } = fault
      const isForAll = fault.share === 1
      if (effect.addMs === 0 && (effect.factor === 1 || isForAll)) continue
      if (!strikes(fault)) continue
      addMs += effect.addMs * strength(fault, now)
      if (!isForAll) factor *= 1 + (effect.factor - 1) * strength(fault, now)
    }
    return { addMs, factor }
  }

  /** How many times as long any work that begins now takes, by the faults that touch all. */
  factor(now: Ms): number {
    let factor = 1
    for (const fault of this.#inForce) {
      if (fault.effect.factor === 1 || fault.share < 1) continue
      fault.record.touched++
      factor *= 1 + (fault.effect.factor - 1) * strength(fault, now)
    }
    return factor
  }

  /** The code of the error that answers a request; 0 when none does. */
  errorCode(now: Ms): number {
    for (const fault of this.#inForce) {
      const rate = fault.effect.errorRate * strength(fault, now)
      if (rate === 0 || !strikes(fault, rate)) continue
      this.retryAfterMs = fault.effect.retryAfterMs
      return fault.effect.errorCode
    }
    return 0
  }

  /**
   * Whether a message on its way there, or back, is lost. A fault that takes a share of requests
   * both ways takes them on the way there: what it has spared once comes back.
   */
  loses(way: 'lossThere' | 'lossBack', now: Ms): boolean {
    for (const fault of this.#inForce) {
      const rate = fault.effect[way] * strength(fault, now)
      const isSpared = way === 'lossBack' && fault.effect.lossThere > 0 && fault.share * rate < 1
      if (isSpared) continue
      if (rate > 0 && strikes(fault, rate)) return true
    }
    return false
  }

  /** What a health check meets here: whatever a request would. */
  probed(now: Ms): Probed {
    if (this.isDown) {
      this.touchDown()
      return this.refuses ? { afterMs: 0, passed: false } : unanswered
    }
    if (this.loses('lossThere', now)) return unanswered
    if (this.errorCode(now) !== 0) return { afterMs: 0, passed: false }
    const { addMs } = this.slow(now)
    return this.loses('lossBack', now) ? unanswered : { afterMs: addMs, passed: true }
  }
}

/** What a health check meets: an answer after some time, or after Infinity none. */
export type Probed = { readonly afterMs: Ms; readonly passed: boolean }

const unanswered: Probed = { afterMs: Infinity, passed: false }

/** How much of its full strength a fault has reached. */
function strength(fault: InForce, now: Ms): number {
  return fault.rampMs === 0 ? 1 : Math.min(1, (now - fault.since) / fault.rampMs)
}

/** Whether a fault touches this request; chance is asked only where there is a choice. */
function strikes(fault: InForce, rate = 1): boolean {
  const chance = fault.share * rate
  if (chance < 1 && fault.random() >= chance) return false
  fault.record.touched++
  return true
}
