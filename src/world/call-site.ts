/**
 * A call site: a caller, a callee, and the policies of the calls between them. From the outside in:
 * fallback, deadline, retry, circuit breaker, time-out of the attempt, link, component. All that can
 * happen to a call is on this page.
 */
import type { Actor, Agenda } from '../kernel/agenda.ts'
import { Lane } from '../kernel/lane.ts'
import type { Random } from '../kernel/streams.ts'
import type { Ms } from '../kernel/units.ts'
import {
  type CallOutcome,
  type FailureKind,
  fits,
  type Permit,
  type Retry,
} from '../policies/index.ts'
import { isServed, Outcome, Reason } from '../record/outcome.ts'
import type { Breakers } from './breakers.ts'
import type { CacheKeys } from './cache-keys.ts'
import type { Call } from './call.ts'
import type { CallLog } from './call-log.ts'
import type { Component } from './component.ts'
import { advance, cacheAnswered, callEnded, done } from './interpreter.ts'
import type { Link } from './link.ts'
import type { Program } from './program.ts'
import type { Task } from './task.ts'
import type { World } from './world.ts'

/** What can happen to a call. */
const Event = { Answered: 0, AttemptTimedOut: 1, DeadlinePassed: 2, RetryDue: 3, TurnedAway: 4 } as const

const GATEWAY_TIMEOUT = 504

/** Everything a call site is made of. */
export type CallSiteParts = {
  readonly name: string
  readonly callee: Component
  /** What the callee does with the request. */
  readonly program: Program
  readonly link: Link
  readonly log: CallLog
  readonly timeoutMs: Ms
  readonly deadlineMs: Ms
  readonly retry: Retry | null
  readonly retryRandom: Random
  readonly breakers: Breakers | null
  readonly optional: boolean
  /** `'value'`, a program that stands in, or nothing. */
  readonly fallback: 'value' | Program | null
  readonly cancel: boolean
  readonly propagate: boolean
  readonly requestBytes: number
  readonly responseBytes: number
  /** For questions to a cache. */
  readonly keys: CacheKeys | null
  /** No call begins at or after this; Infinity but for clients. */
  readonly untilMs: Ms
}

/** Makes calls of one kind, and sees each to its end. */
export class CallSite implements Actor<Call | Task> {
  readonly name: string
  readonly optional: boolean
  readonly #parts: CallSiteParts
  readonly #world: World
  readonly #agenda: Agenda
  readonly #link: Link
  readonly #log: CallLog
  readonly #attemptLane: Lane<Call> | null
  readonly #deadlineLane: Lane<Call> | null

  constructor(world: World, parts: CallSiteParts) {
    const { agenda } = world
    this.name = parts.name
    this.optional = parts.optional
    this.#parts = parts
    this.#world = world
    this.#agenda = agenda
    this.#link = parts.link
    this.#log = parts.log
    const lane = (ms: Ms, event: number): Lane<Call> | null =>
      ms === Infinity ? null : new Lane<Call>(agenda, ms, this, event)
    this.#attemptLane = lane(parts.timeoutMs, Event.AttemptTimedOut)
    this.#deadlineLane = lane(parts.deadlineMs, Event.DeadlinePassed)
  }

