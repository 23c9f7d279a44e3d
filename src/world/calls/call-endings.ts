/**
 * How the calls of one site end: with an answer, with what stands in for one, or given up; and what
 * their policies have lent them goes back.
 */
import type { Agenda } from '../../kernel/agenda.ts'
import type { Lane } from '../../kernel/lane.ts'
import { isServed, Outcome } from '../../record/outcome.ts'
import { Reason } from '../../record/reason.ts'
import type { CacheLog } from '../caches/cache-log.ts'
import { detach, standIn, stopStandIn } from '../handling/branches.ts'
import { advance, cacheAnswered, callEnded } from '../handling/interpreter.ts'
import { NO_TICKET, type Task } from '../handling/task.ts'
import type { Attempts } from './attempts.ts'
import type { Call, CallPool } from './call.ts'
import type { CallLog } from './call-log.ts'
import type { CallSite } from './call-site.ts'
import type { CallSiteParts } from './call-site-parts.ts'
import type { Fallback } from './fallback.ts'
import type { Gates } from './gate.ts'

/** Ends the calls of one site. */
export class CallEndings {
  readonly #site: CallSite
  readonly #agenda: Agenda
  readonly #calls: CallPool
  readonly #log: CallLog
  readonly #gates: Gates | null
  readonly #attempts: Attempts
  readonly #deadlines: Lane<Call> | null
  readonly #fallback: Fallback | null
  readonly #questions: CacheLog | null

  constructor(
    site: CallSite,
    parts: CallSiteParts,
    { attempts, deadlines }: { readonly attempts: Attempts; readonly deadlines: Lane<Call> | null },
  ) {
    const { agenda, calls } = parts.callee.world
    this.#site = site
    this.#agenda = agenda
    this.#calls = calls
    this.#log = parts.log
    this.#gates = parts.gates
    this.#attempts = attempts
    this.#deadlines = deadlines
    this.#fallback = parts.fallback
    this.#questions = parts.keys?.log ?? null
  }

  /** A call has failed for good; something may stand in for it. */
  settle(call: Call, outcome: Outcome, reason: number): void {
    const instead = this.#fallback?.standIn(call.parent.replica.index, this.#agenda.now) ?? null
    if (instead === null) return this.end(call, outcome, reason)
    this.#conclude(call, outcome, reason)
    if (instead === 'value') return this.end(call, Outcome.Degraded, Reason.None)
    const stand = standIn(call, instead)
    this.#log.standInBegan(call, stand, this.#agenda.now)
    advance(stand)
  }

  /** The steps that stand in for a failed call are done. */
  stoodIn(call: Call, stand: Task): void {
    const { outcome, reason } = stand
    this.#log.standInEnded(call, stand, this.#agenda.now)
    detach(stand, call.parent)
    if (isServed(outcome)) this.end(call, Outcome.Degraded, Reason.None)
    else this.end(call, outcome, reason)
  }

  /** Whoever made the call hears what became of it. */
  end(call: Call, outcome: Outcome, reason: number): void {
    const { parent, outer, found } = call
    this.#leave(call, outcome, reason)
    if (outcome === Outcome.Ok) this.#fallback?.answered(parent.replica.index, this.#agenda.now)
    if (outer !== null) outer.site.innerEnded(outer, call, outcome, reason)
    else if (this.#questions !== null) cacheAnswered(parent, found, outcome, this.#questions)
    else callEnded(parent, this.#site, outcome, reason)
  }

  /** The caller is gone: whatever comes of the call, nobody will know. */
  abandon(call: Call): void {
    if (call.isStoodInFor) stopStandIn(call)
    this.#attempts.breakOff(call, Outcome.Cancelled)
    this.#leave(call, Outcome.Cancelled, Reason.None)
  }

  #leave(call: Call, outcome: Outcome, reason: number): void {
    this.#conclude(call, outcome, reason)
    this.#log.callEnded(call, outcome, reason)
    this.#calls.release(call)
  }

  /** A call makes no more attempts: it gives back what its policies have lent it. */
  #conclude(call: Call, outcome: Outcome, reason: number): void {
    if (this.#deadlines !== null && call.deadlineTicket !== NO_TICKET) {
      this.#deadlines.cancel(call.deadlineTicket)
      call.deadlineTicket = NO_TICKET
    }
    this.#attempts.finish(call)
    this.#gates?.leave(call, outcome, reason, this.#agenda.now)
  }
}
