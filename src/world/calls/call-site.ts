/**
 * A call site: a caller, a callee, and the policies of the calls between them. From the outside in:
 * fallback, deadline, gates, then its attempts (`attempts.ts`); for another order one site makes
 * its attempts through another. All that can happen to a call is on this page; how it ends then is
 * in `call-endings.ts`.
 */
import type { Actor, Agenda } from '../../kernel/agenda.ts'
import type { Lane } from '../../kernel/lane.ts'
import type { Ms } from '../../kernel/units.ts'
import { Outcome } from '../../record/outcome.ts'
import { Attempts } from './attempts.ts'
import type { Call, CallPool } from './call.ts'
import { CallEndings } from './call-endings.ts'
import { CallEvent as Event } from './call-event.ts'
import type { CallLog } from './call-log.ts'
import type { CallSiteParts } from './call-site-parts.ts'
import { Entry, type Gates } from './gate.ts'
import { done } from '../handling/interpreter.ts'
import { NO_TICKET, type Task } from '../handling/task.ts'
import { GATEWAY_TIMEOUT, isFailure, isOfBreaker } from './verdicts.ts'
import type { Wire } from '../network/wire.ts'

/** Makes calls of one kind, and sees each to its end. */
export class CallSite implements Actor<Call | Task> {
  readonly name: string
  readonly optional: boolean
  readonly wire: Wire
  readonly #agenda: Agenda
  readonly #calls: CallPool
  readonly #log: CallLog
  readonly #gates: Gates | null
  readonly #attempts: Attempts
  readonly #endings: CallEndings
  readonly #deadlines: Lane<Call> | null
  readonly #deadlineMs: Ms
  readonly #load: CallSiteParts['load']
  readonly #inherits: boolean