  /** Begins a call for a task that will wait for it. It never ends before this returns. */
  open(parent: Task): void {
    const { now } = this.#agenda
    if (now >= this.#parts.untilMs) return done(parent)
    const call = this.#world.calls.take(this, parent)
    parent.waitsFor = call
    call.startedAt = now
    const inherited = this.#parts.propagate ? parent.deadlineAt : Infinity
    call.deadlineAt = Math.min(now + this.#parts.deadlineMs, inherited)
    this.#log.callBegan(call)
    if (this.#deadlineLane !== null) call.deadlineTicket = this.#deadlineLane.set(call)
    if (this.#parts.retry !== null) this.#parts.retry.restart(call.retries)
    this.#attempt(call)
  }

  on(event: number, subject: Call | Task): void {
    switch (event) {
      case Event.Answered:
        return this.#answered(subject as Task)
      case Event.AttemptTimedOut:
        return this.#attemptTimedOut(subject as Call)
      case Event.DeadlinePassed:
        return this.#deadlinePassed(subject as Call)
      case Event.RetryDue:
        return this.#retryDue(subject as Call)
      case Event.TurnedAway:
        return this.#turnedAway(subject as Call)
    }
  }

  /** The callee has an answer; it goes back over the link. */
  answer(job: Task): void {
    let delay = this.#link.latencyMs(this.#parts.responseBytes)
    const { conditions } = this.#link
    if (!conditions.quiet && conditions.loses('lossBack', this.#agenda.now)) {
      return this.#world.tasks.giveBack(job)
    }
    if (job.attempt !== null) job.attempt.backMs = delay
    this.#deliver(delay, this, job)
  }

  /** The caller is gone: whatever comes of the call, nobody will know. */
  abandon(call: Call): void {
    const { now } = this.#agenda
    this.#cancelDeadline(call)
    if (call.attempting) {
      this.#cancelTimeout(call)
      this.#endAttempt(call, Outcome.Cancelled, now)
    }
    this.#log.callEnded(call, Outcome.Cancelled, Reason.None, now)
    this.#world.calls.release(call)
  }

  /** The steps that stand in for a failed call are done. */
  stoodIn(call: Call, stand: Task): void {
    const { outcome, reason } = stand
    stand.replica.detach(stand, call.parent)
    if (isServed(outcome)) this.#end(call, Outcome.Degraded, Reason.None)
    else this.#end(call, outcome, reason)
  }

  #attempt(call: Call): void {
    const { now } = this.#agenda
    if (this.#parts.breakers !== null && !this.#admits(call, this.#parts.breakers, now)) {
      call.scheduled = true
      return this.#agenda.soon(this, Event.TurnedAway, call)
    }
    call.attempting = true
    call.ticket++
    call.attemptAt = now
    this.#log.attemptBegan(call)
    if (this.#attemptLane !== null) call.timeoutTicket = this.#attemptLane.set(call)
    this.#send(call, now)
  }

  #admits(call: Call, breakers: Breakers, now: Ms): boolean {
    const breaker = breakers.of(call.parent.replica.index)
    const admission = breaker.admit(now)
    if (!admission.admitted) return false
    call.breaker = breaker
    call.permit = admission
    return true
  }

  #send(call: Call, now: Ms): void {
    const job = this.#jobFor(call, now)
    const { conditions } = this.#link
    let delay = this.#link.latencyMs(this.#parts.requestBytes)
    if (!conditions.quiet) {
      job.reason = conditions.errorCode(now)
      if (job.reason !== 0) {
        job.outcome = Outcome.Error
        return this.#deliver(0, this, job)
      }
      if (conditions.loses('lossThere', now)) return this.#world.tasks.giveBack(job)
      delay += conditions.addedMs(now)
    }
    job.onItsWay = true
    if (job.attempt !== null) job.attempt.thereMs = delay
    this.#deliver(delay, this.#parts.callee, job)
  }

  #jobFor(call: Call, now: Ms): Task {
    const { program, keys, propagate, timeoutMs } = this.#parts
    const job = this.#world.tasks.take(program)
    call.job = job
    job.call = call
    job.ticket = call.ticket
    job.attempt = call.attempt
    if (propagate) job.deadlineAt = Math.min(call.deadlineAt, now + timeoutMs)
    if (keys !== null) {
      job.keys = keys
      job.key = call.parent.askedKey
    }
    return job
  }

  /** Without delay it needs no place in the heap. */
  #deliver(delay: Ms, to: Actor<Task>, job: Task): void {
    job.scheduled = true
    if (delay > 0) this.#agenda.at(this.#agenda.now + delay, to, Event.Answered, job)
    else this.#agenda.soon(to, Event.Answered, job)
  }

  #answered(job: Task): void {
    job.scheduled = false
    const call = job.call as Call
    const { outcome, reason } = job
    const isLate = call.ticket !== job.ticket
    if (isLate) this.#parts.callee.meter.waste(job.slot, job.workedMs)
    else call.hit = job.hit
    this.#world.tasks.giveBack(job)
    if (isLate) return
    this.#cancelTimeout(call)
    this.#endAttempt(call, outcome, this.#agenda.now)
    if (isFailure(outcome)) this.#tryAgain(call, outcome, reason)
    else this.#end(call, outcome, reason)
  }

