/** What can happen to the messages of a call site, and so which way each of them goes. */
import type { Actor } from '../../kernel/agenda.ts'
import type { Ms } from '../../kernel/units.ts'
import type { Attempt } from '../../record/journey.ts'
import type { NetworkTimes } from '../../record/network-times.ts'
import type { Task } from '../handling/task.ts'

/** A request arrives at the callee, or an answer at the caller. */
export const Message = { Arrived: 0, Answered: 1 } as const
export type Message = (typeof Message)[keyof typeof Message]

/** Who is told when a message arrives, and as what. */
export type Destination = { readonly site: Actor<Task>; readonly message: Message }

/** Writes into a journey how long a message took, and what that was made of. */
export function noteWay(attempt: Attempt, message: Message, took: Took): void {
  if (message === Message.Arrived) {
    attempt.thereMs += took.ms
    attempt.there.add(took.times)
  } else {
    attempt.backMs += took.ms
    attempt.back.add(took.times)
  }
}

type Took = { readonly ms: Ms; readonly times: NetworkTimes }

/** Writes into a journey how long an answer waited for those before it. */
export function noteHeld(attempt: Attempt | null, ms: Ms): void {
  if (attempt === null) return
  attempt.backMs += ms
  attempt.back.queuing += ms
}

/** Writes into a journey how long a request waited for its connection. */
export function noteConnecting(attempt: Attempt | null, ms: Ms): void {
  if (attempt === null || ms === 0) return
  attempt.thereMs += ms
  attempt.there.connecting += ms
}
