/**
 * The process of one replica: where its code runs, from start to crash, and from there anew. Its
 * clock, its chance and its timers are the world's, as far as it stands in it: a process that is
 * paused does nothing, and one that has crashed never goes on with what it was about.
 */
import { Alarm } from '../kernel/alarm.ts'
import { UsageError } from '../kernel/errors.ts'
import type { Draws } from '../kernel/draws.ts'
import type { Chance } from '../kernel/streams.ts'
import { UncaughtError } from '../kernel/uncaught.ts'
import { formatMs, type Ms } from '../kernel/units.ts'
import { replicaEffects, slowsWork } from '../world/faults/replica-effects.ts'
import type { CodeProcess, CodeStore } from '../world/handling/code.ts'
import type { Replica } from '../world/handling/replica.ts'
import { type Host, runAs, running } from '../virtual/host.ts'
import type { Desk } from './desk.ts'
import { EventThread, type Waiting } from './event-thread.ts'
import { ProcessNetwork } from './network.ts'
import { type Planned, standstillOf, UnderWay } from './under-way.ts'
import { OwnClock } from './own-clock.ts'

/** Something that is due, in the life in which it was planned. */
type Due = Waiting & Planned & { readonly life: Life; readonly run: () => void }

/** What the processes of a component have in common. */
export type Lives = {
  readonly desk: Desk
  /** What one does first in each of its lives. */
  readonly begins?: ((process: ReplicaProcess) => void) | undefined
  /** The real store that it is, if it is one. */
  readonly store?: CodeStore
  /** One has crashed. */
  readonly ended?: ((process: ReplicaProcess, tells: boolean) => void) | undefined
}

/** The process of one replica, through all its lives. */
export class ReplicaProcess implements CodeProcess {
  readonly replica: Replica
  readonly desk: Desk
  readonly clock: OwnClock
  readonly #lives: Lives
  readonly #chance: Chance
  readonly #alarm: Alarm<Due>
  /** What was due while all stood still. */
  #held: Due[] = []
  #life: Life
  /** Does one event after another, where they take time. */
  readonly #thread: EventThread<Due> | null

  constructor(replica: Replica, lives: Lives) {
    const { world, agenda, handling } = replica.component
    this.replica = replica
    this.clock = new OwnClock(replica)
    this.desk = lives.desk
    this.#lives = lives
    this.#chance = world.chance(`${nameOf(replica)}/code`)
    this.#alarm = new Alarm(agenda, due => this.#ring(due))
    this.#thread = lives.desk.eventTimes && this.#threadOf(lives.desk.eventTimes)
    this.#life = new Life(this, handling.replicas > 1 ? nameOf(replica) : handling.name)
    this.#begin()
  }

  /** The network as it sees it in this life. */
  get network(): ProcessNetwork {
    return this.#life.network
  }

  /** Who runs in it now. */
  get host(): Host {
    return this.#life
  }

  get store(): CodeStore | undefined {
    return this.#lives.store
  }

  /** What is under way in this life of it. */
  get underWay(): UnderWay {
    return this.#life.underWay
  }

  stands(): readonly string[] {
    return this.#lives.store?.stands() ?? [...standstillOf(this), ...this.desk.mishaps.told()]
  }

  /** Keeps what its code wrote to the console. */
  wrote(stream: 'out' | 'err', text: string): void {
    const { component, index: replica } = this.replica
    const { world, agenda, handling } = component
    world.recording.logs.add({ at: agenda.now, component: handling.name, replica, stream, text })
  }

  random(): number {
    return this.#chance.next()
  }

  /** Runs something as this process, in an event of its own. */
  soon(run: () => void): void {
    this.after(0, run)
  }

  /** Runs something as this process, so many milliseconds later by its own clock. */
  timer(delay: Ms, run: () => void): () => void {
    return this.after(this.clock.untilPassed(delay), run)
  }

