/** What the time of a message on the network is made of. */
import type { Ms } from '../kernel/units.ts'

/** Where the time of one message went, or of several together, in milliseconds. */
export class NetworkTimes {
  /** Declared or drawn as a whole: a preset, or `latency`. */
  latency: Ms = 0
  /** The distance at 200,000 km/s. */
  propagation: Ms = 0
  /** The hops on the way. */
  processing: Ms = 0
  /** The size over the bandwidth, or over what the window allows. */
  transmission: Ms = 0
  /** Waiting for the link, or sharing it with others; and what a model of congestion adds. */
  queuing: Ms = 0
  /** The random part on top. */
  jitter: Ms = 0
  /** Waiting until what was lost is sent again. */
  retransmission: Ms = 0
  /** Waiting for a connection, and setting it up. */
  connecting: Ms = 0
  /** Added by faults. */
  slowed: Ms = 0

  /** Adds the times of another message. */
  add(other: NetworkTimes): void {
    for (const part of Object.keys(other) as Part[]) this[part] += other[part]
  }
}

type Part = Exclude<keyof NetworkTimes, 'add'>

/** A digest needs no parts of what it reads as a whole. */
export const wholesOnly = (_key: string, value: unknown): unknown =>
  value instanceof NetworkTimes ? undefined : value
