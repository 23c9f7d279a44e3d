/** Carries a task through its program, up to where it has to wait. All that can happen is here. */
import type { Draws } from '../../kernel/draws.ts'
import { CacheEvent } from '../../record/cache-meter.ts'
import { Outcome } from '../../record/outcome.ts'
import { Reason } from '../../record/reason.ts'
import { branch, detach, rootOf, stopBranches } from './branches.ts'
import { finish } from './endings.ts'
import type { CallSite } from '../calls/call-site.ts'
import { Found } from '../caches/ages.ts'
import { beginFill, type CacheLog, dropFills, endFill } from '../caches/cache-log.ts'
import type { CacheFills } from '../caches/fills.ts'
import type { CacheKeys } from '../caches/keys.ts'
import type { Code } from './code.ts'
import { Do, drawWay, type Instruction } from './program.ts'
import type { Broker } from '../queue/broker.ts'
import { type Task, UNHANDLED } from './task.ts'
import { codeOf, isFailure } from '../calls/verdicts.ts'

/** So many rounds in no time count as so many events; and the limit on events is asked. */
const MOST_ROUNDS = 1_000

/** Goes on until the task has to wait for something, or is done. */
export function advance(task: Task): void {
  if (task.replica.standsStill) return task.replica.progress.hold(task)
  for (let rounds = 0; ; ) {
    const instruction = task.program[task.at++]
    switch (instruction.does) {
      case Do.Work:
        return task.replica.work(task, instruction)
      case Do.Call:
        return (instruction.site as CallSite).open(task)
      case Do.Ask:
        return ask(task, instruction)
      case Do.IfHit:
        if (task.found !== Found.Miss) task.at = instruction.to
        else beginFill(task, (instruction.keys as CacheKeys).log)
        break
      case Do.Repeat:
        task.rounds ??= []
        task.rounds[instruction.depth] = instruction.rounds
        if (instruction.rounds === 0) task.at = instruction.to
        break
      case Do.Again:
        if (--(task.rounds as number[])[instruction.depth] > 0) task.at = instruction.to
        if (++rounds === MOST_ROUNDS) return rest(task)
        break
      case Do.Choose:
        task.at = drawWay(instruction)
        break
      case Do.Goto:
        task.at = instruction.to
        break
      case Do.Fork:
        if (!fork(task, instruction)) return
        break
      case Do.End:
        return done(task)
      default:
        if (!doesMore(task, instruction)) return
    }
  }
}

/** Rounds upon rounds took no time: what else is due now goes first, or the run is given up. */
function rest(task: Task): void {
  task.replica.component.agenda.fired += MOST_ROUNDS - 1
  task.pieceMs = 0
  task.pieceLabel = 'rounds in no time'
  task.replica.progress.wait(task)
}

/**
 * What fewer programs do: to use a cache or a queue that the component has inside, or fill one
 * elsewhere; to say something; to let code handle the task.
 *
 * @returns whether the task goes on now; else it waits, or is done
 */
function doesMore(task: Task, instruction: Instruction): boolean {
  switch (instruction.does) {
    case Do.Run:
      ;(instruction.code as Code).handle(task)
      return false
    case Do.Say:
      ;(instruction.says as (task: Task) => void)(task)
      return true
    case Do.Look:
      look(task, instruction)
      return true
    case Do.Fill:
      ;(instruction.keys as CacheKeys).fill(task.replica, keyOf(task, instruction), 0)
      endFill(task)
      return true
    case Do.Fetch:
      task.at = instruction.to
      return (instruction.fills as CacheFills).fetch(task, keyOf(task, instruction))
    default:
      return stores(task, instruction.broker as Broker, instruction.times)
  }
}

/** A message goes into its queue, or waits for room in it, or is turned away. */
function stores(task: Task, broker: Broker, delays: Draws | null): boolean {
  return broker.store(task, delays) || (!broker.holdsBack(task, delays) && rejected(task))
}

/** A call as the task that makes it knows it. */
type CallMade = Pick<CallSite, 'name' | 'optional'>

