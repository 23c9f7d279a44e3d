/**
 * Errands: tasks that answer no call and make no request of their own. A queue sends one with each
 * message, a cache one for each fill; whoever sent it is told how it ended.
 */
import type { Outcome } from '../../record/outcome.ts'
import { stopBranches } from '../handling/branches.ts'
import type { Task } from '../handling/task.ts'

/** Who sent a task on an errand. The task is its to give back. */
export interface Errand {
  /** It is done, or has failed; it has left its replica. */
  finished(task: Task): void
  /** It was lost when its replica crashed or was stopped: for this `Reason`. */
  lost(task: Task, because: number): void
  /** A call that it made has failed, and it will fail with that. */
  callFailed?(outcome: Outcome, reason: number): void
}

/** A task has done what it was sent for, or has failed. */
export function errandDone(task: Task, errand: Errand): void {
  const { replica } = task
  replica.vacate(task, 0)
  errand.finished(task)
  replica.startNext()
}

/** Stops a task: nobody wants any more what it was sent for. */
export function stopErrand(task: Task): void {
  const { replica } = task
  stopBranches(task)
  task.code?.stopped()
  task.waitsFor?.site.abandon(task.waitsFor)
  replica.vacate(task, 0)
  replica.release(task)
  replica.startNext()
}

/**
 * Stops a task whose replica crashes or is stopped, and tells whoever sent it.
 *
 * @returns false when nobody has sent it
 */
export function loseErrand(task: Task, because: number): boolean {
  const { errand } = task
  if (errand === null) return false
  stopErrand(task)
  errand.lost(task, because)
  return true
}
