/** A bulkhead that is watched: who came in when, who was turned out, and why. */
import { Bulkhead, type BulkheadOptions } from 'gameday/policies'

/** A call, by its name. */
export type Named = { readonly name: string }

/** What has happened: `a in 0`, `b waitedTooLong 100`, … */
export class Watched {
  readonly told: string[] = []
  readonly bulkhead: Bulkhead<Named>
  readonly #calls = new Map<string, Named>()

  constructor(options: BulkheadOptions) {
    const tell = (name: string, what: string, now: number) =>
      this.told.push(`${name} ${what} ${now}`)
    this.bulkhead = new Bulkhead<Named>(options, {
      letIn: ({ name }, now) => tell(name, 'in', now),
      turnOut: ({ name }, why, now) => tell(name, why, now),
    })
  }

  /** Calls arrive, all at one moment. */
  arrive(names: string, now: number): this {
    for (const name of names) {
      const call = { name }
      this.#calls.set(name, call)
      const entry = this.bulkhead.admit(call, now)
      if (entry !== 'waits') this.told.push(`${name} ${entry} ${now}`)
    }
    return this
  }

  /** One that was under way is over. */
  over(now: number, broken = false): this {
    this.bulkhead.settle(now, broken)
    return this
  }

  /** One that waits is given up. */
  giveUp(name: string, now: number): boolean {
    return this.bulkhead.forget(this.#calls.get(name)!, now)
  }

  /** Time goes by. */
  until(now: number): this {
    for (let { dueAt } = this.bulkhead; dueAt <= now; { dueAt } = this.bulkhead) {
      this.bulkhead.pass(dueAt)
    }
    return this
  }
}
