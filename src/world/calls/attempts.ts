/**
 * The attempts of the calls of one call site: how one begins, how it ends, and whether another is
 * worth while. From the outside in: retry, circuit breaker, time-out, and then the wire, or the
 * policies of the next layer.
 */
import type { Agenda } from '../../kernel/agenda.ts'
import type { Lane } from '../../kernel/lane.ts'
import type { Random } from '../../kernel/streams.ts'
import type { Ms } from '../../kernel/units.ts'
import { fits, type Retry } from '../../policies/index.ts'
import { Outcome } from '../../record/outcome.ts'
import { Reason } from '../../record/reason.ts'
import type { Breakers } from './breakers.ts'
import { type Call, NOT_SENT } from './call.ts'
import type { CallLog } from './call-log.ts'
import type { CallSite } from './call-site.ts'
import type { CallSiteParts } from './call-site-parts.ts'
import { Entry } from './gate.ts'
import { NO_TICKET } from '../handling/task.ts'
import type { Hedges } from './hedges.ts'
import type { RetryBudgets } from './retry-budgets.ts'
import { codeOf, failureKind, isGivenUp } from './verdicts.ts'
import type { Wire } from '../network/wire.ts'

/** Makes attempts, one at a time for each call. */
export class Attempts {
  readonly #agenda: Agenda
  readonly #wire: Wire
  readonly #inner: CallSite | null
  readonly #hedges: Hedges | null
  readonly #log: CallLog
  readonly #retry: Retry | null
  readonly #retryRandom: Random
  readonly #budgets: RetryBudgets | null
  readonly #breakers: Breakers | null
  readonly #timeouts: Lane<Call> | null
  readonly #recalls: boolean
  /** Attempts are messages, and nothing but a breaker wants to know how they end. */
  readonly #isPlain: boolean

  /** @param timeouts where attempts wait for their time to be up; null when they have all of it */
  constructor(parts: CallSiteParts, wire: Wire, timeouts: Lane<Call> | null) {
    this.#agenda = parts.callee.world.agenda
    this.#wire = wire
    this.#inner = parts.inner
    this.#hedges = parts.hedges
    this.#log = parts.log
    this.#retry = parts.retry
    this.#retryRandom = parts.retryRandom
    this.#budgets = parts.budgets
    this.#breakers = parts.breakers
    this.#timeouts = timeouts
    this.#recalls = parts.cancel || parts.propagate
    this.#isPlain = [
      parts.inner,
      parts.hedges,
      parts.budgets,
      parts.link.connections,
      parts.callee.balancer,
    ].every(part => part === null)
  }

  /** A call has begun and has made no attempt yet. */
  prepare(call: Call): void {
    if (this.#retry !== null) this.#retry.restart(call.retries)
    if (this.#budgets !== null) this.#budgets.begin(call, this.#agenda.now)
  }

  /** A call makes no more attempts. */
  finish(call: Call): void {
    if (call.budget !== null) this.#budgets?.end(call, this.#agenda.now)
  }

  /** An attempt begins, unless the breaker lets it wait or turns it away. */
  begin(call: Call): void {
    const entry = this.#breakers === null ? Entry.In : this.#breakers.enter(call)
    if (entry === Entry.Waits) return
    if (entry !== Entry.In) return call.site.turnAway(call, entry)
    call.attempting = true
    call.ticket++
    this.#log.attemptBegan(call)
    if (this.#timeouts !== null) call.timeoutTicket = this.#timeouts.set(call)
    if (this.#inner === null) this.#wire.send(call)
    else if (this.#hedges === null) this.#inner.openWithin(call)
    else this.#hedges.begin(call)
  }

  /** One of the calls that an attempt consists of has failed. @returns whether another races on */
  raceOn(call: Call, failed: Call, outcome: Outcome, reason: number): boolean {
    return this.#hedges !== null && this.#hedges.goesOn(call, failed, outcome, reason)
  }

  /** The time of an attempt begins anew. */
  renew(call: Call): void {
    if (this.#timeouts === null) return
    this.#timeouts.cancel(call.timeoutTicket)
    call.timeoutTicket = this.#timeouts.set(call)
  }

  /** The time of an attempt is up. */
  timedOut(call: Call, reason: number): void {
    call.timeoutTicket = NO_TICKET
    this.ended(call, Outcome.Timeout, reason)
  }

  /** An attempt has ended. */
  ended(call: Call, outcome: Outcome, reason: number): void {
    if (this.#timeouts !== null && call.timeoutTicket !== NO_TICKET) {
      this.#timeouts.cancel(call.timeoutTicket)
    }
    if (this.#recalls && isGivenUp(outcome) && this.#inner === null) this.#wire.recall(call)
    if (!this.#isPlain) this.#release(call, outcome, reason)
    call.attempting = false
    call.ticket++
    if (call.breaker !== null) this.#breakers?.settle(call, outcome, reason)
    if (!this.#isPlain) this.#tell(call, outcome, reason)
    this.#log.attemptEnded(call, outcome)
  }

  /** Ends the attempt that is under way, or waits to begin: nobody waits for it any more. */
  breakOff(call: Call, outcome: Outcome): void {
    if (!call.attempting) return this.#breakers?.forget(call)
    const job = this.#recalls ? null : this.#wire.underWay(call)
    this.ended(call, outcome, Reason.None)
    // A request that still waited for a connection is not left behind: it is gone.
    if (job?.call === call) call.leftBehind = job
  }

  /** When the next attempt is due after one that failed; Infinity when there is none. */
  nextAt(call: Call, outcome: Outcome, reason: number): Ms {
    const retry = this.#retry
    const [failure, code] = [failureKind(outcome, reason), codeOf(reason)]
    if (!retry?.retryable(failure, code)) return Infinity
    const hint = call.retryAfterMs
    call.retryAfterMs = NaN
    const delay = retry.next(call.retries, this.#retryRandom, hint, retry.baseAfter(failure, code))
    if (delay === undefined) return Infinity
    const due = this.#agenda.now + delay
    if (!fits(call.deadlineAt, due)) return Infinity
    if (!this.#affords(call, outcome, reason)) return Infinity
    this.#log.backedOff(call, delay)
    return due
  }

  #affords(call: Call, outcome: Outcome, reason: number): boolean {
    const { now } = this.#agenda
    if (call.budget === null || this.#budgets?.withdraw(call, outcome, reason, now)) return true
    this.#log.retryRefused(now)
    return false
  }

  /** What an attempt has led to is stopped, and what it was lent is given back. */
  #release(call: Call, outcome: Outcome, reason: number): void {
    if (call.race !== null) this.#hedges?.over(call, outcome)
    if (this.#inner !== null) abandonAll(call.inners)
    if (call.lease !== null) call.lease.connections.ended(call, outcome, reason)
  }

  /** Whoever keeps an account of attempts hears how this one ended. */
  #tell(call: Call, outcome: Outcome, reason: number): void {
    if (call.sentTo !== NOT_SENT) this.#wire.callee.balancer?.ended(call, outcome, reason)
    if (call.budget !== null) this.#budgets?.settle(call, outcome, reason, this.#agenda.now)
  }
}

function abandonAll(calls: Call[]): void {
  for (let call = calls.pop(); call !== undefined; call = calls.pop()) call.site.abandon(call)
}
