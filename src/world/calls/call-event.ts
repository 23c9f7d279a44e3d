/** The events of a call, as its call site hears of them. */
import { Message } from '../network/message.ts'

/** What can happen to a call; the first two happen to its messages. */
export const CallEvent = {
  ...Message,
  AttemptTimedOut: 2,
  DeadlinePassed: 3,
  RetryDue: 4,
  TurnedAway: 5,
} as const
