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
  readonly #alarm: Alarm<number>
  #begun = 0
  #nextAt: Ms = 0.5
  /** So many times as many begin as declared; and how often that has changed. */
  #factor = 1
  #surges = 0

  /** @param untilMs no task begins at or after this */
  constructor(clients: Component, pace: Pace, choice: TaskChoice, chance: Chance, untilMs: Ms) {
    this.#clients = clients
    this.#pace = pace
    this.#choice = choice
    this.#chance = chance
    this.#untilMs = untilMs
    this.#alarm = new Alarm(clients.agenda, surges => this.#begin(surges))
    clients.owner = this
  }

  /** Plans the first arrival: steady ones begin at 0. */
  start(): void {
    this.#plan(this.#pace.arrivals === 'steady' ? 0 : this.#gap())
  }

  finished(task: Task): void {
    this.#clients.world.tasks.giveBack(task)
  }

  /** What is left of the time to the next arrival shrinks or grows with the rate. */
  surge(factor: number): void {
    if (factor === this.#factor) return
    const { now } = this.#clients.agenda
    const left = (this.#nextAt - now) * (this.#factor / factor)
    this.#factor = factor
    this.#surges++
    if (this.#nextAt >= now) this.#plan(now + left)
  }

  /** A task begins, and the next one is planned. */
  #begin(surges: number): void {
    const { agenda, world, replicas } = this.#clients
    if (surges !== this.#surges) return agenda.uncount()
    this.#begun++
    const { arrivals, ratePerMs } = this.#pace
    const isUsual = arrivals === 'steady' && surges === 0
    this.#plan(isUsual ? this.#begun / ratePerMs : agenda.now + this.#gap() / this.#factor)
    replicas[0].begin(begun(world.tasks, this.#choice.next(this.#chance)))
  }

  #plan(at: Ms): void {
    this.#nextAt = at
    if (at >= this.#untilMs || this.#begun >= this.#pace.most) return
    this.#alarm.set(at, this.#surges)
  }

  /** The time between two arrivals; of a Poisson process it is -ln(1 - u) / rate. */
  #gap(): Ms {
    const { arrivals, ratePerMs } = this.#pace
    return (arrivals === 'steady' ? 1 : -Math.log(1 - this.#chance.next())) / ratePerMs
  }
}