  constructor(parts: CallSiteParts) {
    const { agenda, calls, timers } = parts.callee.world
    this.name = parts.name
    this.optional = parts.optional
    this.#agenda = agenda
    this.#calls = calls
    this.wire = parts.inner?.wire ?? parts.wireOf(this, parts)
    this.#log = parts.log
    this.#gates = parts.gates
    const timeouts = timers.lane(parts.timeoutMs, Event.AttemptTimedOut)
    this.#attempts = new Attempts(parts, this.wire, timeouts)
    this.#deadlines = timers.lane(parts.deadlineMs, Event.DeadlinePassed)
    this.#deadlineMs = parts.deadlineMs
    this.#load = parts.load
    this.#inherits = parts.propagate
    const ways = { attempts: this.#attempts, deadlines: this.#deadlines }
    this.#endings = new CallEndings(this, parts, ways)
  }

  /** Begins a call for a task that will wait for it. It never ends before this returns. */
  open(parent: Task): void {
    if (this.#load !== null && this.#agenda.now >= this.#load.horizonMs) return tooLate(parent)
    const call = this.#calls.take(this, parent, null)
    parent.waitsFor = call
    this.#begin(call, this.#inherits ? parent.deadlineAt : Infinity)
  }

  /** A policy around this site has ended a call of a task without making it: it counts as one. */
  unmade(parent: Task, startedAt: Ms, outcome: Outcome, reason: number): void {
    if (this.#load !== null && startedAt >= this.#load.horizonMs) return
    const call = this.#calls.take(this, parent, null)
    call.startedAt = startedAt
    this.#log.callBegan(call)
    this.#log.callEnded(call, outcome, reason)
    this.#calls.release(call)
  }

  /** Begins a call that is an attempt, or one of several racing ones, of another call. */
  openWithin(outer: Call): void {
    const call = this.#calls.take(this, outer.parent, outer)
    outer.inners.push(call)
    this.#begin(call, outer.deadlineAt)
  }

  /** A gate at which the call has waited lets it in. */
  letIn(call: Call): void {
    this.#heed(call, (this.#gates as Gates).letIn(call, this.#agenda.now))
  }

  /** A gate at which the call has waited turns it away. */
  refused(call: Call, reason: number): void {
    this.#gates?.endWait(call, this.#agenda.now)
    this.turnAway(call, reason)
  }

  /** A call waits at a gate when the run ends. */
  stillWaits(call: Call, now: Ms): void {
    this.#gates?.stillWaits(call, now)
  }

  /** A breaker at which an attempt has waited is to be asked again. */
  tryNow(call: Call): void {
    call.scheduled = true
    this.#agenda.soon(this, Event.RetryDue, call)
  }

  /** One of the calls that an attempt consists of has ended; another may still race. */
  innerEnded(call: Call, inner: Call, outcome: Outcome, reason: number): void {
    call.inners.splice(call.inners.indexOf(inner), 1)
    if (isFailure(outcome) && this.#attempts.raceOn(call, inner, outcome, reason)) return
    call.found = inner.found
    call.retryAfterMs = inner.retryAfterMs
    this.#attemptEnded(call, outcome, reason)
  }

  /** The time of the attempt under way begins anew. */
  renew(call: Call): void {
    this.#attempts.renew(call)
  }

  /** The time of the attempt under way is up at once. */
  expire(call: Call): void {
    this.#attemptEnded(call, Outcome.Timeout, GATEWAY_TIMEOUT)
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

  /** A retry that was due while the caller stood still. */
  retry(call: Call): void {
    this.#agenda.soon(this, Event.RetryDue, call)
  }

  /** The caller is gone. */
  abandon(call: Call): void {
    this.#endings.abandon(call)
  }

  /** The steps that stand in for a failed call are done. */
  stoodIn(call: Call, stand: Task): void {
    this.#endings.stoodIn(call, stand)
  }

  #begin(call: Call, latest: Ms): void {
    call.startedAt = this.#agenda.now
    call.deadlineAt = Math.min(call.startedAt + this.#deadlineMs, latest)
    this.#log.callBegan(call)
    if (this.#deadlines !== null) call.deadlineTicket = this.#deadlines.set(call)
    this.#attempts.prepare(call)
    if (this.#gates === null) this.#attempts.begin(call)
    else this.#heed(call, this.#gates.enter(call, this.#agenda.now))
  }

  #heed(call: Call, entry: number): void {
    if (entry === Entry.In) this.#attempts.begin(call)
    else if (entry !== Entry.Waits) this.turnAway(call, entry)
  }

  /** The caller's own policy says no; the call learns of it in an event of its own. */
  turnAway(call: Call, reason: number): void {
    call.turnedAwayBy = reason
    call.scheduled = true
    this.#agenda.soon(this, Event.TurnedAway, call)
  }

  #answered(job: Task): void {
    job.scheduled = false
    const call = job.call as Call
    if (call.ticket !== job.ticket) return this.wire.callee.wasted(job)
    const { outcome, reason } = job
    if (!isFailure(outcome)) call.found = job.found
    if (isFailure(outcome)) call.retryAfterMs = job.retryAfterMs
    call.parent.answer = job.answer
    this.wire.callee.world.tasks.giveBack(job)
    this.#attemptEnded(call, outcome, reason)
  }

  #attemptEnded(call: Call, outcome: Outcome, reason: number): void {
    this.#attempts.ended(call, outcome, reason)
    if (isFailure(outcome)) this.#tryAgain(call, outcome, reason)
    else this.#endings.end(call, outcome, reason)
  }

  #attemptTimedOut(call: Call): void {
    this.#attempts.timedOut(call, GATEWAY_TIMEOUT)
    this.#tryAgain(call, Outcome.Timeout, GATEWAY_TIMEOUT)
  }

  #deadlinePassed(call: Call): void {
    call.deadlineTicket = NO_TICKET
    this.#attempts.breakOff(call, Outcome.Timeout)
    this.#endings.settle(call, Outcome.Timeout, GATEWAY_TIMEOUT)
  }

  #retryDue(call: Call): void {
    call.scheduled = false
    if (call.dead) return this.#calls.bury(call)
    if (call.isStoodInFor || call.parent.replica.progress.putsOff(call)) return
    this.#attempts.begin(call)
  }

  #turnedAway(call: Call): void {
    call.scheduled = false
    if (call.dead) return this.#calls.bury(call)
    if (call.isStoodInFor) return
    const reason = call.turnedAwayBy
    if (isOfBreaker(reason)) this.#tryAgain(call, Outcome.Rejected, reason)
    else this.#endings.settle(call, Outcome.Rejected, reason)
  }

  #tryAgain(call: Call, outcome: Outcome, reason: number): void {
    const due = this.#attempts.nextAt(call, outcome, reason)
    if (due === Infinity) return this.#endings.settle(call, outcome, reason)
    call.scheduled = true
    this.#agenda.at(due, this, Event.RetryDue, call)
  }
}

/** Load has ended: clients are done. Their code hears no more of what it asks. */
function tooLate(parent: Task): void {
  if (parent.errand === null) done(parent)
}
