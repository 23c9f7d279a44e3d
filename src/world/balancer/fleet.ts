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
  readonly #balancer: Chooser
  readonly #panicBelow: number
  /** By replica: why it is out, as bits. */
  readonly #out: Uint8Array

  /** @param panicBelow if a smaller share than this is in use, all are used */
  constructor(component: Component, balancer: Chooser, panicBelow: number) {
    this.#component = component
    this.#balancer = balancer
    this.#panicBelow = panicBelow
    const { replicas, atStart } = component.handling
    this.#out = new Uint8Array(replicas).fill(SPARE, atStart)
    if (atStart < replicas) this.#tell()
  }

  /** Whether a replica is not there: it is one more than is wanted. */
  isSpare(replica: number): boolean {
    return (this.#out[replica] & SPARE) !== 0
  }

  /** A replica is wanted from now on, or is not; what was found out about it before is void. */
  want(replica: number, isWanted: boolean): void {
    this.#out[replica] = (this.#out[replica] & Out.Ejected) | (isWanted ? 0 : SPARE)
    this.#tell()
  }

  /** How many there are, in use or not. */
  get size(): number {
    return this.#there.length
  }

  get #there(): number[] {
    return [...this.#out.keys()].filter(replica => !this.isSpare(replica))
  }

  /** A replica goes out of use for a reason, and that is put on the record. */
  takeOut(replica: number, why: number, because: string): void {
    this.#out[replica] |= why
    this.#record(replica, became[why][0], because)
    this.#tell()
  }

  /** The reason holds no more. */
  takeBack(replica: number, why: number, because: string): void {
    this.#out[replica] &= ~why
    this.#record(replica, became[why][1], because)
    this.#tell()
  }

  #tell(): void {
    const there = this.#there
    const all = there.filter(replica => (this.#out[replica] & Out.Absent) === 0)
    const inUse = all.filter(replica => this.#out[replica] === 0)
    this.isPanicking = inUse.length < this.#panicBelow * all.length
    this.#balancer.use(this.isPanicking ? all : inUse)
    this.#component.spread?.use({ there, inUse, isPanicking: this.isPanicking })
  }

  #record(replica: number, is: ReplicaUse, because: string): void {
    const { handling, agenda, world } = this.#component
    const change = { at: agenda.now, component: handling.name, replica, is, because }
    world.recording.replicaChanges.push(change)
  }
}
