/** Adaptive concurrency limits: before the calls of a caller, or at the entrance of a callee. */
import type { Ms } from '../../kernel/units.ts'
import type { ConcurrencyLimiter, LoadOutcome, Passage } from '../../policies/index.ts'
import { Outcome } from '../../record/outcome.ts'
import { Reason } from '../../record/reason.ts'
import type { Call } from './call.ts'
import type { Memory } from '../handling/component.ts'
import type { Door } from '../handling/door.ts'
import { Entry, type Gate } from './gate.ts'
import type { Task } from '../handling/task.ts'
import { loadVerdict } from './verdicts.ts'

/** Lets calls begin while fewer are under way than the limit. */
export class LimitGate implements Gate {
  readonly limit = 'adaptive limit'
  readonly #limiter: ConcurrencyLimiter

  constructor(limiter: ConcurrencyLimiter) {
    this.#limiter = limiter
  }

  enter(call: Call, now: Ms): number {
    call.passage ??= this.#limiter.start()
    return this.#limiter.admit(call.passage, now) ? Entry.In : Reason.LimitReached
  }

  leave({ passage }: Call, outcome: Outcome, reason: number, now: Ms): void {
    this.#limiter.settle(passage as Passage, loadVerdict(outcome, reason), now)
  }

  /** Nobody waits here. */
  forget(): void {}
}

/** Lets requests in while fewer are inside the replica than the limit. */
export class LimitDoor implements Door, Memory {
  readonly kind = 'limit'
  readonly #replica: number
  readonly #make: () => ConcurrencyLimiter
  #limiter: ConcurrencyLimiter

  /** @param replica at whose entrance it is @param make makes a limiter without experience */
  constructor(replica: number, make: () => ConcurrencyLimiter) {
    this.#replica = replica
    this.#make = make
    this.#limiter = make()
  }

  admit(task: Task, now: Ms): number {
    task.passage ??= this.#limiter.start()
    return this.#limiter.admit(task.passage, now) ? 0 : Reason.LimitReached
  }

  left({ passage }: Task, outcome: Outcome, now: Ms): void {
    this.#limiter.settle(passage as Passage, verdictInside(outcome), now)
  }

  reset(replica: number): void {
    if (replica === this.#replica) this.#limiter = this.#make()
  }
}

/**
 * What a request inside tells about the load there. An error took its time like an answer; who was
 * turned away further in, by a full queue or as shed load, is a drop.
 */
function verdictInside(outcome: Outcome): LoadOutcome {
  if (outcome === Outcome.Rejected) return 'dropped'
  return outcome === Outcome.Cancelled ? 'ignored' : 'ok'
}
