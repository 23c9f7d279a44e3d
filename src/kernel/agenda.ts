/**
 * The agenda: what happens next. Virtual time moves only here, from one event to the next, in the
 * order of time and, at equal times, of insertion.
 *
 * The heap is 4-ary and keeps its keys in typed arrays; an event is a slot in four parallel arrays
 * that is used again once it has fired. Nothing is allocated for an event (`npm run bench`).
 */
import { invariant } from './errors.ts'
import type { Ms } from './units.ts'

/** Whoever understands events: one small number says which, and the subject whom it concerns. */
export interface Actor<Subject = never> {
  on(event: number, subject: Subject): void
}

const FIRST_CAPACITY = 64

/** Virtual time and the events still to come. */
export class Agenda {
  /** The virtual time of the event being fired, in milliseconds. */
  now: Ms = 0
  /** How many events have been fired. */
  fired = 0
  /** Whether events of equal time fire in the order in which they were planned. */
  readonly isFifo: boolean = true

  // The heap: times and the slots they stand for.
  #times = new Float64Array(FIRST_CAPACITY)
  #slots = new Int32Array(FIRST_CAPACITY)
  #size = 0

  // The slots: what fires, and the turn that breaks ties.
  #turns = new Float64Array(FIRST_CAPACITY)
  #events = new Uint8Array(FIRST_CAPACITY)
  #actors: (Actor | null)[] = new Array(FIRST_CAPACITY).fill(null)
  #subjects: unknown[] = new Array(FIRST_CAPACITY).fill(null)
  #free = new Int32Array(FIRST_CAPACITY)
  #freeCount = 0
  #slotCount = 0
  #nextTurn = 0

  // A ring of slots due now: they need no heap, only their turn.
  #due = new Int32Array(FIRST_CAPACITY)
  #dueHead = 0
  #dueCount = 0

  /** How many events wait. */
  get pending(): number {
    return this.#size + this.#dueCount
  }

