/**
 * Gates: what a call has to pass before its attempts begin. Rate limits, bulkheads and limits of
 * concurrency are gates.
 */
import type { Ms } from '../../kernel/units.ts'
import { Outcome } from '../../record/outcome.ts'
import type { Call } from './call.ts'
import type { CallLog } from './call-log.ts'

/** What a gate says to a call, besides the (negative) `Reason` for which it turns one away. */
export const Entry = {
  In: 1,
  /** It stands in the gate's queue; the gate will say `letIn` or `refused` to its call site. */
  Waits: 0,
} as const

/** Stands before calls: lets one in, makes it wait, or turns it away. */
export interface Gate {
  /** What the limit is called where waits are told: `bulkhead of 5`. */
  readonly limit: string
  /** @returns an `Entry`, or the `Reason` for which the call is turned away */
  enter(call: Call, now: Ms): number
  /** A call that had entered is over, whatever came of it. */
  leave(call: Call, outcome: Outcome, reason: number, now: Ms): void
  /** A call that waits here is given up by its caller. */
  forget(call: Call, now: Ms): void
}

/** The gates of one call site, outermost first: each replica of the caller has its own. */
export class Gates {
  readonly #log: CallLog
  readonly #make: (replica: number) => readonly Gate[]
  readonly #byReplica: (readonly Gate[] | undefined)[] = []

  /** @param make makes the gates of one replica */
  constructor(log: CallLog, make: (replica: number) => readonly Gate[]) {
    this.#log = log
    this.#make = make
  }

  /**
   * Leads a call through the gates it has not passed yet.
   *
   * @returns `Entry.In` when it has passed all; else what the gate said where it stopped
   */
  enter(call: Call, now: Ms): number {
    const gates = this.#of(call)
    while (call.gatesPassed < gates.length) {
      const entry = gates[call.gatesPassed].enter(call, now)
      if (entry === Entry.Waits) wait(call, now)
      if (entry !== Entry.In) return entry
      call.gatesPassed++
    }
    return Entry.In
  }

  /**
   * The gate at which a call has waited lets it in; it goes on to the next, as with `enter`. In a
   * process that is just crashing nothing goes on: the call leaves again when its turn comes.
   */
  letIn(call: Call, now: Ms): number {
    this.endWait(call, now)
    call.gatesPassed++
    return call.parent.replica.isCrashing ? Entry.Waits : this.enter(call, now)
  }

  /**
   * A call need not wait any longer where it stands.
   *
   * @param outcome what came of the call, if it has ended there
   */
  endWait(call: Call, now: Ms, outcome: Outcome = Outcome.Ok): void {
    this.#log.waitedAtGate(call, this.#of(call)[call.gatesPassed].limit, now, outcome)
    call.isAtGate = false
  }

  /** A call waits when the run ends. */
  stillWaits(call: Call, now: Ms): void {
    this.#log.stillAtGate(call, this.#of(call)[call.gatesPassed].limit, now)
  }

  /** A call is over: it leaves the gates it has passed, and the queue it may stand in. */
  leave(call: Call, outcome: Outcome, reason: number, now: Ms): void {
    const gates = this.#of(call)
    if (call.isAtGate) {
      gates[call.gatesPassed].forget(call, now)
      this.endWait(call, now, outcome)
    }
    while (call.gatesPassed > 0) gates[--call.gatesPassed].leave(call, outcome, reason, now)
  }

  /** A restarted process knows nothing of earlier calls. */
  reset(replica: number): void {
    this.#byReplica[replica] = undefined
  }

  #of({ parent }: Call): readonly Gate[] {
    const { index } = parent.replica
    return (this.#byReplica[index] ??= this.#make(index))
  }
}

function wait(call: Call, now: Ms): void {
  call.isAtGate = true
  call.atGateSince = now
}
