/** The slots of one replica, and the queue of those that wait for one. */
import type { Agenda } from '../../kernel/agenda.ts'
import type { Handling } from './component.ts'
import type { Task } from './task.ts'
import { TaskQueue } from './task-list.ts'

/** Those that wait for a slot, in an order of their own. */
export type WaitingTasks = Pick<TaskQueue, 'length' | 'add' | 'shift' | 'remove'>

/** So many at a time, and so many more may wait. */
export class Slots {
  readonly #agenda: Agenda
  #declared: number
  #count: number
  #declaredBound: number
  #bound: number
  #queue: WaitingTasks
  #busy = 0

  /**
   * @param most how many there are, and how many may wait for one
   * @param queue where they wait; first come, first served by default
   */
  constructor(
    agenda: Agenda,
    { concurrency: count, queue: bound }: Pick<Handling, 'concurrency' | 'queue'>,
    queue: WaitingTasks = new TaskQueue(),
  ) {
    this.#agenda = agenda
    this.#declared = count
    this.#count = count
    this.#declaredBound = bound
    this.#bound = bound
    this.#queue = queue
  }

  /** How many are held. */
  get busy(): number {
    return this.#busy
  }

  /** Whether there is no slot left. */
  get areTaken(): boolean {
    return this.#busy >= this.#count
  }

  /** Whether there are fewer than declared. */
  get areFewer(): boolean {
    return this.#count < this.#declared
  }

  /** Whether the declared bound would judge otherwise who comes next: let wait, or turned away. */
  get boundMatters(): boolean {
    const { length } = this.#queue
    return length >= this.#bound !== length >= this.#declaredBound
  }

  /** Those that come from now on wait in another line. */
  turnQueue(next: (before: WaitingTasks) => WaitingTasks): void {
    this.#queue = next(this.#queue)
  }

  /** From now on it is declared that there are so many; what faults have taken comes on top. */
  declare({ concurrency, queue }: Pick<Handling, 'concurrency' | 'queue'>): void {
    this.#declared = concurrency
    this.#declaredBound = queue
  }

  /**
   * There are no more than so many for now; who holds one keeps it, and who waits waits on.
   *
   * @param places how many may wait; null for as many as declared
   */
  adapt(most: number, places: number | null): void {
    this.#count = Math.min(this.#declared, most)
    this.#bound = places ?? this.#declaredBound
  }

  /** Whether there is neither a slot nor a place in the queue. */
  get isFull(): boolean {
    return this.areTaken && this.#queue.length >= this.#bound
  }

  /**
   * Asks for a slot; who gets none waits in the queue, whether or not there is room in it.
   *
   * @returns whether the task has one now
   */
  request(task: Task): boolean {
    if (!this.areTaken) {
      this.#busy++
      task.holdsSlot = true
      return true
    }
    task.queuedAt = this.#agenda.now
    this.#queue.add(task)
    return false
  }

  /** A free slot goes to whoever is next in the queue, before anybody else can ask. */
  next(): Task | null {
    if (this.#queue.length === 0 || this.areTaken) return null
    const task = this.#queue.shift() as Task
    task.waitedMs += this.#agenda.now - task.queuedAt
    task.holdsSlot = true
    this.#busy++
    return task
  }

  release(task: Task): void {
    task.holdsSlot = false
    this.#busy--
  }

  /** A task gives up its place in the queue. */
  leaveQueue(task: Task): void {
    this.#queue.remove(task)
    task.waitedMs += this.#agenda.now - task.queuedAt
  }
}
