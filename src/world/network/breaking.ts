/** What breaks a connection off, and what that does to all that is on it. */
import type { ConnectionData } from '../../declare/network/network-data.ts'
import type { Outcome } from '../../record/outcome.ts'
import { lostInside, Reason } from '../../record/reason.ts'
import { isGivenUp } from '../calls/verdicts.ts'
import type { World } from '../world.ts'
import type { Connection } from './connection.ts'
import { Message } from './message.ts'

/**
 * Whether a connection is of no use once an attempt over it has ended so. Who gives up leaves an
 * answer to come, which others would take for theirs, unless answers say to what they belong. One
 * that carries requests to several replicas ends at what stands before them, and with all of them.
 */
export function breaks(
  connection: Connection,
  { atOnce, isInOrder }: ConnectionData,
  { outcome, reason }: { readonly outcome: Outcome; readonly reason: number },
): boolean {
  const isShared = atOnce > 1
  if (isGivenUp(outcome)) return !isShared || isInOrder
  if (lostInside.includes(reason)) return !isShared || connection.isOver
  return reason === Reason.ConnectionReset
}

/** A connection breaks off: all whose requests are on it hear so, each in an event of its own. */
export function breakOff(connection: Connection, { agenda, tasks }: World): void {
  if (connection.isBroken) return
  connection.isBroken = true
  connection.isOver = true
  for (const { call } of connection.leases) {
    const notice = tasks.take([])
    notice.call = call
    notice.ticket = call.ticket
    notice.replica = call.parent.replica
    notice.fail(Reason.ConnectionReset)
    notice.scheduled = true
    agenda.soon(call.site, Message.Answered, notice)
  }
}
