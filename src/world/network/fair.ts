/**
 * Fair sharing: all messages under way are sent at the same time, each at its max-min fair share of
 * the bandwidth: who wants less than an equal share gets what it wants, and the others share the
 * rest equally, or in proportion to their weights. Without limits of their own that is processor
 * sharing, and with weights discriminatory processor sharing (G. Fayolle, I. Mitrani, R.
 * Iasnogorodski, Sharing a Processor Among Many Job Classes, JACM 27, 1980).
 */
import { Alarm } from '../../kernel/alarm.ts'
import type { Agenda } from '../../kernel/agenda.ts'
import { invariant } from '../../kernel/errors.ts'
import type { Ms } from '../../kernel/units.ts'
import type { Usage } from '../../record/usage.ts'
import { Flows } from './flows.ts'
import type { Parcel } from './parcel.ts'
import type { Capacity, Sharing } from './sharing.ts'

const NEVER = Number.POSITIVE_INFINITY

/**
 * Shares the bandwidth anew whenever a message comes or is done. Load by others is one more that
 * shares, and wants as much as was declared. Messages with the same limit and weight are kept
 * together, so a change costs as much as there are limits, not messages.
 */
export class Fair implements Sharing {
  readonly #agenda: Agenda
  readonly #alarm: Alarm<null>
  readonly #bandwidth: number
  readonly #load: number
  readonly #usage: Usage
  /** By the limit of one share of theirs, the smallest first. */
  readonly #all: Flows[] = []
  /** Until when service is accounted for. */
  #since: Ms = 0.5
  /** Who is done next, and when. */
  #next: Flows | null = null
  #nextAt: Ms = NEVER
  /** The one ring of the alarm that means something. */
  #armedFor: Ms = NEVER

  constructor(agenda: Agenda, { bandwidth, load }: Capacity, usage: Usage) {
    this.#agenda = agenda
    this.#alarm = new Alarm(agenda, () => this.#ring())
    this.#bandwidth = bandwidth
    this.#load = load
    this.#usage = usage
    this.#since = 0
  }

  /** Makes a place for messages that take at most so much each. */
  expect(rate: number, weight: number): void {
    if (this.#find(rate, weight) !== undefined) return
    this.#all.push(new Flows(Math.min(rate, this.#bandwidth), weight))
    this.#all.sort((a, b) => a.most / a.weight - b.most / b.weight)
  }

  #find(rate: number, weight: number): Flows | undefined {
    const most = Math.min(rate, this.#bandwidth)
    return this.#all.find(flows => flows.most === most && flows.weight === weight)
  }

  backlog(now: Ms): number {
    this.#serve(now)
    let bits = 0
    for (const flows of this.#all) bits += flows.bits
    return bits
  }

  carry(parcel: Parcel, now: Ms): void {
    this.#serve(now)
    this.#flowsOf(parcel).add(parcel)
    this.#share(now)
  }

  #flowsOf({ rate, weight }: Parcel): Flows {
    const found = this.#find(rate, weight)
    invariant(found !== undefined, `nobody expected messages of ${rate} bits per ms`)
    return found
  }

  /** Everybody has been served at the same rates since the last change. */
  #serve(now: Ms): void {
    const elapsed = now - this.#since
    this.#since = now
    if (elapsed > 0) for (const flows of this.#all) flows.served += flows.rate * elapsed
  }

  /** Gives each its share, the smallest wish first, and finds out who will be done first. */
  #share(now: Ms): void {
    let left = this.#bandwidth
    let sharers = this.#load > 0 ? 1 : 0
    let isLoadServed = this.#load === 0
    for (const { count, weight } of this.#all) sharers += count * weight
    this.#nextAt = NEVER
    for (const flows of this.#all) {
      if (!isLoadServed && this.#load <= flows.most / flows.weight) {
        isLoadServed = true
        left -= Math.min(this.#load, left / sharers--)
      }
      if (flows.count === 0) continue
      flows.rate = Math.min(flows.most, (left / sharers) * flows.weight)
      left -= flows.rate * flows.count
      sharers -= flows.count * flows.weight
      this.#consider(flows, now)
    }
    if (!isLoadServed) left -= Math.min(this.#load, left)
    this.#usage.set(now, 1 - Math.max(0, left) / this.#bandwidth)
    this.#arm()
  }

  #consider(flows: Flows, now: Ms): void {
    const needs = Math.max(0, flows.first.tag - flows.served)
    const doneAt = now + needs / flows.rate
    if (doneAt >= this.#nextAt) return
    this.#next = flows
    this.#nextAt = doneAt
  }

  #arm(): void {
    if (this.#nextAt >= this.#armedFor) return
    this.#armedFor = this.#nextAt
    this.#alarm.set(this.#nextAt, null)
  }

  /** No alarm can be taken back: one that was overtaken is not heard, an early one is set anew. */
  #ring(): void {
    const { now } = this.#agenda
    if (now !== this.#armedFor) return
    this.#armedFor = NEVER
    if (this.#nextAt > now) return this.#arm()
    const flows = this.#next as Flows
    this.#serve(now)
    const parcel = flows.finishFirst()
    this.#share(now)
    parcel.sendingMs = parcel.bits / flows.most
    parcel.queuingMs = lost(now - parcel.startedAt, parcel.sendingMs)
    parcel.traffic.left(parcel, 0)
  }
}

/** What it took longer than alone; a difference by rounding is none. */
function lost(elapsed: Ms, alone: Ms): Ms {
  const more = elapsed - alone
  return more > 1e-9 * alone ? more : 0
}
