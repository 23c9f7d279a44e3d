/** What everything that runs shares: the agenda, the recording, the pools, and chance by name. */
import { Agenda } from '../kernel/agenda.ts'
import { Chance, type Random } from '../kernel/streams.ts'
import type { Recording } from '../record/recording.ts'
import { CallPool } from './calls/call.ts'
import { CallTimers } from './calls/call-timers.ts'
import { Cancellations } from './handling/cancellations.ts'
import { TaskPool } from './handling/task.ts'
import { Memory } from './memory.ts'
import { Tracer } from './tracer.ts'

/** One run's world. */
export class World {
  readonly agenda: Agenda
  /** How much of all that the pools may make. */
  readonly memory = new Memory(this)
  readonly tasks = new TaskPool(this.memory)
  readonly calls = new CallPool(this.memory)
  readonly cancellations = new Cancellations()
  readonly timers: CallTimers
  /** Requests of clients that have not ended. */
  openRequests = 0

  readonly #shared = new Map<string, Random>()
  readonly recording: Recording
  readonly tracer: Tracer

  /** @param traceShare of requests whose journeys are kept, 0 to 1 */
  constructor(recording: Recording, traceShare: number, agenda: Agenda = new Agenda()) {
    this.agenda = agenda
    this.timers = new CallTimers(agenda)
    this.recording = recording
    this.tracer = new Tracer(recording.journeys, traceShare, this.random('trace'))
  }

  /** A stream of chance of its own: nothing else that is added or removed moves it. */
  chance(name: string): Chance {
    const { system, seed } = this.recording.identity
    return new Chance(seed, `${system}/${name}`)
  }

  /** The same for all who ask by this name: two with the same dice of their own would act alike. */
  sharedRandom(name: string): Random {
    const known = this.#shared.get(name)
    if (known !== undefined) return known
    const made = this.random(name)
    this.#shared.set(name, made)
    return made
  }

  /** The same as a function, where it is seldom drawn from. */
  random(name: string): Random {
    const chance = this.chance(name)
    return () => chance.next()
  }
}
