/**
 * What a link can be beyond a latency: a bandwidth that messages share, congestion, loss, windows,
 * and connections that must be set up.
 */
import type { TimeSpec } from '../../kernel/distributions/index.ts'
import type { QueueBound } from '../../kernel/queue-bound.ts'
import type { Bandwidth, Duration, Share, Size } from '../../kernel/units.ts'

/**
 * How messages share a bandwidth: not at all (`none`: each as if it were alone); one after another
 * (`fifo`); all at once, max-min fairly (`fair`); or side by side, each with as much as it wants
 * for itself, while who finds too little left waits (`reserved`).
 */
export type SharingWord = 'none' | 'fifo' | 'fair' | 'reserved'

/** A bandwidth that messages share, and one in the other direction. */
export type CableSpec = {
  /**
   * How much can be sent in a time: the same each way, or another amount there and back. Of a call
   * there is to the callee, of two zones from the first to the second.
   */
  readonly bandwidth: Bandwidth | { readonly there: Bandwidth; readonly back: Bandwidth }
  /** How messages share it. Default for a cable `fair`, for a link `none`. */
  readonly sharing?: SharingWord
  /**
   * What others use of it. It leaves less for `fifo` and `reserved`, takes part in the sharing when
   * that is `fair`, and counts as utilisation. Default nothing.
   */
  readonly load?: Bandwidth
  /**
   * How much may wait, or share the link, in front of a message; it is dropped when there is more.
   * A dropped message is lost, and sent again as `loss` says. Default without bound.
   */
  readonly buffer?: Size
  /** `half` if both directions share one bandwidth. Default `full`: each has its own. */
  readonly duplex?: 'full' | 'half'
}

/**
 * A model of congestion in place of a queue: everything takes f(ρ) times as long, where ρ is the
 * utilisation, 0 to 1: what was sent of late (an average that forgets within about a second) and
 * the `load` of others, over the bandwidth.
 */
export type CongestionSpec =
  | {
      /** f(ρ) = 1 + slope · ρ. */
      readonly model: 'linear'
      /** Default 1: twice as long at full utilisation. */
      readonly slope?: number
    }
  | {
      /** f(ρ) = e^(steepness · ρ). */
      readonly model: 'exponential'
      /** Default 2: 7.4 times as long at full utilisation. */
      readonly steepness?: number
    }
  | {
      /** f(ρ) is the factor of the last step that ρ is above, and 1 below the first. */
      readonly model: 'step'
      /** In rising order. Default 2 above 70 %, 5 above 90 %. */
      readonly steps?: readonly { readonly above: Share; readonly factor: number }[]
    }

/** Lost messages. */
export type LossSpec = {
  /** The share of messages that is lost, each way. Default 0. */
  readonly rate?: Share
  /** The share that is lost in congestion. Default: `rate`. */
  readonly congested?: Share
  /** The utilisation above which there is congestion. Default 90 %. */
  readonly above?: Share
  /**
   * Whether the transport sends again what is lost (`retransmit`, as TCP does), or nobody does
   * (`none`): then the caller waits until it gives up. Default `retransmit`.
   */
  readonly transport?: 'retransmit' | 'none'
  /**
   * How long after it has left a lost message is sent again; twice as long each further time.
   * Default 200 ms.
   */
  readonly rto?: Duration
  /** How often at most; then it is lost for good. Default 6. */
  readonly retransmissions?: number
}

/** What it takes to set up a connection. Without `keepAlive` each attempt makes one of its own. */
export type ConnectionSpec = {
  /** Looking up the name. Default no time. */
  readonly dns?: TimeSpec
  /** Round trips of the transport, each over the link’s own latency. Default 1. */
  readonly tcp?: number
  /** Round trips of the encryption: 1 for TLS 1.3, 2 for TLS 1.2. Default 1. */
  readonly tls?: number
}

/** Connections that are kept to be used again: a pool in each replica of the caller. */
export type KeepAliveSpec = {
  /** How many there are at most, in use or not. Default without bound. */
  readonly most?: number
  /**
   * So many are opened when a replica of the caller starts, and again whenever fewer are open: idle
   * ones that the caller's `idle` does not close (`min` of a pool, `minimumIdle` of HikariCP).
   * Default 0: one is opened when a call needs it.
   *
   * @example
   * const network = { 'web->db': { latency: '1ms', keepAlive: { least: 5, most: 20 } } } as const
   */
  readonly least?: number
  /**
   * One of the `least` that could not be opened, or was not answered for so long, is tried again
   * after this time. Until one was made, calls wait in the `queue`. Needs `least`. Default 1 s.
   */
  readonly reconnect?: Duration
  /** One that was not used for so long is closed. Default 90 s. */
  readonly idle?: Duration
  /** One is closed after so many requests (`maxRequestsPerConnection` of Istio). Default: never. */
  readonly maxRequests?: number
  /**
   * How many requests one connection carries at the same time: streams of HTTP/2, commands that a
   * client of Redis sends without waiting for answers. While one with room is being made, calls
   * wait for it. Whatever breaks a connection off fails all that is on it; who gives up leaves the
   * others alone. Default 1.
   *
   * @example
   * const network = {
   *   'web->redis': { latency: '1ms', keepAlive: { most: 1, atOnce: 'unbounded' } },
   * } as const
   */
  readonly atOnce?: QueueBound
  /**
   * Whether answers come in the order of the requests, as in pipelines of HTTP/1.1: each waits for
   * those before it, and who gives up closes the connection, and so fails all behind it. Needs
   * `atOnce`. Default false.
   */
  readonly inOrder?: boolean
  /** Whether a call that finds all in use waits, or is rejected (`refuse`). Default `wait`. */
  readonly whenFull?: 'wait' | 'refuse'
  /** How many may wait; further ones are rejected, unless it is 'unbounded'. Default 1000. */
  readonly queue?: QueueBound
}

/** What a link can say besides its latency. */
export type TrafficParts<Cable extends string = string> = Partial<CableSpec> & {
  /** The cable it runs over, whose bandwidth it shares with all others there. Default none. */
  readonly over?: Cable
  /**
   * How many times as much as a message of another link each gets of a cable that is shared fairly:
   * so many equal shares. Default 1.
   *
   * @example
   * const network = {
   *   'shop->db': { over: 'uplink', latency: '2ms', weight: 4 },
   *   'backup->db': { over: 'uplink', latency: '2ms' },
   * } as const
   */
  readonly weight?: number
  /** The most that one message takes of the bandwidth. Default all of it. */
  readonly rate?: Bandwidth
  /**
   * How much may be under way unacknowledged: a longer message is sent at no more than window /
   * round trip, the mean one of this link. Default without bound.
   */
  readonly window?: Size
  /**
   * The size of a segment. With it a `loss.rate` p, taken as that of segments, narrows the window
   * to mss · √(3/2) / √p, which is the throughput by Mathis et al. (1997) for one acknowledgement a
   * segment. Default: loss narrows no window.
   */
  readonly mss?: Size
  /** A model of congestion, for a link without `sharing`. Default none. */
  readonly congestion?: CongestionSpec
  /** The share of messages that is lost, or more about that. Default none. */
  readonly loss?: Share | LossSpec
  /** What a connection takes to be set up. Default nothing. */
  readonly connection?: ConnectionSpec
  /** Connections are kept. Default: with `connection`, each attempt makes one. */
  readonly keepAlive?: KeepAliveSpec
}