  #attemptTimedOut(call: Call): void {
    this.#endAttempt(call, Outcome.Timeout, this.#agenda.now)
    this.#tryAgain(call, Outcome.Timeout, GATEWAY_TIMEOUT)
  }

  #deadlinePassed(call: Call): void {
    call.deadlineTicket = NO_TICKET
    if (call.attempting) {
      this.#cancelTimeout(call)
      this.#endAttempt(call, Outcome.Timeout, this.#agenda.now)
    }
    this.#settle(call, Outcome.Timeout, GATEWAY_TIMEOUT)
  }

  #retryDue(call: Call): void {
    call.scheduled = false
    if (call.dead) this.#world.calls.bury(call)
    else this.#attempt(call)
  }

  #turnedAway(call: Call): void {
    call.scheduled = false
    if (call.dead) this.#world.calls.bury(call)
    else this.#tryAgain(call, Outcome.Rejected, Reason.BreakerOpen)
  }

  #endAttempt(call: Call, outcome: Outcome, now: Ms): void {
    const { cancel, propagate } = this.#parts
    if ((cancel || propagate) && isGivenUp(outcome)) stopJob(call)
    call.attempting = false
    call.ticket++
    if (call.breaker !== null) {
      call.breaker.settle(call.permit as Permit, verdicts[outcome], now)
      call.breaker = null
    }
    this.#log.attemptEnded(call, outcome, now)
  }

  #tryAgain(call: Call, outcome: Outcome, reason: number): void {
    const { retry, retryRandom } = this.#parts
    if (retry?.retryable(failureKind(outcome, reason), reason)) {
      const delay = retry.next(call.retries, retryRandom)
      const due = this.#agenda.now + (delay ?? Infinity)
      if (delay !== undefined && fits(call.deadlineAt, due)) {
        this.#log.backedOff(call, delay)
        call.scheduled = true
        return this.#agenda.at(due, this, Event.RetryDue, call)
      }
    }
    this.#settle(call, outcome, reason)
  }

  #settle(call: Call, outcome: Outcome, reason: number): void {
    const { fallback } = this.#parts
    if (fallback === null) return this.#end(call, outcome, reason)
    this.#cancelDeadline(call)
    if (fallback === 'value') return this.#end(call, Outcome.Degraded, Reason.None)
    const stand = call.parent.replica.branch(call.parent, fallback)
    stand.standsInFor = call
    advance(stand)
  }

  #end(call: Call, outcome: Outcome, reason: number): void {
    const { parent, hit } = call
    this.#cancelDeadline(call)
    this.#log.callEnded(call, outcome, reason, this.#agenda.now)
    this.#world.calls.release(call)
    if (this.#parts.keys === null) callEnded(parent, this, outcome, reason)
    else cacheAnswered(parent, hit && isServed(outcome))
  }

  #cancelTimeout(call: Call): void {
    if (this.#attemptLane !== null) this.#attemptLane.cancel(call.timeoutTicket)
  }

  #cancelDeadline(call: Call): void {
    if (this.#deadlineLane === null || call.deadlineTicket === NO_TICKET) return
    this.#deadlineLane.cancel(call.deadlineTicket)
    call.deadlineTicket = NO_TICKET
  }
}

const NO_TICKET = -1

/** What each outcome tells a breaker of the callee. */
const verdicts = {
  [Outcome.Ok]: 'ok',
  [Outcome.Degraded]: 'ok',
  [Outcome.Error]: 'failed',
  [Outcome.Timeout]: 'failed',
  [Outcome.Rejected]: 'failed',
  [Outcome.Incorrect]: 'ok',
  [Outcome.Cancelled]: 'ignored',
} as const satisfies { [outcome in Outcome]: CallOutcome }

const isFailure = (outcome: Outcome): boolean =>
  outcome === Outcome.Error || outcome === Outcome.Timeout || outcome === Outcome.Rejected

const isGivenUp = (outcome: Outcome): boolean =>
  outcome === Outcome.Timeout || outcome === Outcome.Cancelled

function failureKind(outcome: Outcome, reason: number): FailureKind {
  if (outcome === Outcome.Timeout) return 'timeout'
  if (outcome === Outcome.Error) return 'error'
  return reason === Reason.BreakerOpen ? 'open' : 'rejected'
}

/** Stops the request of the attempt under way, wherever it is; one that is done is not touched. */
function stopJob(call: Call): void {
  const { job } = call
  if (job === null || job.call !== call || job.ticket !== call.ticket) return
  if (job.living) job.replica.cancel(job)
  else if (job.onItsWay) job.dead = true
}
