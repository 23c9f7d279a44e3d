/**
 * Plays a world in which real code runs: a step, then all that the code of the step left in the
 * queues of nextTicks and microtasks, then the next step. Nothing real comes in between, so that
 * one seed tells one story.
 */
import { UsageError } from '../kernel/errors.ts'
import type { Ms } from '../kernel/units.ts'
import { fakeTimersMistake } from './fake-timers.ts'
import { Freeze } from './escapes/freeze.ts'
import type { EscapeKind } from './escapes/kinds.ts'
import { CAN_WAIT, Guard, unwatched, type Watch } from './escapes/guard.ts'
import { installGlobals } from './globals/install.ts'
import type { Host } from './host.ts'
import { ImmediateDrain } from './immediate-drain.ts'
import type { Drain, Steps } from './drain.ts'
import { type Director, type HowFailed, stage } from './stage.ts'
import { SyncDrain, canDrainInPlace } from './sync-drain.ts'
import { watchOverPlays } from './watchdog.ts'

/** How a world is played. */
export type PlayOptions = {
  /**
   * How what a step left is done: in place, by a function of Node.js that is not documented, or
   * between two immediates of the event loop. Both tell the same story. Default: `sync` where
   * Node.js has the function, else `immediate`.
   *
   * @example
   * await play(step, { drain: 'immediate' })
   */
  readonly drain?: 'sync' | 'immediate'
  /**
   * What becomes of real work that code begins: files, sockets, lookups, timers, threads, programs,
   * native add-ons. `refuse`: the play ends with an error that names the host, the call and the
   * line. `wait`: the clock stands still until it has ended; of a connection or a thread, until it
   * is answered. `ignore`: nobody watches, which is quicker, and what such work leads to runs as
   * nobody. Default: `refuse`.
   *
   * @example
   * await play(step, { realIO: 'ignore' })
   */
  readonly realIO?: 'refuse' | 'wait' | 'ignore'
  /**
   * For how long real work is awaited, in milliseconds of the real clock: what has not ended then
   * ends the play, with an error that names it. Default 4,000, so that it is told before a test
   * runner gives up.
   *
   * @example
   * await play(step, { realIO: 'wait', longestMs: 30_000 })
   */
  readonly longestMs?: Ms | undefined
  /**
   * Told each error that the code of a host did not catch, and how `process` would have been told.
   * Default: the first such error ends the play, which rejects with it.
   *
   * @example
   * await play(step, { failed: (host, error) => crash(host, error) })
   */
  readonly failed?: (host: Host, error: unknown, how: HowFailed) => void
}

/**
 * Plays steps until `step` answers false. After a step in which simulated code ran, its nextTicks
 * and microtasks are done before the next. While it lasts, timers, clocks, chance and the console
 * are those of the host that runs; where none does, they are the real ones, so that a test runner
 * and other plays go on beside it.
 *
 * @param step fires the next event of the world; false when none is left
 * @returns rejects with what a step threw, or with what code did not catch
 * @example
 * await play(() => agenda.step())
 */
export async function play(step: () => boolean, options: PlayOptions = {}): Promise<void> {
  if (stage.host !== null) throw withinAnother(stage.host)
  const mistake = fakeTimersMistake()
  if (mistake !== undefined) throw mistake
  watchOverPlays()
  const restore = installGlobals()
  try {
    await new Play(step, options).over
  } finally {
    restore()
  }
}

const withinAnother = (host: Host): UsageError =>
  new UsageError({
    what: `a play began while the code of ${host.name} was running`,
    where: host.name,
    fix: 'begin it in the test: code that is simulated cannot simulate',
  })

/** Less than the 5 s after which Vitest and Jest give a test up. */
const LONGEST_MS = 4_000

/** One play, from its first step to its last. */
class Play implements Steps, Director {
  /** Settles when the play is over. */
  readonly over: Promise<void>
  isOver = false
  readonly #step: () => boolean
  readonly #failed: PlayOptions['failed']
  readonly #drain: Drain
  readonly #watch: Watch
  #outcome: { readonly error: unknown } | null = null
  #settle!: { resolve(): void; reject(error: unknown): void }

  constructor(step: () => boolean, options: PlayOptions) {
    const { drain, failed } = options
    this.#step = step
    this.#watch = this.#watchFor(options)
    this.#failed = failed
    this.over = new Promise((resolve, reject) => {
      this.#settle = { resolve, reject }
    })
    const inPlace = drain !== 'immediate' && canDrainInPlace()
    this.#drain = inPlace ? new SyncDrain(this) : new ImmediateDrain(this)
    this.#drain.begin()
  }

  #watchFor({ realIO = 'refuse', longestMs = LONGEST_MS }: PlayOptions): Watch {
    if (realIO === 'ignore') return unwatched
    return realIO === 'wait' ? new Freeze(this, longestMs) : new Guard(CAN_WAIT)
  }

  get isFrozen(): boolean {
    return this.#watch.isFrozen
  }

  onThaw(thaw: () => void): void {
    this.#watch.onThaw(thaw)
  }

  step(): void {
    try {
      if (!this.#step()) this.isOver = true
    } catch (error) {
      this.end(error)
    }
  }

  settled(): void {
    const escape = this.#watch.verdict()
    if (escape !== undefined) this.end(escape)
  }

  enter(): void {
    stage.director = this
    stage.beats[1] = 1
    const mistake = fakeTimersMistake()
    if (mistake !== undefined) this.end(mistake)
    this.#watch.enter()
  }

  leave(): void {
    this.#watch.leave()
    this.settled()
    stage.beats[1] = 0
    stage.director = null
  }

  failed(host: Host, error: unknown, how: HowFailed): void {
    if (this.#failed === undefined) return this.end(error)
    try {
      this.#failed(host, error, how)
    } catch (thrown) {
      this.end(thrown)
    }
  }

  uncaught(): void {
    this.#drain.uncaught()
  }

  works(kind: EscapeKind, type: string): UsageError | undefined {
    return this.#watch.works(kind, type)
  }

  asks(thread: object, id: number): void {
    this.#watch.asked(thread, id)
  }

  hears(id: number): void {
    this.#watch.answered(id)
  }

  end(error: unknown): void {
    this.isOver = true
    this.#outcome ??= { error }
  }

  finish(): void {
    this.#watch.end()
    // Not before: whoever waits for it would go on as the host that runs.
    if (this.#outcome === null) this.#settle.resolve()
    else this.#settle.reject(this.#outcome.error)
  }
}
