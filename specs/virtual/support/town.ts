/** A tiny world for real code: hosts on one agenda, and a diary in virtual time. */
import { Agenda } from '../../../src/kernel/agenda.ts'
import { randomStream } from '../../../src/kernel/streams.ts'
import { type Host, runAs } from '../../../src/virtual/host.ts'
import { play, type PlayOptions } from '../../../src/virtual/play.ts'

/** The moment of a town at which its clocks begin: 2026-01-01T00:00:00.000Z. */
export const BEGIN = 1_767_225_600_000

/** A world that has a clock, and nothing else: what code does is all that happens. */
export class Town {
  readonly agenda = new Agenda()
  /** What was noted, with the virtual time and the host. */
  readonly diary: [at: number, what: unknown][] = []
  /** What code did not catch: when, who, what and how. */
  readonly failures: [at: number, host: string, error: unknown, how: string][] = []

  constructor(readonly seed = '1') {}

  /** A host whose clock is wrong by so many milliseconds. */
  host(name: string, skewMs = 0): Resident {
    return new Resident(this, name, skewMs)
  }

  /** Notes something at the present moment. */
  note(what: unknown): void {
    this.diary.push([this.agenda.now, what])
  }

  /** Plays until nothing is left to happen. */
  play(options?: PlayOptions): Promise<void> {
    return play(() => this.agenda.step(), options)
  }

  /** Plays on when code fails, and keeps what it did not catch. */
  endure(options?: PlayOptions): Promise<void> {
    return this.play({
      failed: (host, error, how) => this.failures.push([this.agenda.now, host.name, error, how]),
      ...options,
    })
  }
}

type Alarm = { readonly callback: () => void; isOff: boolean }

/** A host of a town. */
export class Resident implements Host {
  isOver = false
  readonly random: () => number
  readonly written: string[] = []
  readonly #town: Town
  readonly #startedAt: number

  constructor(
    town: Town,
    readonly name: string,
    readonly skewMs: number,
  ) {
    this.#town = town
    this.#startedAt = town.agenda.now
    this.random = randomStream(town.seed, name)
  }

  /** Runs code as this host, after so many milliseconds. */
  does(code: () => unknown, delay = 0): this {
    this.after(delay, () => void code())
    return this
  }

  get at(): number {
    return this.#town.agenda.now
  }

  wallNow(): number {
    return BEGIN + this.#town.agenda.now + this.skewMs
  }

  monotonicNow(): number {
    return this.#town.agenda.now - this.#startedAt
  }

  after(milliseconds: number, callback: () => void): () => void {
    const alarm = { callback, isOff: false }
    this.#town.agenda.after(milliseconds, this, 0, alarm)
    return () => {
      alarm.isOff = true
    }
  }

  on(_event: number, alarm: Alarm): void {
    if (!alarm.isOff) runAs(this, alarm.callback)
  }

  wrote(stream: 'out' | 'err', text: string): void {
    this.written.push(`${stream}: ${text}`)
  }
}
