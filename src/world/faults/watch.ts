/**
 * Looks at conditions at equal distances of virtual time, first at 0. A look comes before anything
 * else that happens at its moment, but for faults that were planned for it; all conditions are
 * looked at before any fault acts on what was seen, and faults act in the order of their sentences.
 */
import { Alarm } from '../../kernel/alarm.ts'
import type { Agenda } from '../../kernel/agenda.ts'
import type { Ms } from '../../kernel/units.ts'

/** What has to be brought up to date before a look. */
export interface Turning {
  turn(now: Ms): void
}

/** Looks, and then acts on what was seen. */
export interface Watcher {
  look(now: Ms): void
  act(now: Ms): void
}

/** The looks of one run. */
export class Watch {
  readonly everyMs: Ms
  readonly #gauges: Turning[] = []
  readonly #watchers: Watcher[] = []
  readonly #alarm: Alarm<number>
  #turn = 0

  constructor(
    readonly agenda: Agenda,
    everyMs: Ms,
  ) {
    this.everyMs = everyMs
    this.#alarm = new Alarm(agenda, look => this.#look(look))
  }

  /** A gauge is brought up to date before each look. */
  turning<G extends Turning>(gauge: G): G {
    this.#gauges.push(gauge)
    return gauge
  }

  add(watcher: Watcher): void {
    this.#watchers.push(watcher)
  }

  /** Begins to look, if there is anything to look at. */
  start(): void {
    if (this.#watchers.length === 0) return
    this.#turn = this.agenda.takeTurn()
    this.#alarm.setInTurn(0, this.#turn, 0)
  }

  #look(look: number): void {
    const { now } = this.agenda
    this.#alarm.setInTurn((look + 1) * this.everyMs, this.#turn, look + 1)
    for (const gauge of this.#gauges) gauge.turn(now)
    for (const watcher of this.#watchers) watcher.look(now)
    for (const watcher of this.#watchers) watcher.act(now)
  }
}
