/** Reserved bandwidth: a message takes all it may, for itself; who finds too little left waits. */
import { Alarm } from '../../kernel/alarm.ts'
import type { Agenda } from '../../kernel/agenda.ts'
import type { Ms } from '../../kernel/units.ts'
import type { Usage } from '../../record/usage.ts'
import type { Parcel } from './parcel.ts'
import type { Capacity, Sharing } from './sharing.ts'

/** 100 + 300 + 200 leave 400, but for the last bit of a binary number. */
const ROUNDING = 1 + 1e-12

/** Messages side by side, each with bandwidth of its own; first come, first served. */
export class Reserved implements Sharing {
  readonly #agenda: Agenda
  readonly #alarm: Alarm<Parcel>
  readonly #bandwidth: number
  readonly #load: number
  readonly #usage: Usage
  #first: Parcel | null = null
  #last: Parcel | null = null
  #waitingBits = 0.5
  #carried = 0
  /** Bandwidth taken now. */
  #taken = 0.5

  constructor(agenda: Agenda, { bandwidth, load }: Capacity, usage: Usage) {
    this.#agenda = agenda
    this.#alarm = new Alarm(agenda, parcel => this.#done(parcel))
    this.#bandwidth = bandwidth - load
    this.#load = load
    this.#usage = usage
    this.#waitingBits = 0
    this.#taken = 0
  }

  backlog(): number {
    return this.#waitingBits
  }

  carry(parcel: Parcel, now: Ms): void {
    if (this.#first === null && this.#fits(parcel)) return this.#start(parcel, now)
    if (this.#last === null) this.#first = parcel
    else this.#last.next = parcel
    this.#last = parcel
    this.#waitingBits += parcel.bits
  }

  #fits(parcel: Parcel): boolean {
    return this.#taken + this.#shareOf(parcel) <= this.#bandwidth * ROUNDING
  }

  #shareOf(parcel: Parcel): number {
    return Math.min(parcel.rate, this.#bandwidth)
  }

  #start(parcel: Parcel, now: Ms): void {
    this.#carried++
    this.#taken += this.#shareOf(parcel)
    this.#note(now)
    parcel.queuingMs = now - parcel.startedAt
    parcel.sendingMs = parcel.bits / this.#shareOf(parcel)
    this.#alarm.set(now + parcel.sendingMs, parcel)
  }

  #done(parcel: Parcel): void {
    const { now } = this.#agenda
    this.#carried--
    this.#taken = this.#carried === 0 ? 0 : this.#taken - this.#shareOf(parcel)
    this.#note(now)
    parcel.traffic.left(parcel, 0)
    this.#startNext(now)
  }

  #startNext(now: Ms): void {
    for (let next = this.#first; next !== null && this.#fits(next); next = this.#first) {
      this.#first = next.next
      if (this.#first === null) this.#last = null
      next.next = null
      this.#waitingBits = this.#first === null ? 0 : this.#waitingBits - next.bits
      this.#start(next, now)
    }
  }

  #note(now: Ms): void {
    this.#usage.set(now, (this.#taken + this.#load) / (this.#bandwidth + this.#load))
  }
}
