/**
 * A call site: a caller, a callee, and the policies of the calls between them. From the outside in:
 * fallback, deadline, retry, circuit breaker, time-out of the attempt, link, component. All that
 * can happen to a call is on this page.
 */
import type { Actor, Agenda } from '../kernel/agenda.ts'
import { Lane } from '../kernel/lane.ts'
import type { Random } from '../kernel/streams.ts'
import type { Ms } from '../kernel/units.ts'
import { fits, type Permit, type Retry } from '../policies/index.ts'
import { isServed, Outcome, Reason } from '../record/outcome.ts'
import { branch, detach } from './branches.ts'
import type { Breakers } from './breakers.ts'
import type { Call, CallPool } from './call.ts'
import type { CallLog } from './call-log.ts'
import type { CallSiteParts } from './call-site-parts.ts'
import { advance, cacheAnswered, callEnded, done } from './interpreter.ts'
import type { Program } from './program.ts'
import type { Task } from './task.ts'
import { breakerVerdicts, codeOf, failureKind, isFailure, isGivenUp } from './verdicts.ts'
import { Message, Wire } from './wire.ts'

/** What can happen to a call; the first two happen to its messages. */
const Event = {
  ...Message,
  AttemptTimedOut: 2,
  DeadlinePassed: 3,
  RetryDue: 4,
  TurnedAway: 5,
} as const

const GATEWAY_TIMEOUT = 504
const NO_TICKET = -1

/** Makes calls of one kind, and sees each to its end. */
export class CallSite implements Actor<Call | Task> {
  readonly name: string
  readonly optional: boolean
  /** Carries its messages. */
  readonly wire: Wire
  readonly #agenda: Agenda
  readonly #calls: CallPool
  readonly #log: CallLog
  readonly #retry: Retry | null
  readonly #retryRandom: Random
  readonly #breakers: Breakers | null
  readonly #attemptLane: Lane<Call> | null
  readonly #deadlineLane: Lane<Call> | null
  readonly #deadlineMs: Ms
  readonly #untilMs: Ms
  readonly #fallback: 'value' | Program | null
  readonly #inherits: boolean
  readonly #recalls: boolean
  readonly #asksCache: boolean

  constructor(parts: CallSiteParts) {
    const { world } = parts.callee
    const { agenda } = world
    this.name = parts.name
    this.optional = parts.optional
    this.#agenda = agenda
    this.#calls = world.calls
    this.wire = new Wire(this, parts)
    this.#log = parts.log
    this.#retry = parts.retry
    this.#retryRandom = parts.retryRandom
    this.#breakers = parts.breakers
    const lane = (ms: Ms, event: number): Lane<Call> | null =>
      ms === Infinity ? null : new Lane<Call>(agenda, ms, this, event)
    this.#attemptLane = lane(parts.timeoutMs, Event.AttemptTimedOut)
    this.#deadlineLane = lane(parts.deadlineMs, Event.DeadlinePassed)
    this.#deadlineMs = parts.deadlineMs
    this.#untilMs = parts.untilMs
    this.#fallback = parts.fallback
    this.#inherits = parts.propagate
    this.#recalls = parts.cancel || parts.propagate
    this.#asksCache = parts.keys !== null
  }

