/**
 * A task: one request being handled by one replica, or one branch of that. While it is on its way
 * over a link it is the message, too. Tasks are pooled: they are taken and given back, never made
 * anew for an event.
 */
import type { Ms } from '../../kernel/units.ts'
import type { Passage } from '../../policies/index.ts'
import type { Attempt } from '../../record/journey.ts'
import { Outcome } from '../../record/outcome.ts'
import type { CacheLog } from '../caches/cache-log.ts'
import type { Fill } from '../caches/fill.ts'
import type { CacheKeys } from '../caches/keys.ts'
import type { Call } from '../calls/call.ts'
import type { Errand } from '../calls/errand.ts'
import type { Memory } from '../memory.ts'
import type { Known } from '../records/asked.ts'
import type { CodeHandling } from './code.ts'
import type { Program } from './program.ts'
import type { Replica } from './replica.ts'

/** How important a request is when nobody says. */
const NORMAL = 5

/** No time-out is set: its time is not limited. */
export const NO_TICKET = -1

/** The slot of a message that no component has handled: an error made on the way. */
export const UNHANDLED = -1

/** Who is told when a task is over that its caller had left behind. */
export interface Departure {
  departed(): void
}

/** One handling under way. */
export class Task {
  // What it is for.
  program!: Program
  /** The call it answers; null for a branch, and for what clients do. */
  call: Call | null = null
  /** Which of the call's attempts it answers: the call has moved on when its ticket is another. */
  ticket = 0
  /** Who has sent it; its call may be another's by the time it arrives. */
  client = ''
  /** The task it is a branch of. */
  parent: Task | null = null
  /** How important it is: 0 is the most, 9 the least. */
  priority = NORMAL
  /** Which user, or which of the requests that came by themselves, it was begun for. */
  session = 0
  /** The user on whose behalf clients do it. */
  user = -1
  /** The call whose fallback it is. */
  standsInFor: Call | null = null
  /** The key it last asked of a cache, and those of the questions around it. */
  askedKey = -1
  asked: number[] | null = null
  /** The question it is to a cache: of which keys, and which one. */
  keys: CacheKeys | null = null
  key = -1
  /** What the cache had to say: one of `Found`. */
  found = 0
  /** What it fetches by itself, since a cache did not have it: where the end of that is written. */
  fills: CacheLog[] | null = null
  /** What it knows of records, by store, where its program asks for any. */
  known: Map<string, Known> | null = null
  /** The fill it waits for, and its place among those who do. */
  waitsForFill: Fill | null = null
  fillPlace = 0

  /** Who sent it, when it answers no call; and whether nobody waits for it. */
  errand: Errand | null = null
  isBackground = false

  // Where it stands.
  replica!: Replica
  /** The next instruction. */
  at = 0
  /** Rounds left, for each loop it is in. */
  rounds: number[] | null = null
  /** The call it waits for. */
  waitsFor: Call | null = null
  /** Branches that are not over, and how many of them are still to be done; and which they are. */
  openBranches = 0
  neededBranches = 0
  /** Its branches are being started. */
  isForking = false
  branches: Task[] | null = null
  /** An event of the agenda knows it, so it cannot be used again yet. */
  scheduled = false
  /** It is a request on its way to the callee. */
  onItsWay = false
  /** Its place among the tasks inside its replica; -1 on a link and when done. */
  place = -1
  /** It waits in the queue for a slot. */
  queued = false
  /** It holds a slot. */
  holdsSlot = false
  /** It was stopped; the event that still knows it gives it back. */
  dead = false

  // How it goes.
  outcome: Outcome = Outcome.Ok
  reason = 0
  /** The slot of time in which it arrived. */
  slot = UNHANDLED
  arrivedAt: Ms = 0.5
  queuedAt: Ms = 0.5
  waitedMs: Ms = 0.5
  workedMs: Ms = 0.5
  /** Of that, time in which it did not get on: others had the cores, or it was slowed. */
  stalledMs: Ms = 0.5
  /** The piece of work under way. */
  pieceMs: Ms = 0.5
  pieceSince: Ms = 0.5
  pieceLabel = ''
  /** The piece is interrupted, and so much of it is left. */
  isInterrupted = false
  /** What happens when it has ended, and when it does by the clock of a processor. */
  pieceEvent = 0
  workEnds: Ms = 0.5
  /** Its place among the pieces of a processor, -1 for none; and when it came there. */
  piecePlace = -1
  pieceTurn = 0
  /** How many times as long its work takes, by faults that have touched just this request. */
  slowness = 1.5
  /** Nobody waits any longer after this. */
  deadlineAt: Ms = Infinity
  /** What a concurrency limit keeps of it, once there was one. */
  passage: Passage | null = null
  /** When the answer says to come again, counted from then; NaN when it says nothing of it. */
  retryAfterMs: Ms = NaN
  /** Who must know when it is over although nobody waits for it: its thread is free then. */
  departure: Departure | null = null
  /** The bytes of its request that went over a link with a fault in force. */
  exposedBytes = 0
  /** Its attempt in a journey, when the request is traced. */
  attempt: Attempt | null = null
  /** What the request says and what answers it, where somebody has said something. */
  request: unknown = undefined
  answer: unknown = undefined
  /** The code that handles it. */
  code: CodeHandling | null = null

  // Its place in the queue of its replica.
  turn = 0
  queueTicket = NO_TICKET
  nextQueued: Task | null = null
  previousQueued: Task | null = null

  /** It has failed, for this reason. */
  fail(reason: number): void {
    this.outcome = Outcome.Error
    this.reason = reason
  }
}

/** The work that was done for a task: what others did meanwhile on its cores is not its own. */
export const workOf = ({ workedMs, stalledMs }: Task): Ms => Math.max(0, workedMs - stalledMs)

/** Tasks to use again. */
export class TaskPool {
  /** The first so many of them; to count them is quicker than to push and to pop. */
  readonly #idle: Task[] = []
  #idleCount = 0
  readonly #memory: Memory

  constructor(memory: Memory) {
    this.#memory = memory
  }

  /** A task at the start of a program. */
  take(program: Program): Task {
    const task = this.#idleCount > 0 ? this.#idle[--this.#idleCount] : this.#make()
    task.program = program
    task.at = 0
    task.outcome = Outcome.Ok
    task.reason = 0
    task.slot = UNHANDLED
    task.slowness = 1
    task.isInterrupted = false
    task.waitedMs = 0
    task.workedMs = 0
    task.stalledMs = 0
    return task
  }

  /** Gives back a task that nothing knows any more. */
  giveBack(task: Task): void {
    const { departure } = task
    if (departure !== null) task.departure = null
    if (task.outcome !== Outcome.Ok) task.retryAfterMs = NaN
    task.call = null
    task.parent = null
    task.attempt = null
    task.waitsFor = null
    task.branches = null
    task.dead = false
    task.standsInFor = null
    task.keys = null
    task.key = -1
    task.found = 0
    task.errand = null
    task.isBackground = false
    task.user = -1
    task.priority = NORMAL
    task.deadlineAt = Infinity
    task.request = undefined
    task.answer = undefined
    this.#idle[this.#idleCount++] = task
    if (departure !== null) departure.departed()
  }

  #make(): Task {
    this.#memory.grow()
    return new Task()
  }
}
