/**
 * The pieces of work that a processor sees to, the next one to end first: a heap in which each task
 * knows its place, so that one of thousands is called off as quickly as it began.
 */
import type { Task } from './task.ts'
import { NOWHERE } from './task-list.ts'

/** Of two pieces that end together the one that began first ends first. */
export class Pieces {
  readonly #heap: Task[] = []
  #turn = 0

  /** The next one to end; undefined when there is none. */
  get next(): Task | undefined {
    return this.#heap[0]
  }

  /** Whether a task's piece is among them. */
  has(task: Task): boolean {
    return task.piecePlace !== NOWHERE
  }

  /** One more, which ends at its `workEnds`. */
  add(task: Task): void {
    task.pieceTurn = this.#turn++
    this.#heap.push(task)
    this.#rise(this.#heap.length - 1, task)
  }

  /** Takes out one that is among them. */
  remove(task: Task): void {
    const place = task.piecePlace
    const last = this.#heap.pop() as Task
    task.piecePlace = NOWHERE
    if (last === task) return
    this.#rise(place, last)
    if (last.piecePlace === place) this.#sink(place, last)
  }

  #rise(from: number, task: Task): void {
    let place = from
    while (place > 0) {
      const above = this.#heap[(place - 1) >> 1]
      if (endsBefore(above, task)) break
      this.#put(above, place)
      place = (place - 1) >> 1
    }
    this.#put(task, place)
  }

  #sink(from: number, task: Task): void {
    const heap = this.#heap
    let place = from
    for (let child = 2 * place + 1; child < heap.length; child = 2 * place + 1) {
      if (child + 1 < heap.length && endsBefore(heap[child + 1], heap[child])) child++
      if (endsBefore(task, heap[child])) break
      this.#put(heap[child], place)
      place = child
    }
    this.#put(task, place)
  }

  #put(task: Task, place: number): void {
    this.#heap[place] = task
    task.piecePlace = place
  }
}

const endsBefore = (one: Task, other: Task): boolean =>
  one.workEnds < other.workEnds ||
  (one.workEnds === other.workEnds && one.pieceTurn < other.pieceTurn)
