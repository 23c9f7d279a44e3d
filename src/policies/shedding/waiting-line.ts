/** The line of those that wait: who is next, and who goes when there is no more room. */
import type { Random } from '../../kernel/streams.ts'
import { chanceIn, insistOnIndex } from '../handed-in.ts'
import { insistOnSettings, insistOnWaiting, PRIORITIES } from './line-misuse.ts'
import type { Eviction, LineSettings, QueueOrder } from './options.ts'

/** What waits in a line. The line threads itself through these fields, so joining makes nothing. */
export interface Waiting<T> {
  /** 0, the most important, to 9. It does not change while it waits. */
  readonly priority: number
  /** Whether it waits; kept by the line, as are the fields below. */
  queued: boolean
  /** The how-manieth to join the line. */
  turn: number
  /** Kept by the line: who comes after it. */
  nextQueued: T | null
  /** Kept by the line: who comes before it. */
  previousQueued: T | null
}

/**
 * Those that wait for a place, in a list for each priority. Adding, taking and removing take the
 * same short time however many wait; only a random eviction walks.
 *
 * With `evict: 'leastImportant'` and `within: 'oldest'` it evicts as bottleneck does:
 * `displaceEquals: true` is its LEAK, false its OVERFLOW_PRIORITY, and `evict: 'newest'` its
 * OVERFLOW.
 *
 * @example
 * class Job implements Waiting<Job> {
 *   queued = false
 *   turn = 0
 *   nextQueued: Job | null = null
 *   previousQueued: Job | null = null
 *   constructor(readonly priority: number) {}
 * }
 * const line = new WaitingLine<Job>(lineSettings({ order: 'priority', evict: 'leastImportant' }))
 * line.add(new Job(9))
 * const urgent = new Job(0)
 * const goes = line.victim(urgent, Math.random) // the one of priority 9
 * if (goes !== urgent) {
 *   line.remove(goes)
 *   line.add(urgent)
 * }
 */
export class WaitingLine<T extends Waiting<T>> {
  /** How many wait. */
  length = 0
  readonly #settings: LineSettings
  readonly #first: (T | null)[] = new Array(PRIORITIES).fill(null)
  readonly #last: (T | null)[] = new Array(PRIORITIES).fill(null)
  readonly #lengths: number[] = new Array(PRIORITIES).fill(0)
  readonly #next: () => T | null
  readonly #victim: (newcomer: T, random: Random) => T
  #turns = 0
  #turnsBefore = -1

  /**
   * @param settings the order of service and the rule of eviction, made by `lineSettings`
   * @throws UsageError if they were not
   */
  constructor(settings: LineSettings) {
    insistOnSettings(settings)
    this.#settings = settings
    this.#next = this.#orders[settings.order]
    this.#victim = this.#evictions[settings.evict]
  }

  /** Joins the line; whether there is room is for the caller to know. */
  add(item: T): void {
    insistOnWaiting(item, false)
    const { priority } = item
    this.#joins(item, this.#turns++)
    item.nextQueued = null
    const last = this.#last[priority]
    item.previousQueued = last
    if (last === null) this.#first[priority] = item
    else last.nextQueued = item
    this.#last[priority] = item
  }

  /** Waits again, before all others of its class: it was interrupted. */
  putBack(item: T): void {
    insistOnWaiting(item, false)
    const { priority } = item
    this.#joins(item, this.#turnsBefore--)
    item.previousQueued = null
    const first = this.#first[priority]
    item.nextQueued = first
    if (first === null) this.#last[priority] = item
    else first.previousQueued = item
    this.#first[priority] = item
  }

  #joins(item: T, turn: number): void {
    item.queued = true
    item.turn = turn
    this.#lengths[item.priority]++
    this.length++
  }

  /** Takes out the one that is next. */
  shift(): T | null {
    const item = this.#next()
    if (item !== null) this.remove(item)
    return item
  }

  /** Leaves the line from wherever it stands. */
  remove(item: T): void {
    insistOnWaiting(item, true)
    const { priority, previousQueued: previous, nextQueued: next } = item
    item.queued = false
    if (previous === null) this.#first[priority] = next
    else previous.nextQueued = next
    if (next === null) this.#last[priority] = previous
    else next.previousQueued = previous
    this.#lengths[priority]--
    this.length--
  }

  /**
   * Who goes when one more comes than there is room for.
   *
   * @param random drawn from once by a random eviction, and not at all by the others
   * @returns the newcomer, or one that waits and is to be removed
   */
  victim(newcomer: T, random: Random): T {
    insistOnIndex(newcomer?.priority, PRIORITIES, 'waiting line, the priority of a newcomer')
    return this.#victim(newcomer, random)
  }

  /** How many that wait now would be served before a newcomer of this priority. */
  ahead(priority: number): number {
    insistOnIndex(priority, PRIORITIES, 'waiting line, ahead(priority)')
    if (this.#settings.order === 'lifo') return 0
    if (this.#settings.order === 'fifo') return this.length
    let before = 0
    for (let i = 0; i <= priority; i++) before += this.#lengths[i]
    return before
  }

  readonly #orders: { readonly [O in QueueOrder]: () => T | null } = {
    fifo: () => this.#oldest(),
    lifo: () => this.#newest(),
    priority: () => this.#first.find(first => first !== null) ?? null,
  }

  readonly #evictions: { readonly [E in Eviction]: (newcomer: T, random: Random) => T } = {
    newest: newcomer => newcomer,
    oldest: newcomer => this.#oldest() ?? newcomer,
    random: (newcomer, random) => this.#nth(this.#lot(random)) ?? newcomer,
    leastImportant: newcomer => this.#leastImportant(newcomer),
  }

  #lot(random: Random): number {
    const draw = chanceIn(random, 'waiting line, victim(newcomer, random)')
    return Math.floor(draw() * (this.length + 1))
  }

  #oldest(): T | null {
    let oldest: T | null = null
    for (const first of this.#first) {
      if (first !== null && (oldest === null || first.turn < oldest.turn)) oldest = first
    }
    return oldest
  }

  #newest(): T | null {
    let newest: T | null = null
    for (const last of this.#last) {
      if (last !== null && (newest === null || last.turn > newest.turn)) newest = last
    }
    return newest
  }

  /** The n-th, counted by priority and then by turn; null past the end. */
  #nth(n: number): T | null {
    let left = n
    let priority = 0
    while (priority < PRIORITIES && left >= this.#lengths[priority]) {
      left -= this.#lengths[priority++]
    }
    if (priority === PRIORITIES) return null
    let item = this.#first[priority]
    while (left-- > 0) item = (item as T).nextQueued
    return item
  }

  /** The least important class goes first; within it the oldest or the newest, as was said. */
  #leastImportant(newcomer: T): T {
    const { within, displaceEquals } = this.#settings
    const least = displaceEquals ? newcomer.priority : newcomer.priority + 1
    for (let priority = PRIORITIES - 1; priority >= least; priority--) {
      if (this.#lengths[priority] === 0) continue
      if (within === 'oldest') return this.#first[priority] as T
      // The newest of its own class is the newcomer itself.
      return priority === newcomer.priority ? newcomer : (this.#last[priority] as T)
    }
    return newcomer
  }
}
