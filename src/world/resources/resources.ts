/** The finite resources of one replica, and the faults that are about them. */
import type { StockData } from '../../declare/resources-data.ts'
import type { Effect } from '../../faults/effect.ts'
import type { Chance } from '../../kernel/streams.ts'
import type { Ms } from '../../kernel/units.ts'
import type { Outcome } from '../../record/outcome.ts'
import type { InForce } from '../faults/in-force.ts'
import { type Door, Doors } from '../handling/door.ts'
import type { Replica } from '../handling/replica.ts'
import type { Task } from '../handling/task.ts'
import { Holding } from './holding.ts'

const THREADS = {
  name: 'threads',
  idle: 0,
  each: 0,
  share: 1,
  lingersMs: 0,
  restartMs: 0,
  gc: 0,
} as const

/** What of one replica is finite, and no rate. */
export class Resources implements Door {
  readonly #replica: Replica
  readonly #chance: Chance
  readonly #byName = new Map<string, Holding>()
  readonly #doors: Doors

  constructor(replica: Replica, stocks: readonly StockData[]) {
    const { world, handling } = replica.component
    this.#replica = replica
    this.#chance = world.chance(`${handling.name}#${replica.index}/resources`)
    for (const data of stocks) this.#byName.set(data.name, new Holding(replica, data, this.#chance))
    this.#doors = new Doors([...this.#byName.values()])
  }

  /** How many slots there are threads for; threads are counted from their first fault on. */
  get slots(): number {
    return Math.floor(this.#byName.get('threads')?.remaining ?? Infinity)
  }

  has(name: string): boolean {
    return this.#byName.has(name)
  }

  admit(task: Task, now: Ms): number {
    return this.#doors.admit(task, now)
  }

  left(task: Task, outcome: Outcome, now: Ms): void {
    this.#doors.left(task, outcome, now)
  }

  /** A fault has come into force. */
  begin(fault: InForce): void {
    this.#meant(fault.effect)?.begin(fault)
  }

  /** A fault is no longer in force. */
  end(fault: InForce): void {
    this.#meant(fault.effect)?.end(fault)
  }

  /** The replica starts again. */
  restart(): void {
    for (const holding of this.#byName.values()) holding.restart()
  }

  #meant({ leak, exhausts }: Effect): Holding | undefined {
    const name = leak?.of ?? exhausts
    if (name === 'threads' && !this.has(name)) this.#byName.set(name, this.#threads())
    return name === null ? undefined : this.#byName.get(name)
  }

  #threads(): Holding {
    const size = this.#replica.component.handling.concurrency
    return new Holding(this.#replica, { ...THREADS, size }, this.#chance)
  }
}
