/** Open loop: requests begin at their own pace, however the system does. */
import type { Actor } from '../kernel/agenda.ts'
import type { Random } from '../kernel/streams.ts'
import type { Ms } from '../kernel/units.ts'
import type { Component, TaskOwner } from './component.ts'
import type { Task } from './task.ts'
import type { TaskChoice } from './task-choice.ts'

/** When requests begin. */
export type Pace = {
  readonly arrivals: 'poisson' | 'steady'
  readonly ratePerMs: number
  /** No more than so many. */
  readonly most: number
}

/** Begins one task after another until the load ends. */
export class Arrivals implements Actor<null>, TaskOwner {
  readonly #clients: Component
  readonly #pace: Pace
  readonly #choice: TaskChoice
  readonly #random: Random
  readonly #untilMs: Ms
  #begun = 0

  /** @param untilMs no task begins at or after this */
  constructor(clients: Component, pace: Pace, choice: TaskChoice, random: Random, untilMs: Ms) {
    this.#clients = clients
    this.#pace = pace
    this.#choice = choice
    this.#random = random
    this.#untilMs = untilMs
    clients.owner = this
  }

  /** Plans the first arrival: steady ones begin at 0. */
  start(): void {
    this.#plan(this.#pace.arrivals === 'steady' ? 0 : this.#gap())
  }

  /** A task begins, and the next one is planned. */
  on(): void {
    const { agenda, world, replicas } = this.#clients
    this.#begun++
    const { arrivals, ratePerMs } = this.#pace
    this.#plan(arrivals === 'steady' ? this.#begun / ratePerMs : agenda.now + this.#gap())
    replicas[0].receive(world.tasks.take(this.#choice.next(this.#random)))
  }

  finished(task: Task): void {
    this.#clients.world.tasks.giveBack(task)
  }

  #plan(at: Ms): void {
    if (at >= this.#untilMs || this.#begun >= this.#pace.most) return
    this.#clients.agenda.at(at, this, 0, null)
  }

  /** The time between two arrivals of a Poisson process: -ln(1 - u) / rate. */
  #gap(): Ms {
    return -Math.log(1 - this.#random()) / this.#pace.ratePerMs
  }
}
