/** What all code of a component shares: whom it may call, and how it computes. */
import { domainToASCII } from 'node:url'
import { constant } from '../kernel/distributions/index.ts'
import { samplerOf } from '../kernel/distributions/samplers.ts'
import { Draws } from '../kernel/draws.ts'
import { Alarm } from '../kernel/alarm.ts'
import { didYouMean, UsageError } from '../kernel/errors.ts'
import { shown } from '../kernel/schema.ts'
import { type Duration, durationMs } from '../kernel/units.ts'
import type { Inside, Way } from '../world/handling/code.ts'
import { Do, Instruction, type Program } from '../world/handling/program.ts'
import type { Task } from '../world/handling/task.ts'
import { copied } from './message.ts'
import { Mishaps } from './mishaps.ts'
import { outgoing } from './outgoing.ts'
import type { ReplicaProcess } from './process.ts'
import { storeIn } from './store/stores.ts'

/** What is asked of whom, and in the course of which request. */
export type Asking = {
  readonly callee: string
  readonly request: unknown
  readonly within: Task | null
  readonly signal?: AbortSignal | undefined
}

/** The calls and the work of one component's code. */
export class Desk {
  readonly name: string
  readonly mishaps: Mishaps
  readonly #inside: Inside
  readonly #alarm: Alarm<() => void>
  readonly #works = new Map<number, Program>()

  constructor(inside: Inside) {
    this.#inside = inside
    this.name = inside.component.handling.name
    this.mishaps = new Mishaps(this.name, inside.component.agenda)
    this.#alarm = new Alarm(inside.component.agenda, tell => tell())
  }

  /** How long each event takes; null for no time at all. */
  get eventTimes(): Draws | null {
    return this.#inside.eventTimes
  }

  /** The callee that a host name means: names are written in lower case there. */
  calleeAt(host: string): string | undefined {
    if (this.#inside.ways.has(host)) return host
    return this.callees.find(
      callee => callee.toLowerCase() === host || domainToASCII(callee) === host,
    )
  }

  /** The names of those that it may call. */
  get callees(): readonly string[] {
    return [...this.#inside.ways.keys()]
  }

  /** How a component is called; undefined where it may not be. */
  wayTo(callee: string): Way | undefined {
    return this.#inside.ways.get(callee)
  }

  /** How many connections a process holds to each of those that it may call, by name. */
  connectionsOf(process: ReplicaProcess): [name: string, count: number][] {
    const callees = new Set([...this.#inside.ways.values()].map(({ callee }) => callee))
    return [...callees].flatMap((callee): [string, number][] => {
      const { name } = callee.handling
      const count = storeIn(callee)?.connectionsOf(process) ?? process.network.connectionsTo(name)
      return count === 0 ? [] : [[name, count]]
    })
  }

  /** Tells the world something, in an event that is nobody's code. */
  later(tell: () => void): void {
    this.#alarm.set(this.#inside.component.agenda.now, tell)
  }

  /** Calls a component. */
  ask(process: ReplicaProcess, { callee, request, within, signal }: Asking): Promise<unknown> {
    const way = this.#inside.ways.get(callee)
    if (way === undefined) return Promise.reject(this.#notCallable(callee))
    return outgoing(process, {
      callee,
      program: way.program,
      request: copied(request, this.name),
      within,
      signal,
    })
  }

  /** Computes, as any work of a replica does: slowed, stopped and queued as that is. */
  work(process: ReplicaProcess, time: Duration, within: Task | null): Promise<unknown> {
    const ms = durationMs(time)
    if (this.eventTimes !== null) return new Promise(done => process.computes(ms, () => done(null)))
    const program = this.#works.get(ms) ?? this.#working(ms)
    return outgoing(process, {
      callee: this.name,
      program,
      request: undefined,
      within,
      signal: undefined,
    })
  }

  #working(ms: number): Program {
    const works = new Instruction(Do.Work)
    works.times = new Draws(samplerOf(constant(ms)), this.#inside.component.world.chance('none'))
    works.label = 'cpu'
    const program = [works, new Instruction(Do.End)]
    this.#works.set(ms, program)
    return program
  }

  /** @throws UsageError when a component may not be called */
  insistOn(callee: string): void {
    if (!this.#inside.ways.has(callee)) throw this.#notCallable(callee)
  }

  #notCallable(callee: unknown): UsageError {
    return new UsageError({
      what: `${this.name} calls ${shown(callee)}, which it has not declared`,
      where: `${this.name}, at ${this.#inside.component.agenda.now} ms`,
      fix: didYouMean(String(callee), this.callees),
    })
  }
}
