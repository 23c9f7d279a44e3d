/** How the messages on one direction of a link share its bandwidth. */
import type { Ms } from '../../kernel/units.ts'
import type { Parcel } from './parcel.ts'

/** Carries messages, and tells their traffic when each has left the sender. */
export interface Sharing {
  /** Bits in front of a message that would come now: those that wait, or that share the link. */
  backlog(now: Ms): number
  /** Takes a message in; its traffic learns by `left` when its last bit is on the way. */
  carry(parcel: Parcel, now: Ms): void
  /** Messages that take at most so much of the bandwidth, with such a weight, are going to come. */
  expect?(rate: number, weight: number): void
}

/** The capacity of one direction: all in bits per millisecond. */
export type Capacity = {
  readonly bandwidth: number
  /** What others use of it. */
  readonly load: number
}
