/**
 * Plays a world at once, before this returns: for searches, which play hundreds of runs and are
 * synchronous between two of them. That needs a turn of the event loop of its own: within a promise
 * Node.js does not let anybody drain what promises left.
 */
import { UsageError } from '../kernel/errors.ts'
import { fakeTimersMistake } from './fake-timers.ts'
import type { EscapeKind } from './escapes/kinds.ts'
import { Guard } from './escapes/guard.ts'
import { installGlobals } from './globals/install.ts'
import { type AnyFunction, method, replace } from './globals/replace.ts'
import { drained, type Host, running } from './host.ts'
import type { PlayOptions } from './play.ts'
import { type Director, type HowFailed, realProcess, stage } from './stage.ts'
import { insistOnTime } from './time-limit.ts'

const CANNOT_WAIT = 'what is played at once, as by a search, cannot wait for it'

type Ticking = { _tickCallback?: () => void }

/**
 * Plays steps until `step` answers false, and does after each what its code left.
 *
 * @param options who is told of what code did not catch, as for `play`
 * @throws UsageError where nothing can be drained: within a promise, or by a Node.js that cannot;
 * and what a step threw, or what code did not catch
 * @example
 * setImmediate(() => playNow(() => agenda.step()))
 */
export function playNow(step: () => boolean, { failed }: Pick<PlayOptions, 'failed'> = {}): void {
  const mistake = fakeTimersMistake()
  if (mistake !== undefined) throw mistake
  if (!canPlayNow()) throw cannotDrain()
  const drain = tickCallback() as () => void
  const guard = new Guard(CANNOT_WAIT)
  const watcher = new Watcher(guard, failed)
  const before = stage.director
  const restore = installGlobals()
  const restoreTicks = replace(method(process, 'nextTick', caught(watcher)))
  stage.director = watcher
  try {
    insistOnTime()
    guard.enter()
    const done = (): void => {
      drain()
      drained()
      watcher.look()
    }
    for (let count = 1; !watcher.hasFailed && step(); count++) {
      if (stage.isDirty) done()
      if ((count & 15) === 0) insistOnTime()
    }
    if (stage.isDirty) done()
  } finally {
    guard.leave()
    drained()
    stage.director = before
    restoreTicks?.()
    restore()
  }
  watcher.rethrow()
}

const tickCallback = (): (() => void) | undefined => (realProcess as Ticking)._tickCallback

/** Whether it can be had here: whether what promises leave can be done now. */
export function canPlayNow(): boolean {
  const drain = tickCallback()
  if (drain === undefined || stage.host !== null) return false
  let isDone = false
  void Promise.resolve().then(() => (isDone = true))
  drain()
  return isDone
}

/** What a nextTick throws would end all that plays at once: it is told, and thrown no further. */
const caught =
  (watcher: Watcher) =>
  (real: AnyFunction): AnyFunction =>
  (callback: unknown, ...args: unknown[]): unknown => {
    const host = running()
    if (host === null || typeof callback !== 'function') return real(callback, ...args)
    return real(() => {
      try {
        Reflect.apply(callback, undefined, args)
      } catch (error) {
        watcher.failed(host, error)
      }
    })
  }

/** Keeps the first error that nobody caught. */
class Watcher implements Director {
  hasFailed = false
  readonly #guard: Guard
  readonly #failed: PlayOptions['failed']
  #error: unknown

  constructor(guard: Guard, failed: PlayOptions['failed']) {
    this.#guard = guard
    this.#failed = failed
  }

  failed(host: Host, error: unknown, how: HowFailed = 'uncaughtException'): void {
    if (this.#failed === undefined) return this.end(error)
    try {
      this.#failed(host, error, how)
    } catch (thrown) {
      this.end(thrown)
    }
  }

  end(error: unknown): void {
    if (this.hasFailed) return
    this.hasFailed = true
    this.#error = error
  }

  /** Whether real work has begun. */
  look(): void {
    const escape = this.#guard.verdict()
    if (escape !== undefined) this.end(escape)
  }

  uncaught(): void {}

  works(kind: EscapeKind, type: string): UsageError | undefined {
    return this.#guard.works(kind, type)
  }

  asks(thread: object): void {
    this.#guard.asked(thread)
  }

  hears(): void {}

  rethrow(): void {
    if (this.hasFailed) throw this.#error
  }
}

const cannotDrain = (): UsageError =>
  new UsageError({
    what: 'code takes part, and its promises cannot be kept here',
    where: 'within a promise',
    fix: 'await what plays it: simulate, explore, ensemble, …',
  })
