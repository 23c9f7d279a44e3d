/** Links with traffic, as the engine takes them: bits, milliseconds, shares from 0 to 1. */
import type { Distribution } from '../../kernel/distributions/index.ts'
import type { Ms } from '../../kernel/units.ts'
import type { SharingWord } from './network.ts'

/** A bandwidth and how it is shared. */
export type CapacityData = {
  readonly sharing: SharingWord
  /** There, and on the way back. */
  readonly bitsPerMs: number
  readonly backBitsPerMs: number
  readonly loadBitsPerMs: number
  readonly bufferBytes: number
  readonly isHalfDuplex: boolean
}

export type CongestionData =
  | { readonly model: 'linear'; readonly slope: number }
  | { readonly model: 'exponential'; readonly steepness: number }
  | {
      readonly model: 'step'
      readonly steps: readonly { readonly above: number; readonly factor: number }[]
    }

export type LossData = {
  readonly rate: number
  readonly congested: number
  readonly above: number
  readonly retransmits: boolean
  readonly rtoMs: Ms
  readonly most: number
}

export type ConnectionData = {
  readonly dns: Distribution | null
  /** To set up one: of the transport, and of the encryption. */
  readonly roundTrips: number
  /** Whether nobody looks at a certificate. */
  readonly isTrusting: boolean
  readonly most: number
  /** So many are open though nobody needs them. */
  readonly least: number
  /** When one of these could not be opened: how long until the next try. */
  readonly reconnectMs: Ms
  /** 0 when none is kept. */
  readonly idleMs: Ms
  /** How many requests go over one. */
  readonly requests: number
  /** How many are on one at the same time, and whether their answers come in their order. */
  readonly atOnce: number
  readonly isInOrder: boolean
  readonly whenFull: 'wait' | 'refuse'
  readonly queue: number
}

/** How a component takes connections, to each of its replicas; Infinity where all are welcome. */
export type ListenData = {
  readonly most: number
  readonly idleMs: Ms
  readonly requests: number
  /** How long it takes to accept one, for itself; 0 for no time. */
  readonly acceptMs: Ms
  readonly backlog: number
}

/** What a link is beyond a latency. */
export type TrafficData = {
  /** Its own bandwidth; null when it has none, or runs over a cable. */
  readonly capacity: CapacityData | null
  /** The cable. */
  readonly over: string | null
  /** So many equal shares of a cable does each message get. */
  readonly weight: number
  /** What one message takes at most, and one longer than the window, in bits per millisecond. */
  readonly rate: number
  readonly windowBytes: number
  readonly windowRate: number
  readonly congestion: CongestionData | null
  readonly loss: LossData | null
  readonly connection: ConnectionData | null
}
