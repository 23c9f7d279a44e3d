/** Which replicas of a component a balancer may use: the healthy ones that are not ejected. */
import type { ReplicaUse } from '../../record/replica-change.ts'
import type { Component } from '../handling/component.ts'
import type { Chooser } from './zone-balancers.ts'

/**
 * Why a replica is out of use, as bits; one that is absent is none to count on, even in panic, and
 * one that is spare is not there at all.
 */
export const Out = { Unhealthy: 1, Ejected: 2, Absent: 4 } as const
const SPARE = 8
const NOT_THERE = SPARE | Out.Absent
const ANY = NOT_THERE | Out.Unhealthy | Out.Ejected

/** 1 for a replica that is out for none of these reasons, else 0. */
const isFree = (out: number, reasons: number): 0 | 1 => ((out & reasons) === 0 ? 1 : 0)

const became: {
  readonly [why: number]: readonly [out: ReplicaUse, back: ReplicaUse]
} = {
  [Out.Unhealthy]: ['unhealthy', 'healthy'],
  [Out.Ejected]: ['ejected', 'returned'],
  [Out.Absent]: ['unready', 'ready'],
}

/** Keeps a balancer from what is out of use, unless too much is: then all are better than few. */
export class Fleet {
  /** Too few are in use, so all of them are used. */
  isPanicking = false
  readonly #component: Component
  #balancer: Chooser
  readonly #panicBelow: number
  /** By replica: why it is out, as bits. */
  readonly #out: Uint8Array
  /** How many there are; of those, not absent; and of those, in use. */
  #there: number
  #present: number
  #inUse: number

  /** @param panicBelow if a smaller share than this is in use, all are used */
  constructor(component: Component, balancer: Chooser, panicBelow: number) {
    this.#component = component
    this.#balancer = balancer
    this.#panicBelow = panicBelow
    const { replicas, atStart } = component.handling
    this.#out = new Uint8Array(replicas)
    this.#there = this.#present = this.#inUse = replicas
    for (let replica = atStart; replica < replicas; replica++) this.#become(replica, SPARE)
  }

  /** Whether a replica is not there: it is one more than is wanted. */
  isSpare(replica: number): boolean {
    return (this.#out[replica] & SPARE) !== 0
  }

  /** A replica is wanted from now on, or is not; what was found out about it before is void. */
  want(replica: number, isWanted: boolean): void {
    this.#become(replica, (this.#out[replica] & Out.Ejected) | (isWanted ? 0 : SPARE))
  }

  /** Another balancer is kept from what is out of use. */
  turn(balancer: Chooser): void {
    this.#balancer = balancer
    this.#tellAll(this.isPanicking)
  }

  /** How many there are, in use or not. */
  get size(): number {
    return this.#there
  }

  /** A replica goes out of use for a reason, and that is put on the record. */
  takeOut(replica: number, why: number, because: string): void {
    this.#record(replica, became[why][0], because)
    this.#become(replica, this.#out[replica] | why)
  }

  /** The reason holds no more. */
  takeBack(replica: number, why: number, because: string): void {
    this.#record(replica, became[why][1], because)
    this.#become(replica, this.#out[replica] & ~why)
  }

  /** Only what changes is told, and not all of them each time: there may be thousands. */
  #become(replica: number, out: number): void {
    const before = this.#out[replica]
    this.#out[replica] = out
    const there = isFree(out, SPARE) - isFree(before, SPARE)
    const inUse = isFree(out, ANY) - isFree(before, ANY)
    this.#there += there
    this.#present += isFree(out, NOT_THERE) - isFree(before, NOT_THERE)
    this.#inUse += inUse
    const isPanicking = this.#inUse < this.#panicBelow * this.#present
    if (isPanicking === this.isPanicking) this.#tell(replica, before, out)
    else this.#tellAll(isPanicking)
    const { spread } = this.#component
    spread?.become(replica, { there, inUse })
    if (spread !== null) spread.isPanicking = isPanicking
  }

  #tell(replica: number, before: number, out: number): void {
    const keepsOut = this.#keepsOut
    if (isFree(out, keepsOut) === isFree(before, keepsOut)) return
    if (isFree(out, keepsOut) === 1) this.#balancer.takeBack(replica)
    else this.#balancer.takeOut(replica)
  }

  #tellAll(isPanicking: boolean): void {
    this.isPanicking = isPanicking
    const keepsOut = this.#keepsOut
    this.#balancer.use([...this.#out.keys()].filter(at => isFree(this.#out[at], keepsOut) === 1))
  }

  get #keepsOut(): number {
    return this.isPanicking ? NOT_THERE : ANY
  }

  #record(replica: number, is: ReplicaUse, because: string): void {
    const { handling, agenda, world } = this.#component
    const change = { at: agenda.now, component: handling.name, replica, is, because }
    world.recording.replicaChanges.push(change)
  }
}
