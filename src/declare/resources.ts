/** The words for the finite resources of a component. */
import type { Bandwidth, Duration, Rate, Share, Size } from '../kernel/units.ts'

/** So many of something, of which each request holds one, or as many as `each` says. */
type Countable = number | { readonly size: number; readonly each?: number | undefined }

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
        readonly size: Size
        readonly each?: Size | undefined
        readonly idle?: Size | undefined
        readonly restart?: Duration | undefined
      }
    | undefined
  /** Cores: so many requests work at full speed; more share them equally, and all are slower. */
  readonly cpu?: number | undefined
  /**
   * What requests write is never given back. Used up: requests that write are turned away with code
   * 507. `idle` is in use at the start, default 0; `writes` is the share of requests that write,
   * default all.
   */
  readonly diskSpace?:
    | {
        readonly size: Size
        readonly each: Size
        readonly idle?: Size | undefined
        readonly writes?: Share | undefined
      }
    | undefined
  /**
   * How many operations the disk can do in a time, one after another; a request begins with as many
   * as `each` says, default 1. With more than it can do, all wait ever longer.
   */
  readonly diskIo?: Rate | { readonly rate: Rate; readonly each?: number | undefined } | undefined
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
        readonly size: number
        readonly each?: number | undefined
        readonly lingers?: Duration | undefined
      }
    | undefined
  /** What its network interface carries; the messages of a request take `each` of it, in turn. */
  readonly bandwidth?: { readonly rate: Bandwidth; readonly each: Size } | undefined
}
