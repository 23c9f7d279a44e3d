/** Requests that end before they are done: called off, or lost. */
import { Outcome } from '../../record/outcome.ts'
import { Reason } from '../../record/reason.ts'
import { rootOf, stopBranches } from './branches.ts'
import { loseErrand } from '../calls/errand.ts'
import type { Replica } from './replica.ts'
import type { Task } from './task.ts'

/** Nobody waits for a task any more, and it has been told so. */
export function cancel(task: Task): void {
  const { replica } = task
  stop(task, Outcome.Cancelled, Reason.None)
  replica.component.meter.waste(task.slot, task.workedMs)
  replica.release(task)
  replica.startNext()
}

/**
 * Everything inside a replica is lost.
 *
 * @param tells whether the callers learn of it
 * @returns how many requests and messages were inside
 */
export function loseAll(replica: Replica, tells: boolean): number {
  let lost = replica.messages?.count ?? 0
  replica.startsNobody(() => {
    for (let task = replica.living.any; task !== undefined; task = replica.living.any) {
      const root = rootOf(task)
      if (loseErrand(root)) continue
      const { call, ticket } = root
      stop(root, Outcome.Error, Reason.LostInCrash)
      replica.release(root)
      if (tells && call !== null && call.ticket === ticket) call.site.wire.breakOff(call)
      lost++
    }
  })
  replica.entries.clear()
  replica.messages?.crashed()
  return lost
}

function stop(task: Task, outcome: Outcome, reason: number): void {
  task.outcome = outcome
  task.reason = reason
  stopBranches(task)
  task.waitsFor?.site.abandon(task.waitsFor)
  task.replica.leave(task)
}
