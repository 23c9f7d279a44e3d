/**
 * A change of the declaration while the run goes on: what, where, and when, as users write it. It
 * is frozen plain data that reads as the sentence that declares it.
 */
import { type Condition, conditionIn } from '../../faults/condition.ts'
import { literal, quoted } from '../../faults/sentence.ts'
import { type Timing, timingData, type TimingData, timingWords } from '../../faults/timing.ts'
import { whenOptions, type WhenOptions } from '../../faults/timing-options.ts'
import * as words from '../../faults/timing-so-far.ts'
import { inPlace } from '../../kernel/in-place.ts'
import { checked } from '../../kernel/schema.ts'
import { type Duration, durationMs, type Ms } from '../../kernel/units.ts'
import { deepFrozen } from '../frozen.ts'

/** A change as plain data, as JSON holds it; there a time without end is null. */
export type ChangeData = {
  /** What it changes: a component, or a call (`web->db`). */
  readonly target: string
  /** What is said of it from then on; null takes away. */
  readonly options: { readonly [option: string]: unknown }
  /** When it is made, and whether it is taken back. */
  readonly timing: TimingData
}

/** A change of the declaration. Without further words it is made at the start, and stays. */
export class Change<out Target extends string = string> {
  readonly target: Target
  /** What is said of its target from then on; null takes away. */
  readonly options: ChangeData['options']
  readonly timing: Timing
  readonly #soFar: words.TimingSoFar

  /** Use the word `change`. */
  constructor(
    target: Target,
    options: ChangeData['options'],
    soFar: words.TimingSoFar = words.nothingSaid,
  ) {
    this.target = target
    this.options = deepFrozen(options)
    this.timing = Object.freeze(soFar.timing)
    this.#soFar = soFar
    Object.freeze(this)
  }

  /**
   * When it is made; with `when`, not before this.
   *
   * @param time from the start of the run
   * @example change('db', { concurrency: 40 }).at('2m')
   */
  at(time: Duration): Change<Target> {
    return this.#say('at', soFar => words.beginningAt(soFar, durationMs(time)))
  }

  /**
   * It is taken back after so long; without this word it stays.
   *
   * @throws UsageError for a length of zero
   * @example change('web', { queue: 10 }).at('2m').for('30s')
   */
  for(length: Duration): Change<Target> {
    return this.#say('for', soFar => words.lastingFor(soFar, length))
  }

  /**
   * When it is taken back: at a time, or as soon as a condition holds. Without this word it stays.
   *
   * @throws UsageError for a time that is not after it was made
   * @example
   * change('web', { rateLimit: { rate: '50/s' } }).at('2m').until(queueOf('db').below(5))
   */
  until(end: Duration): Change<Target>
  until<C extends string>(end: Condition<C>): Change<Target | C>
  until(end: Duration | Condition): Change {
    return this.#say('until', soFar => words.ending(soFar, end))
  }

  /**
   * It is made when a condition holds, and stays: as by an operator who is called. Conditions are
   * looked at every 100 ms of virtual time (`simulate` has an option for that, `lookEvery`).
   *
   * @param condition as in `errorRate('web').above('20%')`
   * @param options `after`: it is made so long after the condition came to hold, whether or not it
   * still does; `for`: it is taken back after so long; `cooldown`: not made again before so long
   * after that
   * @throws UsageError for what is no condition, or options that cannot be
   * @example
   * const operator = change('db', { concurrency: 40 }).when(errorRate('web').above('20%'), {
   *   after: '5m',
   * })
   */
  when<C extends string>(condition: Condition<C>, options: WhenOptions = {}): Change<Target | C> {
    return this.#say('when', (soFar, where) => {
      const data = conditionIn(condition)
      const { forMs, ...times } = checked(whenOptions, options, where)
      const begun = words.beginningWhen(soFar, { condition: data, ...times }, forMs)
      return words.staying(begun)
    })
  }

  /**
   * It is made at the first occasion only.
   *
   * @throws UsageError for a change that waits for no condition
   */
  once(): Change<Target> {
    return this.#say('once', words.onlyOnce)
  }

  /** When it is taken back at the latest, in milliseconds; Infinity if never. */
  get untilMs(): Ms {
    const { atMs, forMs, when } = this.timing
    return when === undefined ? atMs + forMs : when.untilMs
  }

  /** The sentence that declares it. */
  toString(): string {
    return `${wordOf(this)}${timingWords(this.timing).replace('.forever()', '')}`
  }

  /** What `console.log` shows. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.toString()
  }

  /** Plain data; `changeFrom` makes the change again. */
  toJSON(): ChangeData {
    return { target: this.target, options: this.options, timing: timingData(this.timing) }
  }

  /** The same change with one more word; what is wrong is told with its place. */
  #say<T extends string>(
    word: string,
    say: (soFar: words.TimingSoFar, where: string) => words.TimingSoFar,
  ): Change<T> {
    const where = `${wordOf(this)}.${word}(…)`
    const soFar = inPlace(where, () => say(this.#soFar, where))
    return new Change(this.target, this.options, soFar) as Change as Change<T>
  }
}

const wordOf = ({ target, options }: Change): string =>
  `change(${quoted(target)}, ${literal(options)})`
