/**
 * The life of one replica from stop to start. It leaves its balancer, takes nothing new, finishes
 * what it is about or loses it, and is down; waits for its turn, does the steps of its start, and
 * takes requests. What keeps requests out meanwhile is an effect in force, as that of a fault is.
 */
import { type Effect, noEffect } from '../../faults/effect.ts'
import { Alarm } from '../../kernel/alarm.ts'
import type { Ms } from '../../kernel/units.ts'
import { Out } from '../balancer/fleet.ts'
import type { Errand } from '../calls/errand.ts'
import { isFailure } from '../calls/verdicts.ts'
import { applyFault, runAgain } from '../faults/applying.ts'
import type { InForce } from '../faults/in-force.ts'
import { unrecorded } from '../faults/unrecorded.ts'
import type { Door } from '../handling/door.ts'
import type { Replica } from '../handling/replica.ts'
import type { Task } from '../handling/task.ts'
import type { Lifecycle } from './lifecycle.ts'

const down: Effect = Object.freeze({ ...noEffect, down: true, refuses: true })
const closed: Effect = Object.freeze({ ...noEffect, closes: true })

/** Where a replica stands. One that has crashed by a fault may be at any of them. */
type Stage = 'ready' | 'leaving' | 'down' | 'in line' | 'starting'

/** Starts and stops one replica. */
export class Life implements Door, Errand {
  readonly #replica: Replica
  readonly #lifecycle: Lifecycle
  readonly #alarm: Alarm<() => void>
  #stage: Stage = 'ready'
  /** Goes up with each stage: what was to happen in a former one does not. */
  #turn = 0
  /** Requests inside. */
  #inside = 0
  /** What keeps requests out. */
  #held: InForce | null = null
  #isAbsent = false
  /** What is done when the last request inside has left. */
  #emptied: (() => void) | null = null
  #whenReady: (() => void) | null = null

  constructor(replica: Replica, lifecycle: Lifecycle) {
    this.#replica = replica
    this.#lifecycle = lifecycle
    this.#alarm = new Alarm(replica.component.agenda, act => act())
  }

  /**
   * Stops it, and starts it again.
   *
   * @param ready told when it takes requests again, however long that is
   * @returns false when it does not run: then it is left alone
   */
  restart(ready: () => void): boolean {
    if (this.#stage !== 'ready' || this.#replica.conditions.isDown) return false
    this.#whenReady = ready
    this.stop(() => this.start())
    return true
  }

  /** Stops it: nobody sends it anything any more, and it has a time for what is inside. */
  stop(stopped: () => void): void {
    this.#become('leaving')
    this.#leave('it is to stop')
    this.#hold(closed)
    const end = (): void => {
      this.#become('down')
      applyFault(this.#hold(down), [this.#replica])
      stopped()
    }
    this.#emptied = end
    this.#later(this.#inside === 0 ? 0 : this.#lifecycle.rules.withinMs, end)
  }

  /** It does not run, and is to start as soon as it is its turn. */
  start(): void {
    if (this.#stage === 'starting') this.#breakOff()
    this.#become('in line')
    if (!this.#lifecycle.isAtOnce) this.#leave('it starts')
    if (this.#held?.effect !== down) this.#hold(down)
    this.#lifecycle.ask(this)
  }

  /** It is its turn. If it has crashed meanwhile, it starts when that is over. */
  begin(): void {
    const { conditions } = this.#replica
    const { program } = this.#lifecycle
    this.#become('starting')
    this.#release()
    if (conditions.isDown) return this.#breakOff()
    if (program !== null) this.#hold(closed)
    runAgain(this.#replica)
    this.#replica.adapt()
    this.#try()
  }

  admit(): number {
    this.#inside++
    return 0
  }

  left(): void {
    this.#inside--
    const emptied = this.#emptied
    if (this.#inside === 0 && emptied !== null) this.#later(0, emptied)
  }

  /** The steps of its start are done; when they have failed it does them again. */
  finished(task: Task): void {
    const hasFailed = isFailure(task.outcome)
    this.#replica.component.world.tasks.giveBack(task)
    if (hasFailed) this.#later(this.#lifecycle.rules.againMs, () => this.#tryAgain())
    else this.#open()
  }

  /** It has crashed while it started. */
  lost(): void {
    this.#breakOff()
  }

  #tryAgain(): void {
    if (this.#replica.conditions.isDown) this.#breakOff()
    else this.#try()
  }

  #try(): void {
    const { program } = this.#lifecycle
    if (program === null) return this.#open()
    const task = this.#replica.component.world.tasks.take(program)
    task.errand = this
    this.#replica.begin(task)
  }

  #open(): void {
    const { component, index } = this.#replica
    this.#become('ready')
    this.#release()
    if (this.#isAbsent) component.balancer?.fleet.takeBack(index, Out.Absent, 'it has started')
    this.#isAbsent = false
    component.opened(index)
    this.#lifecycle.ended()
    const told = this.#whenReady
    this.#whenReady = null
    told?.()
  }

  /** Its start comes to nothing: whatever has stopped it will start it. */
  #breakOff(): void {
    this.#become('down')
    this.#release()
    this.#lifecycle.ended()
  }

  #leave(because: string): void {
    if (this.#isAbsent) return
    this.#isAbsent = true
    this.#replica.component.balancer?.fleet.takeOut(this.#replica.index, Out.Absent, because)
  }

  #become(stage: Stage): void {
    this.#stage = stage
    this.#turn++
    this.#emptied = null
  }

  /** Does something after a time, if it stands then where it stands now. */
  #later(afterMs: Ms, act: () => void): void {
    const turn = this.#turn
    const { now } = this.#replica.component.agenda
    this.#alarm.set(now + afterMs, () => {
      if (turn === this.#turn) act()
    })
  }

  #hold(effect: Effect): InForce {
    this.#release()
    this.#held = unrecorded(effect, this.#replica.component.agenda.now)
    this.#replica.conditions.begin(this.#held)
    return this.#held
  }

  #release(): void {
    if (this.#held !== null) this.#replica.conditions.end(this.#held)
    this.#held = null
  }
}