  /** @returns calls it off */
  after(delay: Ms, run: () => void, takes?: Ms): () => void {
    const life = this.#life
    const at = life.at
    const rounds = life.underWay.roundsHere(running() === life)
    const due: Due = { life, run, at, rounds, isOff: false, hasRun: false, takes }
    this.#alarm.set(at + delay, due)
    life.underWay.planned.add(due)
    return () => {
      due.isOff = true
      life.underWay.planned.delete(due)
    }
  }

  /** Computes for so long, on the thread that its events share. */
  computes(ms: Ms, done: () => void): void {
    this.after(0, done, ms)
  }

  crashed(tells: boolean): void {
    this.#life.crashed(tells)
    this.#held = []
    this.#thread?.clear()
    this.#lives.ended?.(this, tells)
  }

  startsAgain(): void {
    this.#life.isOver = true
    this.#life = new Life(this, this.#life.name)
    this.#begin()
  }

  #begin(): void {
    const { begins } = this.#lives
    if (begins !== undefined) this.soon(() => begins(this))
  }

  adapted(): void {
    this.clock.adapted()
    if (this.replica.standsStill || this.#held.length === 0) return
    for (const due of this.#held.splice(0)) this.#alarm.set(due.life.at, due)
  }

  #ring(due: Due): void {
    if (due.isOff || due.life.isOver) return this.#passOver(due)
    if (this.replica.standsStill) {
      this.replica.conditions.touch(slowsWork)
      this.#held.push(due)
    } else if (this.#thread === null) this.#run(due)
    else if (this.#thread.admits(due)) {
      this.#run(due)
      this.#thread.done()
    }
  }

  #run(due: Due): void {
    due.life.underWay.happens(due, due.life.at)
    runAs(due.life, due.run)
  }

  #passOver(due: Due): void {
    this.replica.component.agenda.uncount()
    if (due.hasRun && !due.life.isOver) this.#thread?.done()
  }

  #threadOf(times: Draws): EventThread<Due> {
    const { conditions, component } = this.replica
    const { agenda } = component
    return new EventThread({
      after: (ms, due) => this.#alarm.set(agenda.now + ms, due),
      takes: said => {
        const ms = said ?? times.next()
        if (conditions.quiet) return ms
        conditions.touch(slowsWork)
        return (ms * conditions.factor(agenda.now)) / replicaEffects(conditions, agenda.now).speed
      },
    })
  }
}

/** One life of a process, from a start to a crash. */
class Life implements Host {
  readonly name: string
  isOver = false
  readonly underWay = new UnderWay()
  readonly #process: ReplicaProcess
  readonly #since: Ms
  #network: ProcessNetwork | undefined

  constructor(process: ReplicaProcess, name: string) {
    this.#process = process
    this.name = name
    this.#since = process.clock.monotonicNow()
  }

  get at(): Ms {
    return this.#process.replica.component.agenda.now
  }

  /** Made when it is first used: most functions need none. */
  get network(): ProcessNetwork {
    return (this.#network ??= new ProcessNetwork(this.#process))
  }

  crashed(tells: boolean): void {
    this.isOver = true
    this.#network?.crashed(tells)
  }

  wallNow(): number {
    return this.#process.clock.wallNow()
  }

  monotonicNow(): number {
    return this.#process.clock.monotonicNow() - this.#since
  }

  random(): number {
    return this.#process.random()
  }

  wrote(stream: 'out' | 'err', text: string): void {
    this.#process.wrote(stream, text)
  }

  after(milliseconds: number, callback: () => void): () => void {
    return this.isOver ? () => {} : this.#process.timer(milliseconds, callback)
  }
}

/** What the code of a host did not catch; a mistake of the spec is told as it is. */
export function uncaught(host: Host, error: unknown): Error {
  if (error instanceof UsageError) return error
  const at = host instanceof Life ? ` at ${formatMs(host.at)}` : ''
  return new UncaughtError(`${host.name}${at}`, error)
}

/** The network of whoever runs; null where nobody does. */
export function networkHere(): ProcessNetwork | null {
  const host = running()
  return host instanceof Life ? host.network : null
}

const nameOf = ({ component, index }: Replica): string => `${component.handling.name}#${index}`
