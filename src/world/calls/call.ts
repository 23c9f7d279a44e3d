/** A call under way: from the caller's decision to its result, all attempts included. Pooled. */
import type { Ms } from '../../kernel/units.ts'
import type {
  CircuitBreaker,
  Passage,
  Permit,
  RetryBudget,
  RetryProgress,
} from '../../policies/index.ts'
import type { Attempt, Hop } from '../../record/journey.ts'
import type { CallSite } from './call-site.ts'
import type { Race } from './hedges.ts'
import type { Lease } from '../network/lease.ts'
import type { Task } from '../handling/task.ts'
import type { Memory } from '../memory.ts'

/** No replica. */
export const NOT_SENT = -1

/** No key has been drawn yet. */
export const UNDRAWN = -1

/** One call. */
export class Call {
  site!: CallSite
  /** The task that waits for it. */
  parent!: Task
  /** The call whose attempt it is, when policies are in layers. */
  outer: Call | null = null
  /** The calls that its attempt consists of, when policies are in layers. */
  readonly inners: Call[] = []
  /** The request under way, or the last one. */
  job: Task | null = null
  /** Goes up whenever an attempt begins or ends: an answer with another ticket comes too late. */
  ticket = 0
  /** Whether an attempt is under way. */
  attempting = false
  /** An event that cannot be cancelled knows it, so it cannot be used again yet. */
  scheduled = false
  /** It is over; the event that still knows it gives it back. */
  dead = false
  /** It makes no more attempts: other steps stand in, and an event still under way is void. */
  isStoodInFor = false
  /** What the cache that was asked has `Found`. */
  found = 0

  slot = 0
  attemptSlot = 0
  startedAt: Ms = 0.5
  /** Nobody waits any longer after this. */
  deadlineAt: Ms = Infinity

  // What the callee's balancer keeps for its attempt.
  /** The replica it was sent to; `NOT_SENT` before, after, and where there is no balancer. */
  sentTo = NOT_SENT
  sentAt: Ms = 0.5
  /** The key by which replicas are chosen, once drawn, where the call declares keys. */
  shard = UNDRAWN

  // What its policies keep for it.
  timeoutTicket = 0
  deadlineTicket = 0
  readonly retries: RetryProgress = { attempts: 0, step: 0, delay: 0.5, mark: 0 }
  breaker: CircuitBreaker | null = null
  permit: Permit | null = null
  permittedAt: Ms = 0.5
  /** What a concurrency limit keeps of it, once there was one. */
  passage: Passage | null = null
  /** Its attempts, when several may race. */
  race: Race | null = null
  /** The connection of its attempt, where connections must be made. */
  lease: Lease | null = null
  /** What its retries are paid from, and what the attempt under way or due has cost. */
  budget: RetryBudget | null = null
  paid = 0.5
  /** When the latest answer said to come again, counted from then; NaN if it did not. */
  retryAfterMs: Ms = NaN
  /** How many gates it has passed, and whether it waits at the next, and since when. */
  gatesPassed = 0
  isAtGate = false
  atGateSince: Ms = 0.5
  /** The request that nobody waits for any more, although the callee was not told to stop. */
  leftBehind: Task | null = null
  /** Which of its caller's policies has said no. */
  turnedAwayBy = 0

  // Its place in a journey, when the request is traced.
  hop: Hop | null = null
  attempt: Attempt | null = null
}

/** Calls to use again. */
export class CallPool {
  /** The first so many of them; to count them is quicker than to push and to pop. */
  readonly #idle: Call[] = []
  #idleCount = 0
  readonly #all: Call[] = []
  readonly #memory: Memory
  #dying = 0
  #within = 0

  constructor(memory: Memory) {
    this.#memory = memory
  }

  /** How many calls have not ended; those that are attempts of others do not count. */
  get underWay(): number {
    return this.#all.length - this.#idleCount - this.#dying - this.#within
  }

  /** Notes the waits of those that still stand at a limit of their caller, when the run ends. */
  settle(now: Ms): void {
    for (const call of this.#all) {
      if (call.isAtGate) call.site.stillWaits(call, now)
      call.lease?.connections.stillWaits(call, now)
    }
  }

  /** @param outer the call whose attempt it is */
  take(site: CallSite, parent: Task, outer: Call | null): Call {
    const call = this.#idleCount > 0 ? this.#idle[--this.#idleCount] : this.#make()
    call.site = site
    call.parent = parent
    call.outer = outer
    if (outer !== null) this.#within++
    call.found = 0
    call.shard = UNDRAWN
    call.retryAfterMs = NaN
    return call
  }

  /** A call is over; if an event still knows it, that event gives it back. */
  release(call: Call): void {
    if (call.outer !== null) this.#within--
    if (!call.scheduled) return this.#giveBack(call)
    call.dead = true
    this.#dying++
  }

  /** Gives back a call that was over when its last event came. */
  bury(call: Call): void {
    this.#dying--
    this.#giveBack(call)
  }

  #giveBack(call: Call): void {
    call.job = null
    call.breaker = null
    call.permit = null
    call.budget = null
    call.leftBehind = null
    call.hop = null
    call.attempt = null
    call.dead = false
    call.isStoodInFor = false
    this.#idle[this.#idleCount++] = call
  }

  #make(): Call {
    this.#memory.grow()
    const made = new Call()
    this.#all.push(made)
    return made
  }
}
