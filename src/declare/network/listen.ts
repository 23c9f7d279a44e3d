/** The words for how a component takes the connections of its callers. */
import type { QueueBound } from '../../kernel/queue-bound.ts'
import type { Duration, Rate } from '../../kernel/units.ts'

/**
 * How a component takes connections: what a server's settings say. It is about callers whose links
 * make connections (`connection`, `keepAlive`); all others have none.
 *
 * @example
 * const db = store({
 *   time: '2ms',
 *   listen: { maxConnections: 100, idle: '10m', accepts: '200/s', backlog: 128 },
 * })
 */
export type ListenSpec = {
  /**
   * How many may be open at once to one replica, in use or not (`max_connections` of PostgreSQL).
   * A further one is turned away when it is set up: "too many connections". Default: any number.
   */
  readonly maxConnections?: number | undefined
  /**
   * One that was not used for so long is closed from this side (`keepAliveTimeout` of Node.js). A
   * request that sets out before its caller has heard of that, within the last round trip, meets
   * "connection reset". Default: it is left to callers.
   */
  readonly idle?: Duration | undefined
  /**
   * One is closed after so many requests, with the last answer (`keepalive_requests` of nginx).
   * Default: never.
   */
  readonly maxRequests?: number | undefined
  /**
   * How many can be set up in a time, one after another, by each replica that runs: a process that
   * is forked, a key that is agreed upon. Default: it takes no time.
   */
  readonly accepts?: Rate | undefined
  /**
   * How many may wait to be accepted; a further one is refused. Needs `accepts`. Default 4,096.
   */
  readonly backlog?: QueueBound | undefined
}
