/**
 * The attempts of the calls of one call site: how one begins, how it ends, and whether another is
 * worth while. From the outside in: retry, circuit breaker, time-out, and then the wire, or the
 * policies of the next layer.
 */
import type { Agenda } from '../kernel/agenda.ts'
import type { Lane } from '../kernel/lane.ts'
import type { Random } from '../kernel/streams.ts'
import type { Ms } from '../kernel/units.ts'
import { fits, type Retry } from '../policies/index.ts'
import { Outcome, Reason } from '../record/outcome.ts'
import type { Breakers } from './breakers.ts'
import { type Call, NOT_SENT } from './call.ts'
import type { CallLog } from './call-log.ts'
import type { CallSite } from './call-site.ts'
import type { CallSiteParts } from './call-site-parts.ts'
import { codeOf, failureKind, isGivenUp } from './verdicts.ts'
import type { Wire } from './wire.ts'

/** Makes attempts, one at a time for each call. */
export class Attempts {
  readonly #agenda: Agenda
  readonly #wire: Wire
  readonly #inner: CallSite | null
  readonly #log: CallLog
  readonly #retry: Retry | null
  readonly #retryRandom: Random
  readonly #breakers: Breakers | null
  readonly #timeouts: Lane<Call> | null
  readonly #recalls: boolean

  /** @param timeouts where attempts wait for their time to be up; null when they have all of it */
  constructor(parts: CallSiteParts, wire: Wire, timeouts: Lane<Call> | null) {
    this.#agenda = parts.callee.world.agenda
    this.#wire = wire
    this.#inner = parts.inner
    this.#log = parts.log
    this.#retry = parts.retry
    this.#retryRandom = parts.retryRandom
    this.#breakers = parts.breakers
    this.#timeouts = timeouts
    this.#recalls = parts.cancel || parts.propagate
  }

  /** A call has begun and has made no attempt yet. */
  prepare(call: Call): void {
    if (this.#retry !== null) this.#retry.restart(call.retries)
  }

  /** @returns false when the breaker lets no attempt begin */
  begin(call: Call): boolean {
    const { now } = this.#agenda
    if (this.#breakers !== null && !this.#breakers.admits(call, now)) return false
    call.attempting = true
    call.ticket++
    this.#log.attemptBegan(call, now)
    if (this.#timeouts !== null) call.timeoutTicket = this.#timeouts.set(call)
    if (this.#inner === null) this.#wire.send(call)
    else this.#inner.openWithin(call)
    return true
  }

  /** An attempt has ended before its time was up. */
  ended(call: Call, outcome: Outcome, reason: number): void {
    if (this.#timeouts !== null) this.#timeouts.cancel(call.timeoutTicket)
    this.#end(call, outcome, reason)
  }

  /** The time of an attempt is up. */
  timedOut(call: Call, reason: number): void {
    this.#end(call, Outcome.Timeout, reason)
  }

  /** Ends the attempt under way, if there is one: nobody waits for it any more. */
  breakOff(call: Call, outcome: Outcome): void {
    if (call.attempting) this.ended(call, outcome, Reason.None)
  }

  /** When the next attempt is due after one that failed; Infinity when there is none. */
  nextAt(call: Call, outcome: Outcome, reason: number): Ms {
    const retry = this.#retry
    if (!retry?.retryable(failureKind(outcome, reason), codeOf(reason))) return Infinity
    const delay = retry.next(call.retries, this.#retryRandom)
    if (delay === undefined) return Infinity
    const due = this.#agenda.now + delay
    if (!fits(call.deadlineAt, due)) return Infinity
    this.#log.backedOff(call, delay)
    return due
  }

  #end(call: Call, outcome: Outcome, reason: number): void {
    if (this.#inner !== null) abandonAll(call.inners)
    else if (this.#recalls && isGivenUp(outcome)) this.#wire.recall(call)
    if (call.lease !== null) call.lease.connections.ended(call, outcome, reason)
    call.attempting = false
    call.ticket++
    if (call.sentTo !== NOT_SENT) this.#wire.callee.balancer?.ended(call, outcome, reason)
    if (call.breaker !== null) this.#breakers?.settle(call, outcome, reason, this.#agenda.now)
    this.#log.attemptEnded(call, outcome, this.#agenda.now)
  }
}

function abandonAll(calls: Call[]): void {
  for (let call = calls.pop(); call !== undefined; call = calls.pop()) call.site.abandon(call)
}
