/** The words for the finite resources of a component. */
import type { Bandwidth, Duration, Rate, Share, Size } from '../kernel/units.ts'

/** So many of something, of which each request holds one, or as many as `each` says. */
type Countable =
  | number
  | {
      /** How much of it one replica has. */
      readonly size: number
      /** How much of it each request holds while it is inside. Default 1. */
      readonly each?: number | undefined
    }

/**
 * The finite resources of a component: how much of each one replica has, and what each request
 * holds of it while it is inside. What is not said is endless. What happens when one is used up is
 * that resource's own rule.
 *
 * @example
 * const api = service({
 *   concurrency: 200,
 *   resources: { memory: { size: '512MB', idle: '120MB', each: '2MB' }, cpu: 4, connections: 100 },
 *   handle: work('20ms'),
 * })
 */
export type ResourcesSpec = {
  /**
   * Used up: the replica is killed, and all it was doing is lost. After `restart` (default 10 s) it
   * starts again, cold. `idle` is in use without any request; default 0.
   */
  readonly memory?:
    | {
        /** How much memory one replica has, as `'512MB'`. */
        readonly size: Size
        /** How much each request holds while it is inside. Default none. */
        readonly each?: Size | undefined
        /** In use without any request. Default none. */
        readonly idle?: Size | undefined
        /** How long until it is up again once it was killed. Default 10 s. */
        readonly restart?: Duration | undefined
        /**
         * What the collection of garbage takes, of the time of work, when half of the memory is in
         * use: work takes 1 + `gc` × used / free times as long, and 50 times at most. That is what
         * tracing what lives costs for each byte it frees: R. Jones, A. Hosking, E. Moss, The
         * Garbage Collection Handbook, 2011, section 10.5. Default none.
         */
        readonly gc?: Share | undefined
      }
    | undefined
  /** Cores: so many requests work at full speed; more share them equally, and all are slower. */
  readonly cpu?: number | undefined
  /**
   * How work gets into the way of other work in the same replica: with N pieces of it under way
   * each takes 1 + α(N − 1) + βN(N − 1) times as long. `alpha` is the share that waits for what
   * only one can have, `beta` what each pair costs that has to agree. N. J. Gunther, Guerrilla
   * Capacity Planning, 2007, chapter 4: the universal scalability law. With β, more at once than
   * √((1 − α) / β) get less done. Default: it does not.
   *
   * @example
   * service({ resources: { contention: { alpha: '3%', beta: '0.05%' } }, handle: work('20ms') })
   */
  readonly contention?:
    | {
        /** The share of work that has to queue for something: a lock, a log. Default 0. */
        readonly alpha?: Share | undefined
        /** The share that two pieces of work spend on agreeing: caches, copies. Default 0. */
        readonly beta?: Share | undefined
      }
    | undefined
  /**
   * What requests write is never given back. Used up: requests that write are turned away with code
   * 507. `idle` is in use at the start, default 0; `writes` is the share of requests that write,
   * default all.
   */
  readonly diskSpace?:
    | {
        /** How much the disk of one replica holds, as `'10GB'`. */
        readonly size: Size
        /** How much each request that writes leaves behind. */
        readonly each: Size
        /** In use at the start. Default none. */
        readonly idle?: Size | undefined
        /** The share of requests that write. Default all. */
        readonly writes?: Share | undefined
      }
    | undefined
  /**
   * How many operations the disk can do in a time, one after another; a request begins with as many
   * as `each` says, default 1. With more than it can do, all wait ever longer.
   */
  readonly diskIo?:
    | Rate
    | {
        /** How many operations it does in a time, as `'200/s'`. */
        readonly rate: Rate
        /** How many operations each request begins with. Default 1. */
        readonly each?: number | undefined
      }
    | undefined
  /** Open files and sockets. Used up: requests are turned away, "too many open files". */
  readonly fileDescriptors?: Countable | undefined
  /** Connections from callers. Used up: requests are turned away, "too many connections". */
  readonly connections?: Countable | undefined
  /**
   * Ephemeral ports for connections to others: Linux has 28,232. A port is not free again until
   * `lingers` has passed (TIME_WAIT), default 60 s. Used up: requests are turned away.
   */
  readonly ports?:
    | number
    | {
        /** How many ports one replica has, as 28,232. */
        readonly size: number
        /** How many ports each request holds while it is inside. Default 1. */
        readonly each?: number | undefined
        /** How long a port stays taken after its request has ended (TIME_WAIT). Default 60 s. */
        readonly lingers?: Duration | undefined
      }
    | undefined
  /** What its network interface carries; the messages of a request take `each` of it, in turn. */
  readonly bandwidth?:
    | {
        /** How much it carries in a time, as `'1Gbps'`. */
        readonly rate: Bandwidth
        /** How much of it the messages of one request take, as `'20KB'`. */
        readonly each: Size
      }
    | undefined
}