  /** When the next event is due, in milliseconds; Infinity when none is. */
  get nextAt(): Ms {
    if (this.#dueCount > 0) return this.now
    return this.#size > 0 ? this.#times[0] : Number.POSITIVE_INFINITY
  }

  /** Plans an event at a time not in the past. */
  at<S>(time: Ms, actor: Actor<S>, event: number, subject: S): void {
    this.atTurn(time, this.#nextTurn++, actor, event, subject)
  }

  /** Plans an event after a delay; without any it needs no place in the heap. */
  after<S>(delay: Ms, actor: Actor<S>, event: number, subject: S): void {
    if (delay === 0) return this.soon(actor, event, subject)
    if (!(delay > 0)) this.#refuse(this.now + delay)
    const slot = this.#take(this.#nextTurn++, actor, event, subject)
    if (this.#size === this.#times.length) this.#growHeap()
    this.#times[this.#size] = this.now + delay
    this.#slots[this.#size++] = slot
    this.#rise()
  }

  /** Plans an event for now, after all that is already due now. */
  soon<S>(actor: Actor<S>, event: number, subject: S): void {
    const slot = this.#take(this.#nextTurn++, actor, event, subject)
    if (this.#dueCount === this.#due.length) this.#growRing()
    this.#due[(this.#dueHead + this.#dueCount++) & (this.#due.length - 1)] = slot
  }

  /** The turn of an event planned now; a lane keeps it for the day its entry comes first. */
  takeTurn(): number {
    return this.#nextTurn++
  }

  /** Plans an event under a turn taken earlier. */
  atTurn<S>(time: Ms, turn: number, actor: Actor<S>, event: number, subject: S): void {
    if (!(time >= this.now)) this.#refuse(time)
    const slot = this.#take(turn, actor, event, subject)
    if (this.#size === this.#times.length) this.#growHeap()
    this.#times[this.#size] = time
    this.#slots[this.#size++] = slot
    this.#rise()
  }

  /**
   * Fires the next event.
   *
   * @returns false when none is left
   */
  step(): boolean {
    let slot: number
    if (this.#dueCount > 0 && !this.#heapGoesFirst()) {
      slot = this.#due[this.#dueHead]
      this.#dueHead = (this.#dueHead + 1) & (this.#due.length - 1)
      this.#dueCount--
    } else if (this.#size > 0) {
      this.now = this.#times[0]
      slot = this.#pop()
    } else {
      return false
    }
    const actor = this.#actors[slot] as Actor<unknown>
    const subject = this.#subjects[slot]
    this.#free[this.#freeCount++] = slot
    this.fired++
    actor.on(this.#events[slot], subject)
    return true
  }

  /**
   * Fires every event before a moment.
   *
   * @param limit no more than so many events in all
   */
  run(until: Ms, limit: number): void {
    while (this.fired < limit && this.nextAt < until) this.step()
  }

  /** Takes back the count of an event that turned out to be nothing. */
  uncount(): void {
    this.fired--
  }

  /** True if a planned event is due now and was planned before what stands first in the ring. */
  #heapGoesFirst(): boolean {
    return (
      this.#size > 0 &&
      this.#times[0] === this.now &&
      this.#turns[this.#slots[0]] < this.#turns[this.#due[this.#dueHead]]
    )
  }

  #take(turn: number, actor: Actor, event: number, subject: unknown): number {
    let slot: number
    if (this.#freeCount > 0) {
      slot = this.#free[--this.#freeCount]
    } else {
      slot = this.#slotCount++
      if (slot === this.#turns.length) this.#growSlots()
    }
    this.#turns[slot] = turn
    this.#events[slot] = event
    this.#actors[slot] = actor
    this.#subjects[slot] = subject
    return slot
  }

  /** Lets the entry that stands last find its place from the bottom. */
  #rise(): void {
    const times = this.#times
    const slots = this.#slots
    let hole = this.#size - 1
    const time = times[hole]
    const slot = slots[hole]
    const turn = this.#turns[slot]
    while (hole > 0) {
      const parent = (hole - 1) >> 2
      const above = times[parent]
      if (above < time || (above === time && this.#turns[slots[parent]] < turn)) break
      times[hole] = above
      slots[hole] = slots[parent]
      hole = parent
    }
    times[hole] = time
    slots[hole] = slot
  }

  #pop(): number {
    const first = this.#slots[0]
    const size = --this.#size
    if (size > 0) this.#sink(size)
    return first
  }

  /** Lets the entry that stood last find its place from the top. */
  #sink(size: number): void {
    const times = this.#times
    const slots = this.#slots
    const turns = this.#turns
    const time = times[size]
    const slot = slots[size]
    let hole = 0
    for (let child = 1; child < size; child = (hole << 2) + 1) {
      let least = child
      let leastTime = times[child]
      const end = child + 4 < size ? child + 4 : size
      for (let other = child + 1; other < end; other++) {
        const t = times[other]
        if (t < leastTime || (t === leastTime && turns[slots[other]] < turns[slots[least]])) {
          least = other
          leastTime = t
        }
      }
      if (leastTime > time || (leastTime === time && turns[slots[least]] > turns[slot])) break
      times[hole] = leastTime
      slots[hole] = slots[least]
      hole = least
    }
    times[hole] = time
    slots[hole] = slot
  }

  #refuse(time: Ms): never {
    invariant(false, `an event was planned for ${time} ms when it was ${this.now} ms`)
    throw new Error('unreachable')
  }

  #growHeap(): void {
    this.#times = twice(this.#times, Float64Array)
    this.#slots = twice(this.#slots, Int32Array)
  }

  #growSlots(): void {
    const before = this.#turns.length
    this.#turns = twice(this.#turns, Float64Array)
    this.#events = twice(this.#events, Uint8Array)
    this.#free = twice(this.#free, Int32Array)
    for (let i = 0; i < before; i++) {
      this.#actors.push(null)
      this.#subjects.push(null)
    }
  }

  #growRing(): void {
    const grown = new Int32Array(this.#due.length * 2)
    const mask = this.#due.length - 1
    for (let i = 0; i < this.#dueCount; i++) grown[i] = this.#due[(this.#dueHead + i) & mask]
    this.#due = grown
    this.#dueHead = 0
  }
}

type Numbers = Float64Array | Int32Array | Uint8Array

function twice<A extends Numbers>(array: Numbers, Type: new (length: number) => A): A {
  const grown = new Type(array.length * 2)
  grown.set(array)
  return grown
}
