/** Publishers that wait in a full queue until there is room: first come, first served. */
import { Alarm } from '../../kernel/alarm.ts'
import type { Agenda } from '../../kernel/agenda.ts'
import type { Draws } from '../../kernel/draws.ts'
import type { Door } from '../handling/door.ts'
import type { Task } from '../handling/task.ts'

/** Holds publishers back; as a door it hears of those that leave in the meantime. */
export class Room implements Door {
  readonly #waiting = new Map<Task, Draws | null>()

  readonly #agenda: Agenda
  readonly #alarm: Alarm<null>
  #willOpen = false

  /** @param letIn told when there may be room */
  constructor(agenda: Agenda, letIn: () => void) {
    this.#agenda = agenda
    this.#alarm = new Alarm(agenda, () => {
      this.#willOpen = false
      letIn()
    })
  }

  /** A message has left the queue. */
  open(): void {
    if (this.#willOpen || this.isEmpty) return
    this.#willOpen = true
    this.#alarm.set(this.#agenda.now, null)
  }

  get isEmpty(): boolean {
    return this.#waiting.size === 0
  }

  /** A publisher found the queue full. */
  wait(task: Task, delays: Draws | null): void {
    this.#waiting.set(task, delays)
  }

  /** Whoever has waited longest, and waits no more; null when nobody does. */
  next(): [publisher: Task, delays: Draws | null] | null {
    for (const next of this.#waiting) {
      this.#waiting.delete(next[0])
      return next
    }
    return null
  }

  admit(): number {
    return 0
  }

  left(task: Task): void {
    this.#waiting.delete(task)
  }
}
