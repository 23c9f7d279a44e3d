/** The messages of a queue, as the engine takes them. */
import type { Ms } from '../kernel/units.ts'
import type { SizeData } from './calls/call-data.ts'

/** How a queue holds messages and hands them out. */
export type MessagesData = {
  readonly capacity: number
  /** How many it holds when the run begins. */
  readonly atStart: number
  readonly deliveries: number
  readonly visibilityMs: Ms
  readonly messageBytes: SizeData
  readonly redeliverAfterMs: Ms
  readonly deadLetters: string | null
  readonly durable: boolean
  /** Whether publishers wait for room in it while it is full. */
  readonly waits: boolean
  /** Whether the more important are handed out first. */
  readonly byPriority: boolean
  /** The share of messages that nobody can handle. */
  readonly poison: number
  /** Null where all messages wait in one line. */
  readonly partitions: PartitionsData | null
  /** In order of names; known when the system is complete. */
  readonly workers: readonly string[]
}

/** The partitions of a queue. */
export type PartitionsData = {
  readonly count: number
  /** How long a worker must not have been heard of to be left out. */
  readonly sessionMs: Ms
  /** How long it takes to settle anew who takes messages of which. */
  readonly rebalanceMs: Ms
}