/** A call that the task waited for has ended; goes on, or fails with it. */
export function callEnded(task: Task, site: CallMade, outcome: Outcome, reason: number): void {
  task.waitsFor = null
  if (outcome === Outcome.Ok) return advance(task)
  if (!isFailure(outcome) || site.optional) {
    degrade(task, outcome)
    return advance(task)
  }
  if (!isSpared(task)) task.replica.component.meter.failedBecauseOf(site.name, slotOf(task))
  task.errand?.callFailed?.(outcome, reason)
  fail(task, reason)
}

/** The slot of time in which the request came that a task belongs to; clients and errands: now. */
function slotOf(task: Task): number {
  const { slot } = rootOf(task)
  if (slot !== UNHANDLED) return slot
  const { agenda, recording } = task.replica.component.world
  return recording.grid.slotAt(agenda.now)
}

/** A cache answered, or did not: then it is a miss like any other. */
export function cacheAnswered(task: Task, found: number, outcome: Outcome, log: CacheLog): void {
  task.waitsFor = null
  if (isFailure(outcome)) log.count(CacheEvent.Unanswered)
  else log.answered(found)
  task.found = found
  if (found !== Found.Miss && outcome === Outcome.Incorrect) task.outcome = Outcome.Incorrect
  advance(task)
}

/**
 * The task fails, and its caller learns of an error: with the code that caused it, or 503 when the
 * cause was no error but a rejection or a loss.
 */
export function fail(task: Task, reason: number): void {
  task.fail(codeOf(reason))
  done(task)
}

/** What stood in for a failure makes the whole no better than degraded. */
export function degrade(task: Task, outcome: Outcome): void {
  if (outcome === Outcome.Incorrect) task.outcome = Outcome.Incorrect
  else if (task.outcome === Outcome.Ok) task.outcome = Outcome.Degraded
}

/** A task asks a cache of its own: that takes no time but what the component declares. */
function look(task: Task, { keys, depth }: Instruction): void {
  draw(task, keys as CacheKeys, depth)
  task.found = (keys as CacheKeys).lookup(task.replica, task.askedKey)
  ;(keys as CacheKeys).log.answered(task.found)
}

function ask(task: Task, { site, keys, depth }: Instruction): void {
  draw(task, keys as CacheKeys, depth)
  ;(site as CallSite).open(task)
}

function draw(task: Task, keys: CacheKeys, depth: number): void {
  task.askedKey = keys.draw()
  task.asked ??= []
  task.asked[depth] = task.askedKey
}

/** The key of the question that is answered now. */
const keyOf = (task: Task, { depth }: Instruction): number => (task.asked as number[])[depth]

/** The queue is full. @returns false: the task is done */
function rejected(task: Task): false {
  task.outcome = Outcome.Rejected
  task.reason = Reason.QueueFull
  done(task)
  return false
}

/** The task is done, wherever it stands in its program. */
export function done(task: Task): void {
  if (task.fills !== null) dropFills(task)
  if (task.replica.standsStill) return task.replica.progress.holdEnd(task)
  const { parent, standsInFor } = task
  if (standsInFor !== null) standsInFor.site.stoodIn(standsInFor, task)
  else if (parent === null) finish(task)
  else join(task, parent)
}

/**
 * Starts branches at the same time. One that waits for nothing joins at once.
 *
 * @returns whether enough of them did, so that the task can go on
 */
function fork(task: Task, { branches, needed }: Instruction): boolean {
  task.openBranches = branches.length
  task.neededBranches = needed
  task.isForking = true
  for (const program of branches) {
    advance(branch(task, program))
    if (task.neededBranches === 0) break
  }
  task.isForking = false
  if (task.neededBranches > 0) return false
  stopBranches(task)
  return true
}

/** A branch is over: the last one needed, or one too many that failed, lets its parent go on. */
function join(over: Task, parent: Task): void {
  const { outcome, reason } = over
  parent.openBranches--
  detach(over, parent)
  if (outcome === Outcome.Error) {
    if (parent.openBranches < parent.neededBranches) fail(parent, reason)
    return
  }
  if (outcome > parent.outcome) parent.outcome = outcome
  if (--parent.neededBranches > 0 || parent.isForking) return
  stopBranches(parent)
  advance(parent)
}

/** Whether a failure may still be made up for by other branches, of its own fork or one around. */
function isSpared(failing: Task): boolean {
  for (let { parent } = failing; parent !== null; { parent } = parent) {
    if (parent.openBranches > parent.neededBranches) return true
  }
  return false
}
