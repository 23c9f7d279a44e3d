/** How what is inside a replica ends: done, failed; or earlier, turned out, called off, lost. */
import { Outcome } from '../../record/outcome.ts'
import { Reason } from '../../record/reason.ts'
import { rootOf, stopBranches } from './branches.ts'
import { errandDone, loseErrand } from '../calls/errand.ts'
import { corruptResponse } from '../faults/corruption.ts'
import type { Replica } from './replica.ts'
import { type Task, workOf } from './task.ts'

/** A task has come to the end of its program, or failed. */
export function finish(task: Task): void {
  const { replica } = task
  const { component, conditions } = replica
  const { owner } = component
  if (task.branches !== null) stopBranches(task)
  if (task.errand !== null) return errandDone(task, task.errand)
  if (owner !== null) {
    replica.living.remove(task)
    return owner.finished(task)
  }
  component.letFail(task)
  if (task.keys !== null) task.found = task.keys.lookup(replica, task.key)
  if (!conditions.quiet) corruptResponse(task, conditions, 0, component.agenda.now)
  replica.leave(task)
  component.answer(task)
  replica.startNext()
}

/** A request that still waits in the queue is turned out of it, so that others fare better. */
export function turnOut(task: Task, reason: number): void {
  const { replica } = task
  task.outcome = Outcome.Rejected
  task.reason = reason
  replica.leave(task)
  replica.component.answer(task)
}

/** Nobody waits for a task any more, and it has been told so. */
export function cancel(task: Task): void {
  const { replica } = task
  stop(task, Outcome.Cancelled, Reason.None)
  replica.component.meter.waste(task.slot, workOf(task))
  replica.release(task)
  replica.startNext()
}

/**
 * Everything inside a replica is lost.
 *
 * @param tells whether the callers learn of it
 * @param because a `Reason`: a crash, or a stop
 * @returns how many requests and messages were inside
 */
export function loseAll(replica: Replica, tells: boolean, because: number): number {
  let lost = replica.messages?.count ?? 0
  replica.startsNobody(() => {
    for (let task = replica.living.any; task !== undefined; task = replica.living.any) {
      const root = rootOf(task)
      if (loseErrand(root, because)) continue
      const { call, ticket } = root
      stop(root, Outcome.Error, because)
      replica.release(root)
      if (tells && call !== null && call.ticket === ticket)
        call.site.wire.breakOff(call, replica, because)
      lost++
    }
  })
  replica.entries.clear()
  replica.messages?.stopped(because)
  return lost
}

function stop(task: Task, outcome: Outcome, reason: number): void {
  task.outcome = outcome
  task.reason = reason
  stopBranches(task)
  task.code?.stopped()
  task.waitsFor?.site.abandon(task.waitsFor)
  task.replica.leave(task)
}