  /** Begins a call for a task that will wait for it. It never ends before this returns. */
  open(parent: Task): void {
    const { now } = this.#agenda
    if (now >= this.#untilMs) return done(parent)
    const call = this.#calls.take(this, parent)
    parent.waitsFor = call
    call.startedAt = now
    call.deadlineAt = now + this.#deadlineMs
    if (this.#inherits && parent.deadlineAt < call.deadlineAt) call.deadlineAt = parent.deadlineAt
    this.#log.callBegan(call)
    if (this.#deadlineLane !== null) call.deadlineTicket = this.#deadlineLane.set(call)
    if (this.#retry !== null) this.#retry.restart(call.retries)
    this.#attempt(call)
  }

  on(event: number, subject: Call | Task): void {
    switch (event) {
      case Event.Arrived:
        return this.wire.arrived(subject as Task)
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

  /** The caller is gone: whatever comes of the call, nobody will know. */
  abandon(call: Call): void {
    this.#cancelDeadline(call)
    if (call.attempting) {
      this.#cancelTimeout(call)
      this.#endAttempt(call, Outcome.Cancelled)
    }
    this.#log.callEnded(call, Outcome.Cancelled, Reason.None, this.#agenda.now)
    this.#calls.release(call)
  }

  /** The steps that stand in for a failed call are done. */
  stoodIn(call: Call, stand: Task): void {
    const { outcome, reason } = stand
    detach(stand, call.parent)
    if (isServed(outcome)) this.#end(call, Outcome.Degraded, Reason.None)
    else this.#end(call, outcome, reason)
  }

  #attempt(call: Call): void {
    if (this.#breakers !== null && !this.#admits(call, this.#breakers)) {
      call.scheduled = true
      return this.#agenda.soon(this, Event.TurnedAway, call)
    }
    call.attempting = true
    call.ticket++
    this.#log.attemptBegan(call, this.#agenda.now)
    if (this.#attemptLane !== null) call.timeoutTicket = this.#attemptLane.set(call)
    this.wire.send(call)
  }

  #admits(call: Call, breakers: Breakers): boolean {
    const breaker = breakers.of(call.parent.replica.index)
    const admission = breaker.admit(this.#agenda.now)
    if (!admission.admitted) return false
    call.breaker = breaker
    call.permit = admission
    return true
  }

  #answered(job: Task): void {
    job.scheduled = false
    const call = job.call as Call
    if (call.ticket !== job.ticket) return this.wire.callee.wasted(job)
    const { outcome, reason } = job
    call.hit = job.hit && isServed(outcome)
    this.wire.callee.world.tasks.giveBack(job)
    this.#cancelTimeout(call)
    this.#endAttempt(call, outcome)
    if (isFailure(outcome)) this.#tryAgain(call, outcome, reason)
    else this.#end(call, outcome, reason)
  }

  #attemptTimedOut(call: Call): void {
    this.#endAttempt(call, Outcome.Timeout)
    this.#tryAgain(call, Outcome.Timeout, GATEWAY_TIMEOUT)
  }

  #deadlinePassed(call: Call): void {
    call.deadlineTicket = NO_TICKET
    if (call.attempting) {
      this.#cancelTimeout(call)
      this.#endAttempt(call, Outcome.Timeout)
    }
    this.#settle(call, Outcome.Timeout, GATEWAY_TIMEOUT)
  }

  #retryDue(call: Call): void {
    call.scheduled = false
    if (call.dead) this.#calls.bury(call)
    else this.#attempt(call)
  }

  #turnedAway(call: Call): void {
    call.scheduled = false
    if (call.dead) this.#calls.bury(call)
    else this.#tryAgain(call, Outcome.Rejected, Reason.BreakerOpen)
  }

  #endAttempt(call: Call, outcome: Outcome): void {
    if (this.#recalls && isGivenUp(outcome)) this.wire.recall(call)
    call.attempting = false
    call.ticket++
    const { breaker } = call
    if (breaker !== null) {
      breaker.settle(call.permit as Permit, breakerVerdicts[outcome], this.#agenda.now)
      call.breaker = null
    }
    this.#log.attemptEnded(call, outcome, this.#agenda.now)
  }

  #tryAgain(call: Call, outcome: Outcome, reason: number): void {
    const retry = this.#retry
    if (retry?.retryable(failureKind(outcome, reason), codeOf(reason))) {
      const delay = retry.next(call.retries, this.#retryRandom)
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
    if (this.#fallback === null) return this.#end(call, outcome, reason)
    this.#cancelDeadline(call)
    if (this.#fallback === 'value') return this.#end(call, Outcome.Degraded, Reason.None)
    const stand = branch(call.parent, this.#fallback)
    stand.standsInFor = call
    advance(stand)
  }

  #end(call: Call, outcome: Outcome, reason: number): void {
    const { parent, hit } = call
    this.#cancelDeadline(call)
    this.#log.callEnded(call, outcome, reason, this.#agenda.now)
    this.#calls.release(call)
    if (this.#asksCache) cacheAnswered(parent, hit)
    else callEnded(parent, this, outcome, reason)
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
