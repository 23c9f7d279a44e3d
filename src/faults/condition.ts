/**
 * A condition as users write it: what must be measured for a fault to begin or end. It is frozen
 * plain data that reads as the sentence that declares it.
 */
import { UsageError } from '../kernel/errors.ts'
import { inPlace } from '../kernel/in-place.ts'
import { shown } from '../kernel/schema.ts'
import { type Duration, durationMs, exactDuration } from '../kernel/units.ts'
import type { ConditionData } from './condition-data.ts'
import { gaugeKinds, gaugeSentence } from './gauge-kinds.ts'
import { quoted } from './sentence.ts'

/**
 * Something that holds or does not at each look at a run under way.
 *
 * @example
 * const struggling = allOf(queueOf('db').above(100), errorRate('db').above('20%')).lasting('5s')
 */
export class Condition<out Of extends string = string> {
  readonly data: ConditionData
  /** Only for the compiler. */
  declare readonly of?: Of

  /** Conditions come from gauges (`queueOf('db').above(100)`), `allOf`, `anyOf` and `not`. */
  constructor(data: ConditionData) {
    this.data = Object.freeze(data)
    Object.freeze(this)
  }

  /**
   * Holds once this has held for some time without a break.
   *
   * @throws UsageError for no time at all
   */
  lasting(length: Duration): Condition<Of> {
    const where = `${this}.lasting(…)`
    const forMs = inPlace(where, () => durationMs(length))
    if (forMs > 0) return new Condition({ is: 'lasting', forMs, of: this.data })
    const fix = "write a time, as in .lasting('5s'), or leave it out"
    throw new UsageError({ what: 'this lasts no time', where, fix })
  }

  /** The words that declare it. */
  toString(): string {
    return conditionSentence(this.data)
  }

  /** Plain data, from which a fault's JSON is made. */
  toJSON(): ConditionData {
    return this.data
  }

  /** What `console.log` shows. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.toString()
  }
}

/**
 * Holds while all of some conditions do.
 *
 * @throws UsageError for no conditions, or what is none
 * @example
 * crash('db').when(allOf(queueOf('db').above(50), utilisation('db').above('90%')))
 */
export function allOf<T extends string>(...conditions: readonly Condition<T>[]): Condition<T> {
  return new Condition({ is: 'allOf', of: dataOf(conditions, 'allOf') })
}

/**
 * Holds while any one of some conditions does.
 *
 * @throws UsageError for no conditions, or what is none
 * @example
 * crash('db').when(anyOf(queueOf('db').above(50), errorRate('db').above('50%')))
 */
export function anyOf<T extends string>(...conditions: readonly Condition<T>[]): Condition<T> {
  return new Condition({ is: 'anyOf', of: dataOf(conditions, 'anyOf') })
}

/**
 * Holds while a condition does not.
 *
 * @throws UsageError for what is no condition
 * @example
 * crash('db').when(not(breaker('product->db').is('open')).lasting('30s'))
 */
export function not<T extends string>(condition: Condition<T>): Condition<T> {
  const [of] = dataOf([condition], 'not')
  return new Condition({ is: 'not', of })
}

/** A condition as source code that makes it again. */
export function conditionSentence(data: ConditionData): string {
  switch (data.is) {
    case 'above':
    case 'below':
      return `${gaugeSentence(data.gauge)}.${data.is}(${limitWord(data)})`
    case 'breaker':
      return `breaker(${quoted(data.of)}).is('${data.state}')`
    case 'down':
      return `isDown(${quoted(data.of)})`
    case 'lasting':
      return `${conditionSentence(data.of)}.lasting('${exactDuration(data.forMs)}')`
    case 'allOf':
    case 'anyOf':
      return `${data.is}(${data.of.map(conditionSentence).join(', ')})`
    case 'not':
      return `not(${conditionSentence(data.of)})`
  }
}

const limitWord = ({ gauge, limit }: Extract<ConditionData, { is: 'above' | 'below' }>): string =>
  gaugeKinds[gauge.gauge].written(limit)

/**
 * The data of a condition.
 *
 * @throws UsageError for what is none
 */
export function conditionIn(written: unknown): ConditionData {
  if (written instanceof Condition) return written.data
  const fix = "write one, as in queueOf('db').above(100)"
  throw new UsageError({ what: `${shown(written)} is no condition`, fix })
}

function dataOf(conditions: readonly Condition[], word: string): ConditionData[] {
  const where = `${word}(…)`
  if (conditions.length > 0) return inPlace(where, () => conditions.map(conditionIn))
  const fix = "write some, as in queueOf('db').above(100)"
  throw new UsageError({ what: 'there are no conditions', where, fix })
}
