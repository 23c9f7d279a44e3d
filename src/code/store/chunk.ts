/** What goes over a connection to a store in one piece, as the request of a call. */
import type { Attempt } from '../../record/journey.ts'
import type { Asks } from '../../world/calls/asked.ts'
import type { StoreConnection } from './connection.ts'

/** Bytes that the client has sent together. */
export type Chunk = Asks & {
  readonly connection: StoreConnection
  readonly number: number
  readonly bytes: Uint8Array
  /** The journey of the request in whose course it was sent, if that is followed. */
  readonly within: Attempt | null
  hasArrived: boolean
  /** How many pieces the store had said when it had done with this one. */
  answeredUpTo: number
}
