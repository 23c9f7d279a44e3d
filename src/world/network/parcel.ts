/** A message while a link that is more than a latency carries it. Pooled. */
import type { Ms } from '../../kernel/units.ts'
import type { NetworkTimes } from '../../record/network-times.ts'
import type { Destination } from './message.ts'
import type { Task } from '../handling/task.ts'
import type { Memory } from '../memory.ts'
import type { Traffic } from './traffic.ts'

/** One message under way. */
export class Parcel {
  // Whom it concerns.
  job!: Task
  traffic!: Traffic
  /** That tells the direction, too. */
  to!: Destination

  // What it asks of the link.
  bytes = 0.5
  /** Its size in bits, as this try takes them. */
  bits = 0.5
  /** The most it takes of the bandwidth, in bits per millisecond. */
  rate = 0.5
  /** How many times as much as others with weight 1 it gets, where it is shared fairly. */
  weight = 0.5
  /** Time added by faults. */
  slowedMs: Ms = 0.5

  // How it goes.
  sentAt: Ms = 0.5
  /** When this try began. */
  startedAt: Ms = 0.5
  tries = 0
  /** Of this try: waiting for the link or sharing it, and sending over it. */
  queuingMs: Ms = 0.5
  sendingMs: Ms = 0.5
  /** What its time is made of, when the request is traced. */
  times: NetworkTimes | null = null

  // What the sharing of the link keeps for it.
  /** The service it has to have had to be done; what came first goes first among equals. */
  tag = 0.5
  turn = 0
  next: Parcel | null = null
}

/** Parcels to use again. */
export class ParcelPool {
  readonly #idle: Parcel[] = []
  readonly #memory: Memory

  constructor(memory: Memory) {
    this.#memory = memory
  }

  take(): Parcel {
    return this.#idle.pop() ?? this.#make()
  }

  giveBack(parcel: Parcel): void {
    parcel.times = null
    parcel.next = null
    this.#idle.push(parcel)
  }

  #make(): Parcel {
    this.#memory.grow()
    return new Parcel()
  }
}
