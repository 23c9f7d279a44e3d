/**
 * How what belongs to a connection, and is no call of its own, gets over a link: with its latency,
 * and again and again where it is lost, as TCP sends it.
 */
import { Alarm } from '../../kernel/alarm.ts'
import type { Ms } from '../../kernel/units.ts'
import {
  connectingPlainly,
  crossing,
  isCutOff,
  isLostOnLeaving,
} from '../../world/faults/passage.ts'
import { reasonOf } from '../../world/faults/conditions.ts'
import type { Component } from '../../world/handling/component.ts'
import type { Link, Way } from '../../world/network/link.ts'

/** How long a packet is waited for at first; twice as long each time. */
export const FIRST_PATIENCE_MS = 200
/** A connection on which nothing came through for so long is given up. */
export const LONGEST_PATIENCE_MS = FIRST_PATIENCE_MS * 2 ** 10

/** What became of it. */
export type Arrival = {
  readonly arrived: () => void
  /** It met an error on its way: the number of its reason, or 0 where it was lost too often. */
  readonly failed: (reason: number) => void
}

/** The way between a caller and one component. */
export class Road {
  readonly #link: Link
  readonly #callee: Component
  readonly #alarm: Alarm<() => void>

  constructor(link: Link, callee: Component) {
    this.#link = link
    this.#callee = callee
    this.#alarm = new Alarm(callee.agenda, arrived => arrived())
  }

  /** Sends something to the component. */
  there(arrival: Arrival): void {
    this.#send('there', arrival, FIRST_PATIENCE_MS, 0)
  }

  /** Sends something from the component back to the caller. */
  back(bytes: number, arrival: Arrival): void {
    this.#send('back', arrival, FIRST_PATIENCE_MS, bytes)
  }

  #send(way: Way, arrival: Arrival, patience: Ms, bytes: number): void {
    const { agenda } = this.#callee
    const { error, isLost, addedMs } = this.#met(way)
    if (error !== null) return this.#alarm.set(agenda.now, () => arrival.failed(error))
    if (!isLost) {
      const sent = way === 'back' ? this.#link.backBytes(bytes) : bytes
      const latency = this.#link.latencyMs(this.#link.feltBytes(sent, agenda.now, way), null)
      return this.#alarm.set(agenda.now + latency + addedMs, arrival.arrived)
    }
    const isGivenUp = patience >= LONGEST_PATIENCE_MS
    this.#alarm.set(agenda.now + patience, () =>
      isGivenUp ? arrival.failed(0) : this.#send(way, arrival, patience * 2, bytes),
    )
  }

  #met(way: Way): { error: number | null; isLost: boolean; addedMs: Ms } {
    const { now } = this.#callee.agenda
    const { conditions } = this.#callee.replicas[0]
    const there = this.#link.conditions
    if (way === 'back') {
      const isLost = isLostOnLeaving(conditions, now) || isLostOnLeaving(there, now)
      return { error: null, isLost, addedMs: there.quiet ? 0 : there.heldMs(now) }
    }
    if (isCutOff(conditions, now)) return { error: null, isLost: true, addedMs: 0 }
    if (there.quiet) return { error: null, isLost: false, addedMs: 0 }
    const met = crossing(there, now, { meets: connectingPlainly, loss: null })
    return { ...met, error: met.error && reasonOf(met.error) }
  }
}
