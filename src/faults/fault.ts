/**
 * A fault as users write it: what goes wrong, where, and when. It is frozen plain data; each word
 * of the sentence gives a new one: `slow('db', { by: '2s' }).at('60s').for('30s')`.
 */
import { checked } from '../kernel/schema.ts'
import { type Duration, durationMs, type Ms, share, type Share } from '../kernel/units.ts'
import { type Condition, conditionIn } from './condition.ts'
import { inPlace } from '../kernel/in-place.ts'
import { type FaultCause, kindOf } from './kinds.ts'
import type { Origin } from './origin.ts'
import { quoted } from './sentence.ts'
import { endsByMs, type Timing, timingData, type TimingData, timingWords } from './timing.ts'
import {
  everyOptions,
  type EveryOptions,
  randomlyOptions,
  type RandomlyOptions,
  whenOptions,
  type WhenOptions,
} from './timing-options.ts'
import * as words from './timing-so-far.ts'

/** A fault as plain data, as JSON holds it; there a time without end is null. */
export type FaultData = {
  /** What it strikes: a component, a replica (`db#0`), a call (`product->db`), a zone, … */
  readonly target: string
  /** Its kind and what was said of it. */
  readonly cause: FaultCause
  /** When it is in force, and how much it touches. */
  readonly timing: TimingData
}

/**
 * Something that goes wrong, aimed at a target. Without further words it is in force from the
 * start of the run to its end, for all requests.
 */
export class Fault<out Target extends string = string> {
  readonly target: Target
  readonly cause: FaultCause
  readonly timing: Timing
  readonly #soFar: words.TimingSoFar
  readonly #origin: Origin | undefined

  /** Use the words `crash`, `slow`, `errors` and `partition`. */
  constructor(
    target: Target,
    cause: FaultCause,
    soFar: words.TimingSoFar = words.nothingSaid,
    origin?: Origin,
  ) {
    this.target = target
    this.cause = Object.freeze(cause)
    this.timing = Object.freeze(soFar.timing)
    this.#soFar = soFar
    this.#origin = origin
    Object.freeze(this)
  }

  /**
   * When it begins; with `when` or `randomly`, from when on it may.
   *
   * @param time from the start of the run
   * @example slow('db', { by: '2s' }).at('60s')
   */
  at(time: Duration): Fault<Target> {
    return this.#say('at', soFar => words.beginningAt(soFar, durationMs(time)))
  }

  /** When it begins: the same as `at`, for sentences that go on with `until` or `ramp`. */
  from(time: Duration): Fault<Target> {
    return this.#say('from', soFar => words.beginningAt(soFar, durationMs(time)))
  }

  /**
   * How long it lasts; with `when` and `every`, each time. With `randomly`: how long it comes and
   * goes.
   *
   * @throws UsageError for a length of zero, which would test nothing
   */
  for(length: Duration): Fault<Target> {
    return this.#say('for', soFar => words.lastingFor(soFar, length))
  }

  /**
   * When it ends: at a time, or as soon as a condition holds. With `when`, a time is the last at
   * which it may be in force, and a condition ends it each time.
   *
   * @throws UsageError for a time that is not after its beginning
   * @example
   * slow('db', { by: '2s' }).from('60s').until(breaker('product->db').is('open'))
   */
  until(end: Duration): Fault<Target>
  until<C extends string>(end: Condition<C>): Fault<Target | C>
  until(end: Duration | Condition): Fault {
    return this.#say('until', soFar => words.ending(soFar, end))
  }

  /** It never ends; said after `when`, it stays once it has begun. */
  forever(): Fault<Target> {
    return this.#say('forever', words.endless)
  }

