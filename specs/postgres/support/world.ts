/** A world of virtual time for the specs of the server: an agenda, dice, and wires of 1 ms. */
import { Duplex } from 'node:stream'
import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises'
import type { PostgresServer } from '../../../src/postgres/server.ts'
import type { Surroundings } from '../../../src/kernel/surroundings.ts'

type Event = { readonly at: number; readonly callback: () => void; off: boolean }

/** 1 January 2030, when every run of these specs begins. */
export const START = 1_893_456_000_000

/** How long a wire takes each way, in milliseconds. */
const WIRE_MS = 1

/** Time that moves when all that can happen at a moment has happened. */
export class World implements Surroundings {
  readonly #agenda: Event[] = []
  #nowMs = START
  #state: number

  constructor(seed = 1) {
    this.#state = seed
  }

  now(): number {
    return this.#nowMs
  }

  /** Milliseconds since the run began. */
  get elapsed(): number {
    return this.#nowMs - START
  }

  /** A step of Lehmer's generator. */
  random(): number {
    this.#state = (this.#state * 48_271) % 2_147_483_647
    return this.#state / 2_147_483_647
  }

  after(milliseconds: number, callback: () => void): () => void {
    const event = { at: this.#nowMs + milliseconds, callback, off: false }
    const later = this.#agenda.findIndex(({ at }) => at > event.at)
    this.#agenda.splice(later < 0 ? this.#agenda.length : later, 0, event)
    return () => (event.off = true)
  }

  sleep(milliseconds: number): Promise<void> {
    return new Promise(resolve => this.after(milliseconds, resolve))
  }

  /** Plays until what the story promises has come. */
  async play<T>(story: () => Promise<T>): Promise<T> {
    let over = false
    const told = story().finally(() => (over = true))
    told.catch(() => undefined)
    for (;;) {
      await settle()
      if (over) return told
      const next = this.#agenda.shift() ?? (await this.#comeOf(told))
      if (next === undefined) return told
      if (next.off) continue
      this.#nowMs = next.at
      next.callback()
    }
  }

  /** Some clients begin to connect with a timer of the machine: what comes of it is waited for. */
  async #comeOf(told: Promise<unknown>): Promise<Event | undefined> {
    let over = false
    void told.finally(() => (over = true)).catch(() => undefined)
    for (let looks = 0; looks < 2_000; looks++) {
      await sleep(1)
      const next = this.#agenda.shift()
      if (next !== undefined || over) return next
    }
    throw new Error('nothing is left to happen, and the story is not over')
  }

  /** The client's end of a new connection, as `pg` takes it. */
  connect(server: PostgresServer): Wire {
    return new Wire(this, server)
  }
}

/** Clients wait for streams, promises and turns of the loop; a few turns see all of them done. */
async function settle(): Promise<void> {
  for (let turns = 0; turns < 4; turns++) await turn()
}

/** A socket without a network. */
export class Wire extends Duplex {
  readonly #world: World
  readonly #server: PostgresServer
  #session: ReturnType<PostgresServer['connect']> | undefined

  constructor(world: World, server: PostgresServer) {
    super({ allowHalfOpen: false })
    this.#world = world
    this.#server = server
  }

  connect(): this {
    this.#world.after(WIRE_MS, () => {
      this.#session = this.#server.connect(
        bytes => this.#world.after(WIRE_MS, () => this.destroyed || this.push(bytes)),
        () => this.#world.after(WIRE_MS, () => this.destroyed || this.push(null)),
      )
      this.emit('connect')
    })
    return this
  }

  get readyState(): 'open' | 'closed' {
    return this.destroyed ? 'closed' : 'open'
  }

  setNoDelay(): this {
    return this
  }

  setKeepAlive(): this {
    return this
  }

  ref(): this {
    return this
  }

  unref(): this {
    return this
  }

  override _read(): void {}

  override _write(chunk: Uint8Array, _encoding: string, done: () => void): void {
    const bytes = Uint8Array.from(chunk)
    this.#world.after(WIRE_MS, () => this.#session?.receive(bytes))
    done()
  }

  override _final(done: () => void): void {
    this.#world.after(WIRE_MS, () => this.#session?.closed())
    done()
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#world.after(WIRE_MS, () => this.#session?.closed())
    done(error)
  }
}
