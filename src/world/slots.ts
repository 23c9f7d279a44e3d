/** The slots of one replica, and the queue of those that wait for one. */
import type { Agenda } from '../kernel/agenda.ts'
import type { ComponentMeter } from '../record/meters.ts'
import type { Task } from './task.ts'
import { TaskQueue } from './task-list.ts'

/** So many at a time, and so many more may wait. */
export class Slots {
  readonly #agenda: Agenda
  readonly #meter: ComponentMeter
  readonly #count: number
  readonly #bound: number
  readonly #queue = new TaskQueue()
  #busy = 0

  /**
   * @param count how many there are
   * @param bound how many may wait for one
   */
  constructor(agenda: Agenda, meter: ComponentMeter, count: number, bound: number) {
    this.#agenda = agenda
    this.#meter = meter
    this.#count = count
    this.#bound = bound
  }

  /** Whether there is neither a slot nor a place in the queue. */
  get isFull(): boolean {
    return this.#busy >= this.#count && this.#queue.length >= this.#bound
  }

  /**
   * Asks for a slot; who gets none waits in the queue, whether or not there is room in it.
   *
   * @returns whether the task has one now
   */
  request(task: Task): boolean {
    task.queuedAt = this.#agenda.now
    if (this.#busy < this.#count) {
      this.#take(task)
      return true
    }
    this.#queue.add(task)
    this.#meter.queued.add(this.#agenda.now, 1)
    return false
  }

  /** A free slot goes to whoever has waited longest, before anybody else can ask. */
  next(): Task | null {
    if (this.#queue.length === 0 || this.#busy >= this.#count) return null
    const task = this.#queue.shift() as Task
    this.#meter.queued.add(this.#agenda.now, -1)
    this.#take(task)
    return task
  }

  release(task: Task): void {
    task.holdsSlot = false
    this.#busy--
    this.#meter.busy.add(this.#agenda.now, -1)
  }

  /** A task gives up whatever it has: its slot, or its place in the queue. */
  vacate(task: Task): void {
    if (task.holdsSlot) this.release(task)
    if (!task.queued) return
    this.#queue.remove(task)
    this.#meter.queued.add(this.#agenda.now, -1)
    task.waitedMs += this.#agenda.now - task.queuedAt
  }

  #take(task: Task): void {
    task.holdsSlot = true
    task.waitedMs += this.#agenda.now - task.queuedAt
    this.#busy++
    this.#meter.busy.add(this.#agenda.now, 1)
  }
}
