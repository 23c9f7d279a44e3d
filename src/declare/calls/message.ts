/** What a publishing says of its message: the options, their schema, and their data. */
import * as v from 'valibot'
import { distributionOf } from '../../kernel/distributions/index.ts'
import type { Distribution, TimeSpec } from '../../kernel/distributions/index.ts'
import { readBy, wholeNumber } from '../../kernel/schema.ts'

/** What a publishing may say besides how its call is made. */
export type MessageSpec = {
  /**
   * How important the message is: 0 is the most, 9 the least, as `priority` of clients; the call
   * that delivers it hands that on. Needs a queue with `order: 'priority'`. Default: as the
   * request, which is 5 unless clients say otherwise.
   */
  readonly priority?: number | undefined
  /**
   * How long the queue keeps it until it may be delivered, a time or a law; its lag counts from
   * then on. Not into `partitions`. Default: not at all.
   */
  readonly delay?: TimeSpec | undefined
}

/** What is said of a message, as the engine takes it. */
export type MessageData = {
  /** Null: that of the request. */
  readonly priority: number | null
  /** Null: none. */
  readonly delay: Distribution | null
}

/** What may be said of a message. */
export const messageEntries = {
  priority: v.optional(wholeNumber(0, 9, 'priority: 0')),
  delay: v.optional(readBy(distributionOf)),
}

/** What a publishing says of its message; left out when that is nothing. */
export function messageOf(
  priority: number | undefined,
  delay: Distribution | undefined,
): { readonly message?: MessageData } {
  if (priority === undefined && delay === undefined) return {}
  return { message: { priority: priority ?? null, delay: delay ?? null } }
}
