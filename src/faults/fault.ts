/**
 * A fault as users write it: what goes wrong, where, and when. It is frozen plain data; each word
 * of the sentence gives a new one: `slow('db', { by: '2s' }).at('60s').for('30s')`.
 */
import { type Problem, UsageError } from '../kernel/errors.ts'
import {
  type Duration,
  durationMs,
  exactDuration,
  type Ms,
  share,
  type Share,
} from '../kernel/units.ts'
import { type FaultCause, kindOf } from './kinds.ts'
import { quoted } from './sentence.ts'

/** When a fault is in force and how much of the traffic it touches. */
export type Timing = {
  readonly atMs: Ms
  /** Infinity for good. */
  readonly forMs: Ms
  readonly rampMs: Ms
  /** The share of requests, or of replicas for a crash, that it touches, 0 to 1. */
  readonly share: number
}

/** A fault as plain data, as JSON holds it; there a length for good is null. */
export type FaultData = { readonly target: string; readonly cause: FaultCause } & {
  readonly timing: Omit<Timing, 'forMs'> & { readonly forMs: Ms | null }
}

const always: Timing = Object.freeze({ atMs: 0, forMs: Infinity, rampMs: 0, share: 1 })

/**
 * Something that goes wrong, aimed at a target. Without further words it is in force from the
 * start of the run to its end, for all requests.
 */
export class Fault<out Target extends string = string> {
  readonly target: Target
  readonly cause: FaultCause
  readonly timing: Timing
  /** Where `until` set its end. */
  readonly #endsAtMs: Ms | null

  /** Use the words: `crash`, `slow`, `errors`, … */
  constructor(
    target: Target,
    cause: FaultCause,
    timing: Timing = always,
    endsAtMs: Ms | null = null,
  ) {
    this.target = target
    this.cause = Object.freeze(cause)
    this.timing = Object.freeze(timing)
    this.#endsAtMs = endsAtMs
    Object.freeze(this)
  }

  /**
   * When it begins.
   *
   * @param time from the start of the run
   * @example slow('db', { by: '2s' }).at('60s')
   */
  at(time: Duration): Fault<Target> {
    return this.#begin(time, 'at')
  }

  /** When it begins: the same as `at`, for sentences that go on with `until` or `ramp`. */
  from(time: Duration): Fault<Target> {
    return this.#begin(time, 'from')
  }

  /**
   * How long it lasts.
   *
   * @throws UsageError for a length of zero, which would test nothing
   */
  for(length: Duration): Fault<Target> {
    const forMs = this.#time(length, 'for')
    if (forMs === 0)
      throw this.#mistake('for', 'lasts no time', "write a length, as in .for('30s')")
    return new Fault(this.target, this.cause, { ...this.timing, forMs })
  }

  /**
   * When it ends.
   *
   * @throws UsageError when that is not after its beginning
   */
  until(time: Duration): Fault<Target> {
    return this.#ending(this.#time(time, 'until'), this.timing, 'until')
  }

  /** It never ends. */
  forever(): Fault<Target> {
    return new Fault(this.target, this.cause, { ...this.timing, forMs: Infinity })
  }

  /**
   * It grows from nothing to its full strength over a time.
   *
   * @throws UsageError for a crash, which is all or nothing
   */
  ramp(length: Duration): Fault<Target> {
    if (!kindOf(this.cause).canRamp) {
      throw this.#mistake(
        'ramp',
        'is all or nothing',
        'leave .ramp() out; .share() strikes some replicas only',
      )
    }
    return this.#with({ rampMs: this.#time(length, 'ramp') })
  }

  /**
   * Only a share of requests is touched, or of replicas for a crash.
   *
   * @param part 0 to 1, or `'30%'`
   * @throws UsageError for nothing or more than all, and where there is nothing to share
   */
  share(part: Share): Fault<Target> {
    const value = share(part)
    if (value < 1 && kindOf(this.cause).shareOf === 'nothing') {
      throw this.#mistake('share', 'cannot touch a part only', 'leave .share() out')
    }
    if (value > 0) return this.#with({ share: value })
    throw this.#mistake('share', 'touches nothing', "write a share over 0, as in .share('30%')")
  }

  /** When it ends, in milliseconds; Infinity if never. */
  get untilMs(): Ms {
    return this.timing.atMs + this.timing.forMs
  }

  /** The sentence that declares it. */
  toString(): string {
    const { atMs, forMs, rampMs, share: part } = this.timing
    const options = kindOf(this.cause).options(this.cause)
    const words = [
      `${this.cause.kind}(${quoted(this.target)}${options && `, ${options}`})`,
      `.at('${exactDuration(atMs)}')`,
      forMs === Infinity ? '.forever()' : `.for('${exactDuration(forMs)}')`,
      rampMs > 0 && `.ramp('${exactDuration(rampMs)}')`,
      part < 1 && `.share(${part})`,
    ]
    return words.filter(Boolean).join('')
  }

  /** What `console.log` shows. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.toString()
  }

  /** Plain data; `faultFrom` makes the fault again. */
  toJSON(): FaultData {
    const { forMs, ...timing } = this.timing
    const length = forMs === Infinity ? null : forMs
    return { target: this.target, cause: this.cause, timing: { ...timing, forMs: length } }
  }

  #begin(time: Duration, word: string): Fault<Target> {
    return this.#ending(this.#endsAtMs, { ...this.timing, atMs: this.#time(time, word) }, word)
  }

  /** With another beginning, an end that was told stays where it is. */
  #ending(endsAtMs: Ms | null, timing: Timing, word: string): Fault<Target> {
    if (endsAtMs === null) return new Fault(this.target, this.cause, timing)
    const forMs = endsAtMs - timing.atMs
    if (forMs > 0) return new Fault(this.target, this.cause, { ...timing, forMs }, endsAtMs)
    const times = `at ${exactDuration(endsAtMs)}, before it begins at ${exactDuration(timing.atMs)}`
    throw this.#mistake(word, `ends ${times}`, 'let it end after it begins')
  }

  #with(change: Partial<Timing>): Fault<Target> {
    return new Fault(this.target, this.cause, { ...this.timing, ...change }, this.#endsAtMs)
  }

  #time(value: Duration, word: string): Ms {
    return inPlace(`${this.#place}.${word}(…)`, () => durationMs(value))
  }

  #mistake(word: string, what: string, fix: string): UsageError {
    return new UsageError({ what: `this fault ${what}`, where: `${this.#place}.${word}(…)`, fix })
  }

  get #place(): string {
    return `${this.cause.kind}(${quoted(this.target)})`
  }
}

/** Reads a value, and says where it stands if it is wrong. */
function inPlace<T>(where: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    throw new UsageError(error.problems.map((problem): Problem => ({ ...problem, where })))
  }
}
