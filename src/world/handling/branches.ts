/** Branches of a task: how one begins, how it ends, and how all are stopped. */
import type { Call } from '../calls/call.ts'
import type { Program } from './program.ts'
import type { Task } from './task.ts'

/** A branch of a task; in the same slot, if a task holds one throughout. */
export function branch(parent: Task, program: Program): Task {
  const made = parent.replica.component.world.tasks.take(program)
  parent.replica.admit(made)
  made.parent = parent
  made.attempt = parent.attempt
  made.deadlineAt = parent.deadlineAt
  made.slowness = parent.slowness
  made.priority = parent.priority
  made.session = parent.session
  parent.branches ??= []
  parent.branches.push(made)
  return made
}

/** A branch is over, and what it has branched into with it. */
export function detach(over: Task, parent: Task): void {
  const branches = parent.branches as Task[]
  branches.splice(branches.indexOf(over), 1)
  end(over, parent)
}

/** A branch of the task that made a call, which stands in for that call. */
export function standIn(call: Call, program: Program): Task {
  const stand = branch(call.parent, program)
  stand.standsInFor = call
  call.isStoodInFor = true
  return stand
}

/** Stops the steps that stand in for a call: nobody waits for it any more. */
export function stopStandIn(call: Call): void {
  const { parent } = call
  const stand = parent.branches?.find(({ standsInFor }) => standsInFor === call)
  if (stand === undefined) return
  stand.waitsFor?.site.abandon(stand.waitsFor)
  detach(stand, parent)
}

/** Stops all branches of a task, whatever they were waiting for. */
export function stopBranches(task: Task): void {
  const { branches } = task
  if (branches === null) return
  for (let stopped = branches.pop(); stopped !== undefined; stopped = branches.pop()) {
    stopped.waitsFor?.site.abandon(stopped.waitsFor)
    end(stopped, task)
  }
  task.openBranches = 0
}

/** The time that a branch took was its parent's. */
function end(over: Task, parent: Task): void {
  stopBranches(over)
  over.code?.stopped()
  over.replica.vacate(over, 0)
  parent.waitedMs += over.waitedMs
  parent.workedMs += over.workedMs
  parent.stalledMs += over.stalledMs
  const { replica } = over
  replica.release(over)
  replica.startNext()
}

/** The request that a branch, or a branch of a branch, belongs to. */
export function rootOf(task: Task): Task {
  let root = task
  while (root.parent !== null) root = root.parent
  return root
}
