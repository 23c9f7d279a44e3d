/** What the requests of one replica hold of one finite resource: a door, for it may be used up. */
import type { StockData } from '../../declare/resources-data.ts'
import type { Effect } from '../../faults/effect.ts'
import { Alarm } from '../../kernel/alarm.ts'
import type { Chance } from '../../kernel/streams.ts'
import type { Ms } from '../../kernel/units.ts'
import type { Outcome } from '../../record/outcome.ts'
import type { InForce } from '../faults/in-force.ts'
import type { Door } from '../handling/door.ts'
import type { Replica } from '../handling/replica.ts'
import type { Task } from '../handling/task.ts'
import { type Rule, rules } from './rules.ts'
import { collecting } from './slowdowns.ts'
import { Stock } from './stock.ts'

/** What is lost with time is lost in steps of a thousandth of what there is, or of one. */
const STEPS = 1_000

/** One finite resource of one replica. */
export class Holding implements Door {
  readonly #replica: Replica
  readonly #data: StockData
  readonly #rule: Rule
  readonly #chance: Chance
  readonly #stock: Stock
  readonly #returns: Alarm<number>
  readonly #whenRecovered: (() => void)[] = []

  /** @param chance decides which requests take some, where not all do */
  constructor(replica: Replica, data: StockData, chance: Chance) {
    const { agenda, meter } = replica.component
    this.#replica = replica
    this.#data = data
    this.#rule = rules[data.name]
    this.#chance = chance
    const collects = data.gc > 0 ? () => this.#collect() : null
    this.#stock = new Stock(data.size, meter.resource(data.name), collects)
    this.#stock.use(data.idle, agenda.now)
    this.#returns = new Alarm(agenda, amount => this.#stock.giveBack(amount, agenda.now))
  }

  /** How much is left. */
  get remaining(): number {
    return this.#stock.left
  }

  admit(_task: Task, now: Ms): number {
    const { each, share } = this.#data
    const takes = share === 1 || this.#chance.next() < share ? each : 0
    const leaks = this.#leaked()
    const needs = takes + leaks
    if (needs > 0 && !this.#stock.use(takes, now, needs)) return this.#deny()
    if (leaks > 0) this.#stock.lose(leaks, now)
    return 0
  }

  left(_task: Task, _outcome: Outcome, now: Ms): void {
    const { each, lingersMs } = this.#data
    if (this.#rule.usesUp || each === 0) return
    if (lingersMs === 0) this.#stock.giveBack(each, now)
    else this.#returns.set(now + lingersMs, each)
  }

  /** A fault that is about this resource comes into force. */
  begin(fault: InForce): void {
    const { leak, exhausts } = fault.effect
    if (leak !== null && leak.perMs > 0) this.#leakWithTime(fault, leak.perMs)
    if (exhausts === null) return
    this.#stock.exhaust(this.#now)
    this.#killIfGone()
  }

  /** It is no longer in force. */
  end({ effect }: InForce): void {
    if (effect.exhausts !== null) this.#stock.relieve(this.#now)
  }

  /** The replica starts again. */
  restart(): void {
    if (this.#rule.isFreedByRestart) this.#stock.recover(this.#now)
    for (const goOn of this.#whenRecovered.splice(0)) goOn()
    this.#killIfGone()
  }

  get #now(): Ms {
    return this.#replica.component.agenda.now
  }

  /** What a request that comes now loses, by all leaks in force. */
  #leaked(): number {
    const { conditions } = this.#replica
    if (conditions.quiet) return 0
    let leaks = 0
    for (const { effect, record } of conditions.inForce) {
      if (effect.leak?.of !== this.#data.name || effect.leak.perRequest === 0) continue
      leaks += effect.leak.perRequest
      record.touched++
    }
    return leaks
  }

  /** Loses some in even steps from now on; once all is lost, only a restart lets it go on. */
  #leakWithTime(fault: InForce, perMs: number): void {
    const { conditions, component } = this.#replica
    const amount = Math.max(1, this.#data.size / STEPS)
    const start = this.#now
    const alarm = new Alarm<number>(component.agenda, nth => {
      if (!conditions.inForce.includes(fault)) return
      if (!conditions.isDown) this.#leakOnce(fault, amount)
      if (this.#isAllLost) this.#whenRecovered.push(() => this.#leakWithTime(fault, perMs))
      else alarm.set(start + ((nth + 1) * amount) / perMs, nth + 1)
    })
    alarm.set(start + amount / perMs, 1)
  }

  /** Nothing is left, and nobody will give anything back. */
  get #isAllLost(): boolean {
    const { unclaimed, inUse } = this.#stock
    return unclaimed <= 0 && (this.#rule.usesUp || inUse === this.#data.idle)
  }

  #leakOnce(fault: InForce, amount: number): void {
    this.#stock.lose(amount, this.#now)
    fault.record.touched++
    this.#killIfGone()
    if (this.#data.name === 'threads') this.#replica.adapt()
  }

  #killIfGone(): void {
    const isGone = this.#rule.kills && this.#stock.left === 0
    if (isGone && !this.#replica.conditions.isDown) this.#replica.kill(this.#data.restartMs)
  }

  /** The more lives, the more often garbage is collected, and the longer it takes. */
  #collect(): void {
    const { size, unclaimed } = this.#stock
    const burden = collecting(this.#data.gc, size - unclaimed, unclaimed)
    this.#replica.progress.bear(burden)
  }

  #deny(): number {
    this.#replica.conditions.touch(({ exhausts }: Effect) => exhausts === this.#data.name)
    if (this.#rule.kills) this.#replica.kill(this.#data.restartMs)
    return this.#rule.reason
  }
}
