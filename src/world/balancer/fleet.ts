/** Which replicas of a component a balancer may use: the healthy ones that are not ejected. */
import type { ReplicaChange } from '../../record/replica-change.ts'
import type { Component } from '../handling/component.ts'
import type { Chooser } from './zone-balancers.ts'

/** Why a replica is out of use, as bits; one that is absent is none to count on, even in panic. */
export const Out = { Unhealthy: 1, Ejected: 2, Absent: 4 } as const

const became: {
  readonly [why: number]: readonly [out: ReplicaChange['is'], back: ReplicaChange['is']]
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
    this.#out = new Uint8Array(component.handling.replicas)
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
    const all = [...this.#out.keys()].filter(replica => (this.#out[replica] & Out.Absent) === 0)
    const inUse = all.filter(replica => this.#out[replica] === 0)
    this.isPanicking = inUse.length < this.#panicBelow * all.length
    this.#balancer.use(this.isPanicking ? all : inUse)
    this.#component.spread?.use(inUse, this.isPanicking)
  }

  #record(replica: number, is: ReplicaChange['is'], because: string): void {
    const { handling, agenda, world } = this.#component
    const change = { at: agenda.now, component: handling.name, replica, is, because }
    world.recording.replicaChanges.push(change)
  }
}
