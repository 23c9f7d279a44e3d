/**
 * The life of one replica from stop to start. It leaves its balancer, takes nothing new, finishes
 * what it is about or loses it, and is down; waits for its turn, does the steps of its start, and
 * takes requests. What keeps requests out meanwhile is an effect in force, as that of a fault is.
 */
import { Alarm } from '../../kernel/alarm.ts'
import type { Ms } from '../../kernel/units.ts'
import { Reason } from '../../record/reason.ts'
import { Out } from '../balancer/fleet.ts'
import type { Errand } from '../calls/errand.ts'
import { isFailure } from '../calls/verdicts.ts'
import { applyFault, runAgain } from '../faults/applying.ts'
import { stopsAll } from '../faults/replica-effects.ts'
import type { Door } from '../handling/door.ts'
import type { Replica } from '../handling/replica.ts'
import type { Task } from '../handling/task.ts'
import { Held } from './held.ts'
import type { Lifecycle } from './lifecycle.ts'

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
  readonly #held: Held
  #isAbsent = false
  /** Whether it is there for requests: once it has started, and until it has been taken away. */
  serves = true
  /** What is done when the last request inside has left. */
  #emptied: (() => void) | null = null
  #whenReady: (() => void) | null = null

  constructor(replica: Replica, lifecycle: Lifecycle) {
    this.#replica = replica
    this.#lifecycle = lifecycle
    this.#held = new Held(replica)
    this.#alarm = new Alarm(replica.component.agenda, act => act())
    if (replica.index >= replica.component.handling.atStart) this.#beSpare()
  }

  /** Whether it takes requests now. */
  get isReady(): boolean {
    return this.#stage === 'ready' && !this.#replica.conditions.isDown
  }

  /** Whether it does the steps of its start, or waits to do them again. */
  get isStarting(): boolean {
    return this.#stage === 'starting'
  }

  /** It is wanted from now on: it starts, so long from now. */
  add(afterMs: Ms): void {
    this.#replica.isSpare = false
    if (this.#stage === 'leaving') return // it finishes what it is about first
    this.#replica.entries.clear()
    this.#become('in line')
    if (afterMs === 0) return this.start()
    this.#leave('it is on its way')
    this.#later(afterMs, () => this.start())
  }

  /** It is not wanted any more: it finishes what it is about, and stops. */
  remove(): void {
    const stage = this.#stage
    this.#replica.isSpare = true
    if (stage === 'leaving') return
    if (this.isReady) return this.stop(() => this.#rest())
    this.#goDown()
    if (stage === 'starting') this.#lifecycle.ended()
    this.#rest()
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
    if (!this.#replica.isSpare) this.#leave('it is to stop')
    this.#held.close()
    const end = (): void => {
      this.#goDown()
      stopped()
    }
    this.#emptied = end
    this.#later(this.#inside === 0 ? 0 : this.#lifecycle.rules.withinMs, end)
  }

  /** It runs no more, and what is inside still is cut off. */
  #goDown(): void {
    this.#become('down')
    applyFault(this.#held.stop(), [this.#replica], Reason.CutOff)
  }

  /** It does not run, and is to start as soon as it is its turn. */
  start(): void {
    if (this.#replica.isSpare) return this.#rest()
    if (this.#stage === 'starting') this.#breakOff()
    this.#become('in line')
    if (!this.#lifecycle.isAtOnce) this.#leave('it starts')
    this.#held.stop()
    const afterMs = this.#lifecycle.jitter()
    if (afterMs === 0) this.#lifecycle.join(this)
    else this.#later(afterMs, () => this.#lifecycle.join(this))
  }

  /** It is its turn. If it has crashed meanwhile, it starts when that is over. */
  begin(): void {
    const { conditions } = this.#replica
    const { program } = this.#lifecycle
    this.#become('starting')
    this.#held.release()
    if (conditions.isDown) {
      conditions.touch(stopsAll)
      return this.#breakOff()
    }
    if (program !== null) this.#held.close()
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
    if (this.#stage === 'starting') this.#breakOff()
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
    this.#held.release()
    if (this.#isAbsent) component.balancer?.fleet.takeBack(index, Out.Absent, 'it has started')
    this.#isAbsent = false
    this.#serve(true)
    component.opened(index)
    this.#lifecycle.ended()
    this.#tellReady()
  }

  /** It runs no more, and is not to: unless it is wanted again meanwhile. */
  #rest(): void {
    if (!this.#replica.isSpare) return this.add(0)
    this.#become('down')
    this.#held.stop()
    this.#isAbsent = false
    this.#serve(false)
    this.#tellReady()
  }

  #beSpare(): void {
    const { component, index } = this.#replica
    const { world, agenda, handling } = component
    this.#replica.isSpare = true
    this.serves = false
    this.#stage = 'down'
    this.#held.stop()
    const stop = { at: agenda.now, component: handling.name, replica: index, isDown: true }
    world.recording.stops.push({ ...stop, isSpare: true })
  }

  #serve(serves: boolean): void {
    if (this.serves !== serves) this.#lifecycle.count(serves ? 1 : -1)
    this.serves = serves
  }

  #tellReady(): void {
    const told = this.#whenReady
    this.#whenReady = null
    told?.()
  }

  /** Its start comes to nothing: whatever has stopped it will start it. */
  #breakOff(): void {
    this.#become('down')
    this.#held.release()
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
}
