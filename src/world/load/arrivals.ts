/** Open loop: requests begin at their own pace, however the system does. */
import type { ClientsData } from '../../declare/data.ts'
import { Alarm } from '../../kernel/alarm.ts'
import type { Chance } from '../../kernel/streams.ts'
import type { Ms } from '../../kernel/units.ts'
import type { Component, TaskOwner } from '../handling/component.ts'
import { courseOf } from './course.ts'
import type { Timetable } from './timetable.ts'
import type { Task } from '../handling/task.ts'
import { begun, type TaskChoice } from '../handling/task-choice.ts'

/** When requests begin, what each is, and how many. */
export type Pace = {
  readonly times: Timetable
  readonly choice: TaskChoice
  readonly chance: Chance
  /** No more than so many. */
  readonly most: number
}

/** Begins one task after another until the load ends. */
export class Arrivals implements TaskOwner {
  readonly #clients: Component
  readonly #pace: Pace
  readonly #alarm: Alarm<number>
  #begun = 0
  /** Goes up when the next arrival is put off or brought forward: alarms set before are void. */
  #plan = 0

  constructor(clients: Component, pace: Pace) {
    this.#clients = clients
    this.#pace = pace
    this.#alarm = new Alarm(clients.agenda, plan => this.#begin(plan))
    clients.owner = this
  }

  /** Plans the first arrival: steady ones begin at 0. */
  start(): void {
    this.#set(this.#pace.times.next(0))
  }

  finished(task: Task): void {
    this.#clients.world.tasks.giveBack(task)
  }

  surge(factor: number): void {
    this.#plan++
    this.#set(this.#pace.times.surge(factor, this.#clients.agenda.now))
  }

  become(load: ClientsData['load']): void {
    if (!('shape' in load) || load.shape.course === 'recorded') return
    this.#plan++
    this.#set(this.#pace.times.follow(courseOf(load.shape), this.#clients.agenda.now))
  }

  /** A task begins, and the next one is planned. */
  #begin(plan: number): void {
    const { agenda, world, replicas } = this.#clients
    if (plan !== this.#plan || !this.#isBeforeEnd(agenda.now)) return agenda.uncount()
    const { times, choice, chance } = this.#pace
    this.#begun++
    this.#set(times.next(agenda.now))
    const task = begun(world.tasks, choice.next(chance))
    task.session = this.#begun
    replicas[0].begin(task)
  }

  #set(at: Ms): void {
    if (!this.#isBeforeEnd(at) || this.#begun >= this.#pace.most) return
    this.#alarm.set(at, this.#plan)
  }

  /** No task begins when load has ended. */
  #isBeforeEnd(at: Ms): boolean {
    return at < this.#clients.world.recording.grid.horizonMs
  }
}
