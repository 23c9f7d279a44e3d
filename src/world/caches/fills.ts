/**
 * The fills of a cache by one caller, where a miss is more than the asker's own affair: several
 * share a fill, one goes on behind an answer already served, an old answer stands in for a failed
 * one, or the failure itself is remembered.
 */
import type { RenewalData } from '../../declare/data.ts'
import { CacheEvent } from '../../record/cache-meter.ts'
import { Outcome } from '../../record/outcome.ts'
import { Found } from './ages.ts'
import { Fill } from './fill.ts'
import type { AgingKeys } from './keys.ts'
import { stopErrand } from '../calls/errand.ts'
import { advance, degrade, fail } from '../handling/interpreter.ts'
import type { Program } from '../handling/program.ts'
import type { Replica } from '../handling/replica.ts'
import type { Task } from '../handling/task.ts'
import { codeOf } from '../calls/verdicts.ts'

/** Fills what askers miss. */
export class CacheFills {
  readonly #keys: AgingKeys
  readonly #program: Program
  readonly #rule: RenewalData
  /** Under way and open to others, by key: for all callers, or for each replica of them. */
  readonly #underWay: Map<number, Fill>[] = []
  readonly #idle: Fill[] = []

  /** @param program what is done on a miss */
  constructor(keys: AgingKeys, program: Program, rule: RenewalData) {
    this.#keys = keys
    this.#program = program
    this.#rule = rule
  }

  /**
   * A task has asked, and the cache has answered with what it `found`.
   *
   * @returns whether the task goes on now; else it waits for a fill, or has failed
   */
  fetch(task: Task, key: number): boolean {
    switch (task.found) {
      case Found.Fresh:
        return true
      case Found.Due:
      case Found.Stale:
        this.#refresh(task, key)
        return true
      case Found.Failure:
        fail(task, codeOf(this.#keys.failureOf(task.replica, key)))
        return false
      default:
        return this.#await(task, key)
    }
  }

  /** A fill is done, or has failed: those who waited for it go on, each in its own way. */
  finished(fill: Fill, errand: Task): void {
    const { replica, outcome, reason } = errand
    this.#close(fill, replica)
    this.#keep(fill, errand)
    this.#ended(outcome === Outcome.Error)
    replica.component.world.tasks.giveBack(errand)
    fill.isDone = true
    if (fill.isStarting) return
    for (let waiter = fill.next(); waiter !== null; waiter = fill.next()) {
      this.#goOn(waiter, outcome, reason)
    }
    this.#idle.push(fill)
  }

  /** A fill was lost in a crash. If somebody elsewhere waits for it, that one begins another. */
  lost(fill: Fill): void {
    const { key, errand } = fill
    const { replica } = errand as Task
    this.#close(fill, replica)
    this.#ended(true)
    const others: Task[] = []
    for (let waiter = fill.next(); waiter !== null; waiter = fill.next()) {
      if (waiter.replica !== replica) others.push(waiter)
    }
    this.#idle.push(fill)
    for (const waiter of others) {
      if (this.#await(waiter, key)) advance(waiter)
    }
  }

  /** Stops a fill that was for one alone, who is being stopped: what it did was for that one. */
  stop(fill: Fill, asker: Task): void {
    const errand = fill.errand as Task
    stopErrand(errand)
    this.#ended(true)
    takeOver(asker, errand)
    fill.clear()
    this.#idle.push(fill)
  }

  /** Waits for the fill of a key: one under way, or a new one. */
  #await(task: Task, key: number): boolean {
    const known = this.#rule.isShared ? this.#open(task.replica).get(key) : undefined
    const fill = known ?? this.#take(key, this.#rule.isShared)
    fill.join(task)
    if (known !== undefined) {
      this.#keys.log.count(CacheEvent.Coalesced)
      return false
    }
    const errand = this.#send(fill, task)
    if (!fill.isShared) errand.deadlineAt = task.deadlineAt
    return this.#begin(fill, task.replica)
  }

  /** Fetches a new answer behind the one that was served, unless that is being done. */
  #refresh(task: Task, key: number): void {
    if (this.#open(task.replica).has(key)) return
    const fill = this.#take(key, true)
    fill.isBackground = true
    this.#send(fill, task).isBackground = true
    this.#begin(fill, task.replica)
  }

  #take(key: number, isShared: boolean): Fill {
    const fill = this.#idle.pop() ?? new Fill(this)
    fill.key = key
    fill.isShared = isShared
    fill.isBackground = false
    fill.isDone = false
    return fill
  }

  /** The task that does the steps of a miss; it is as important as whoever asked. */
  #send(fill: Fill, asker: Task): Task {
    const { replica } = asker
    const errand = replica.component.world.tasks.take(this.#program)
    errand.errand = fill
    errand.priority = asker.priority
    errand.session = asker.session
    errand.attempt = asker.attempt
    errand.replica = replica
    fill.errand = errand
    fill.startedAt = replica.component.agenda.now
    this.#keys.log.fillBegan(fill.isBackground)
    if (fill.isShared) this.#open(replica).set(fill.key, fill)
    return errand
  }

  /** @returns whether the fill was done at once, so that its asker need not wait */
  #begin(fill: Fill, replica: Replica): boolean {
    fill.isStarting = true
    replica.begin(fill.errand as Task)
    fill.isStarting = false
    if (!fill.isDone) return false
    fill.next()
    fill.clear()
    this.#idle.push(fill)
    return true
  }

  #ended(failed: boolean): void {
    const { log } = this.#keys
    if (failed) log.fillFailed()
    else log.fillEnded()
  }

  /** Somebody who waited for a fill goes on with what came of it, or with what the cache had. */
  #goOn(waiter: Task, outcome: Outcome, reason: number): void {
    if (outcome !== Outcome.Error) {
      if (outcome !== Outcome.Ok) degrade(waiter, outcome)
    } else if (waiter.found === Found.Spare) {
      this.#keys.log.count(CacheEvent.StaleIfError)
      degrade(waiter, Outcome.Degraded)
    } else if (waiter.found !== Found.Early) {
      return fail(waiter, reason)
    }
    advance(waiter)
  }

  #close(fill: Fill, replica: Replica): void {
    if (fill.isShared) this.#open(replica).delete(fill.key)
  }

  /** The cache holds the answer, or the failure if it is to be remembered. */
  #keep({ key, startedAt, waiters }: Fill, errand: Task): void {
    const { replica, outcome, reason } = errand
    const { now } = replica.component.agenda
    const [first] = waiters
    if (first) takeOver(first, errand)
    if (outcome !== Outcome.Error) return this.#keys.fill(replica, key, now - startedAt)
    const forMs = this.#rule.negativeTtlMs
    if (forMs > 0) this.#keys.fillFailed(replica, { key, reason, forMs })
  }

  /** The fills that callers in a replica can join. */
  #open({ index }: Replica): Map<number, Fill> {
    return (this.#underWay[this.#rule.perReplica ? index : 0] ??= new Map())
  }
}

/** The time that a fill took was that of whoever asked for it. */
function takeOver(asker: Task, errand: Task): void {
  asker.waitedMs += errand.waitedMs
  asker.workedMs += errand.workedMs
}
