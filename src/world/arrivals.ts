/** Open loop: requests begin at their own pace, however the system does. */
import { Alarm } from '../kernel/alarm.ts'
import type { Chance } from '../kernel/streams.ts'
import type { Ms } from '../kernel/units.ts'
import type { Component, TaskOwner } from './component.ts'
import type { Task } from './task.ts'
import { begun, type TaskChoice } from './task-choice.ts'

/** When requests begin. */
export type Pace = {
  readonly arrivals: 'poisson' | 'steady'
  readonly ratePerMs: number
  /** No more than so many. */
  readonly most: number
}

/** Begins one task after another until the load ends. */
export class Arrivals implements TaskOwner {
  readonly #clients: Component
  readonly #pace: Pace
  readonly #choice: TaskChoice
  readonly #chance: Chance
  readonly #untilMs: Ms
  readonly #alarm: Alarm<null>
  #begun = 0

  /** @param untilMs no task begins at or after this */
  constructor(clients: Component, pace: Pace, choice: TaskChoice, chance: Chance, untilMs: Ms) {
    this.#clients = clients
    this.#pace = pace
    this.#choice = choice
    this.#chance = chance
    this.#untilMs = untilMs
    this.#alarm = new Alarm(clients.agenda, () => this.#begin())
    clients.owner = this
  }

  /** Plans the first arrival: steady ones begin at 0. */
  start(): void {
    this.#plan(this.#pace.arrivals === 'steady' ? 0 : this.#gap())
  }

  finished(task: Task): void {
    this.#clients.world.tasks.giveBack(task)
  }

  /** A task begins, and the next one is planned. */
  #begin(): void {
    const { agenda, world, replicas } = this.#clients
    this.#begun++
    const { arrivals, ratePerMs } = this.#pace
    this.#plan(arrivals === 'steady' ? this.#begun / ratePerMs : agenda.now + this.#gap())
    replicas[0].begin(begun(world.tasks, this.#choice.next(this.#chance)))
  }

  #plan(at: Ms): void {
    if (at >= this.#untilMs || this.#begun >= this.#pace.most) return
    this.#alarm.set(at, null)
  }

  /** The time between two arrivals of a Poisson process: -ln(1 - u) / rate. */
  #gap(): Ms {
    return -Math.log(1 - this.#chance.next()) / this.#pace.ratePerMs
  }
}
