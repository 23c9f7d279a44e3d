/** The bulkhead: so many calls at once, a queue for the rest, and what becomes of those in it. */
import { UsageError } from '../../kernel/errors.ts'
import { checked, shown } from '../../kernel/schema.ts'
import type { Ms } from '../../kernel/units.ts'
import { WaitingRow } from '../../kernel/waiting-row.ts'
import { insistOnPresent, notHandedIn } from '../handed-in.ts'
import { Connections } from './connections.ts'
import {
  type BulkheadKind,
  type BulkheadOptions,
  bulkheadSchema,
  bulkheadSettings,
} from './options.ts'

/** What is told to whoever owns a bulkhead about a call that waited. */
export type BulkheadListener<Call> = {
  /** A slot has gone to a call that waited: it is under way now. */
  readonly letIn: (call: Call, now: Ms) => void
  /** A call that waited goes without a slot: it waited too long, or made room for a newer one. */
  readonly turnOut: (call: Call, why: 'waitedTooLong' | 'dropped', now: Ms) => void
}

/** The answer to a call that wants a slot. */
export type BulkheadEntry = 'in' | 'waits' | 'full'

/**
 * Keeps calls of one kind from taking everything: no more than `limit` are under way at once.
 *
 * A slot that is freed goes to the head of the queue in the same step, so no later call overtakes
 * those who wait. At exactly `maxWait` a call has waited too long, also if a slot is freed at that
 * instant. What time alone brings about (a wait that is over, a connection that is made) happens in
 * `pass(now)`, at the instant that `dueAt` tells; every other method lets the past happen first.
 *
 * @example
 * type Waiting = { begin(): void; giveUp(): void }
 * const bulkhead = new Bulkhead<Waiting>({ limit: 10, queue: 5 }, {
 *   letIn: waiting => waiting.begin(),
 *   turnOut: waiting => waiting.giveUp(),
 * })
 *
 * async function guarded<T>(ask: () => Promise<T>): Promise<T> {
 *   await new Promise<void>((begin, giveUp) => {
 *     const entry = bulkhead.admit({ begin, giveUp }, Date.now())
 *     if (entry === 'in') begin()
 *     if (entry === 'full') giveUp()
 *   })
 *   return ask().finally(() => bulkhead.settle(Date.now()))
 * }
 */
export class Bulkhead<Call extends object> {
  /** What stands behind its slots. */
  readonly kind: BulkheadKind
  /** Calls under way at most. */
  readonly limit: number
  readonly #queue: number
  readonly #maxWait: Ms
  readonly #setUp: Ms
  readonly #dropsOldest: boolean
  readonly #listener: BulkheadListener<Call>
  readonly #waiting = new WaitingRow<Call>()
  /** Calls that have a slot, and wait for its connection. */
  readonly #connecting = new WaitingRow<Call>()
  readonly #connections: Connections
  #held = 0

  /**
   * @param options  how many at once, and how many wait; times in milliseconds
   * @param listener told of the calls that waited
   * @param where    what to call this bulkhead in an error
   * @throws UsageError naming every mistake in the options
   */
  constructor(options: BulkheadOptions, listener: BulkheadListener<Call>, where = 'bulkhead') {
    const settings = bulkheadSettings(checked(bulkheadSchema, options, where))
    insistOnListener(listener, where)
    this.kind = settings.kind
    this.limit = settings.limit
    this.#queue = settings.queue
    this.#dropsOldest = settings.whenFull === 'dropOldest'
    this.#listener = listener
    this.#maxWait = settings.maxWait
    this.#setUp = settings.setUp
    this.#connections = new Connections(settings)
  }

  /** Slots that are held. */
  get held(): number {
    return this.#held
  }

  /** Calls that wait for a slot. */
  get waiting(): number {
    return this.#waiting.size
  }

  /** The next instant at which time alone brings something about; Infinity if it does not. */
  get dueAt(): Ms {
    return Math.min(this.#waiting.dueAt, this.#connecting.dueAt)
  }

  /**
   * Asks for a slot.
   *
   * @param call what the listener will be told of; it waits here once at a time
   * @param now  the present, in milliseconds
   * @returns whether it is in, waits until the listener is told, or finds everything full
   */
  admit(call: Call, now: Ms): BulkheadEntry {
    if (typeof call !== 'object' && typeof call !== 'function') throw noCall(call)
    this.pass(now)
    if (this.#held < this.limit) return this.#hold(call, now) ? 'in' : 'waits'
    if (this.#waiting.size >= this.#queue && !this.#madeRoom(now)) return 'full'
    this.#waiting.add(call, now + this.#maxWait)
    return 'waits'
  }

  /**
   * A call that was under way is over: its slot goes to the head of the queue, or is free.
   *
   * @param now    when it was over, in milliseconds
   * @param broken whether the connection it had can be used no more; false by default
   */
  settle(now: Ms, broken = false): void {
    if (this.#held === 0) throw nothingToSettle()
    this.pass(now)
    this.#free(now, broken)
  }

  /**
   * A call that waits has been given up by its caller.
   *
   * @returns false if it does not wait here
   */
  forget(call: Call, now: Ms): boolean {
    insistOnPresent(now, 'bulkhead, forget(call, now)')
    if (this.#waiting.remove(call)) return true
    if (!this.#connecting.remove(call)) return false
    this.#free(now, true)
    return true
  }

  /** Lets everything happen that time has brought about up to now, in the order of time. */
  pass(now: Ms): void {
    insistOnPresent(now, 'bulkhead, pass(now)')
    while (this.dueAt <= now) {
      if (this.#connecting.dueAt <= this.#waiting.dueAt) {
        this.#listener.letIn(this.#connecting.shift(), now)
      } else {
        this.#listener.turnOut(this.#waiting.shift(), 'waitedTooLong', now)
      }
    }
  }

  #free(now: Ms, broken: boolean): void {
    this.#held -= 1
    if (broken) this.#connections.close()
    if (this.#waiting.size === 0) return
    const head = this.#waiting.shift()
    if (this.#hold(head, now)) this.#listener.letIn(head, now)
  }

  /** Takes a slot for a call. @returns false if its connection must be made first */
  #hold(call: Call, now: Ms): boolean {
    this.#held += 1
    if (this.#connections.takeOne(this.#held)) return true
    this.#connecting.add(call, now + this.#setUp)
    return false
  }

  #madeRoom(now: Ms): boolean {
    if (!this.#dropsOldest) return false
    this.#listener.turnOut(this.#waiting.shift(), 'dropped', now)
    return true
  }
}

function insistOnListener(listener: BulkheadListener<never>, where: string): void {
  if (typeof listener?.letIn === 'function' && typeof listener.turnOut === 'function') return
  const fix = 'write { letIn: call => call.begin(), turnOut: call => call.giveUp() }'
  throw notHandedIn('who is told of calls that waited', { how: `${where} › listener`, fix })
}

function noCall(call: unknown): UsageError {
  return new UsageError({
    what: `${shown(call)} is no call that the listener could be told of`,
    where: 'bulkhead, admit(call, now)',
    fix: 'hand in an object of your own for each call',
  })
}

function nothingToSettle(): UsageError {
  return new UsageError({
    what: 'a call is over, but none is under way',
    where: 'bulkhead, settle(now)',
    fix: 'settle each call once, and only if it was let in',
  })
}