  /**
   * It begins whenever a condition holds, and lasts while it does, unless `for`, `until` or
   * `forever` say otherwise. Conditions are looked at every 100 ms of virtual time, first at 0
   * (`simulate` has an option for that, `lookEvery`).
   *
   * @param condition as in `queueOf('db').above(100)`
   * @param options `for`: how long it lasts each time; `after`: it begins so long after the
   * condition came to hold; `cooldown`: not again before so long after its end
   * @throws UsageError for what is no condition, or options that cannot be
   * @example
   * const spreads = crash('product').when(queueOf('db').above(100).lasting('2s')).for('5s').once()
   */
  when<C extends string>(condition: Condition<C>, options: WhenOptions = {}): Fault<Target | C> {
    return this.#say('when', (soFar, where) => {
      const data = conditionIn(condition)
      const { forMs, ...times } = checked(whenOptions, options, where)
      return words.beginningWhen(soFar, { condition: data, ...times }, forMs)
    })
  }

  /**
   * It begins at the first occasion only.
   *
   * @throws UsageError for a fault that waits for no condition
   */
  once(): Fault<Target> {
    return this.#say('once', words.onlyOnce)
  }

  /**
   * It comes and goes by chance, with exponential gaps and lengths. When is drawn before the run
   * begins, from a stream of its own: nothing that happens in the run can move it.
   *
   * @param options `every`: the mean time between two (MTBF, from the end of one to the beginning
   * of the next); `for`: the mean time one lasts (MTTR); `exactly`: each lasts just so long;
   * `each`: `'replica'` if every replica fails by itself, `'oneReplica'` if each time one does
   * @throws UsageError for options that cannot be
   * @example
   * const flaky = crash('db').randomly({ every: '5m', for: '20s', each: 'replica' })
   */
  randomly(options: RandomlyOptions): Fault<Target> {
    return this.#say('randomly', (soFar, where) =>
      words.comingRandomly(soFar, checked(randomlyOptions, options, where)),
    )
  }

  /**
   * It comes and goes periodically, first `at` its time: `for` says how long each time, `until`
   * when it has come often enough.
   *
   * @param period from one beginning to the next
   * @param options `each: 'oneReplica'`: each time one replica of the target, by chance
   * @throws UsageError for a period of zero, or one that is over before the fault is
   * @example errors('db').at('1m').every('5s').for('1s').until('2m')
   */
  every(period: Duration, options: EveryOptions = {}): Fault<Target> {
    return this.#say('every', (soFar, where) =>
      words.comingEvery(soFar, period, checked(everyOptions, options, where)),
    )
  }

  /**
   * Not every run has it: whether one does is drawn once, before it begins.
   *
   * @param chance 0 to 1, or `'30%'`
   * @throws UsageError for a chance of nothing or more than all
   */
  withProbability(chance: Share): Fault<Target> {
    return this.#say('withProbability', soFar => {
      const probability = share(chance)
      if (probability > 0) return { ...soFar, timing: { ...soFar.timing, probability } }
      throw words.mistake('never happens', "write a chance over 0, as in '30%', or leave it out")
    })
  }

  /**
   * It grows from nothing to its full strength over a time, whenever it begins.
   *
   * @throws UsageError for a crash, which is all or nothing
   */
  ramp(length: Duration): Fault<Target> {
    return this.#say('ramp', soFar => {
      const rampMs = durationMs(length)
      if (kindOf(this.cause).canRamp) return { ...soFar, timing: { ...soFar.timing, rampMs } }
      throw words.mistake('is all or nothing', 'use .share() to crash some replicas only')
    })
  }

  /**
   * Only a share of requests is touched, or of replicas for a crash.
   *
   * @param part 0 to 1, or `'30%'`
   * @throws UsageError for nothing or more than all, and where there is nothing to share
   */
  share(part: Share): Fault<Target> {
    return this.#say('share', soFar => {
      const touched = share(part)
      if (touched < 1 && kindOf(this.cause).shareOf === 'nothing') {
        throw words.mistake('cannot touch a part only', 'leave .share() out')
      }
      if (touched > 0) return { ...soFar, timing: { ...soFar.timing, share: touched } }
      throw words.mistake('touches nothing', "write a share over 0, as in .share('30%')")
    })
  }

  /** Where it comes from; undefined when it was written down by itself. */
  get origin(): Origin | undefined {
    return this.#origin
  }

  /** The same fault, of an origin that all its words keep. */
  of(origin: Origin): Fault<Target> {
    return new Fault(this.target, this.cause, this.#soFar, origin)
  }

  /** When it ends at the latest, in milliseconds; Infinity if never. */
  get untilMs(): Ms {
    return endsByMs(this.timing)
  }

  /** The sentence that declares it. */
  toString(): string {
    const options = kindOf(this.cause).options(this.cause)
    const word = `${this.cause.kind}(${quoted(this.target)}${options && `, ${options}`})`
    return word + timingWords(this.timing)
  }

  /** What `console.log` shows. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.toString()
  }

  /** Plain data; `faultFrom` makes the fault again. */
  toJSON(): FaultData {
    return { target: this.target, cause: this.cause, timing: timingData(this.timing) }
  }

  /** The same fault with one more word; what is wrong is told with its place. */
  #say<T extends string>(
    word: string,
    change: (soFar: words.TimingSoFar, where: string) => words.TimingSoFar,
  ): Fault<T> {
    const where = `${this.cause.kind}(${quoted(this.target)}).${word}(…)`
    const soFar = inPlace(where, () => change(this.#soFar, where))
    return new Fault(this.target, this.cause, soFar, this.#origin) as Fault as Fault<T>
  }
}
