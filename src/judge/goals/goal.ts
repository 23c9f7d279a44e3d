/**
 * What must hold of a run, as data: it prints as it was written, goes to JSON and back, and judges
 * any run with a verdict and a margin.
 */
import { inside } from '../../kernel/in-place.ts'
import type { RunNames } from '../../record/question.ts'
import type { Run } from '../../record/run.ts'
import { isPart, type Window } from '../../record/window.ts'
import { unknown, type Verdict } from '../verdict.ts'
import { type DataOf, type EvidenceOf, type GoalKindName, rowOf } from './kinds.ts'
import { isMarked, mark } from './mark.ts'
import { checkOptions } from './read.ts'
import { frozen, inCode, inJson } from './written.ts'

/** A goal as plain data, as JSON holds it. */
export type GoalJson = {
  /** Its kind: the word by which it is written, as `availability`. */
  readonly goal: GoalKindName
  /** What is written in its parentheses. */
  readonly says: readonly unknown[]
}

/** Something that must hold of a run. Write one with `goal`, as `goal.availability('99.9%')`. */
export class Goal<out N extends RunNames = RunNames, out K extends GoalKindName = GoalKindName> {
  /** Its kind: the word by which it is written. */
  readonly kind: K
  /** What it says, read: limits as numbers, in milliseconds and shares; whose, and when. */
  readonly data: DataOf<K>
  readonly [mark] = true
  /** Only for the compiler. */
  declare readonly names?: N
  readonly #says: readonly unknown[]

  /** Use the words of `goal`. */
  constructor(kind: K, says: readonly unknown[]) {
    const given = says.filter(part => part !== undefined)
    this.kind = kind
    const { beforeOptions, read } = rowOf(kind)
    this.data = inside(`goal.${kind}(…)`, () => {
      checkOptions(given[beforeOptions])
      return frozen(read(...given)) as DataOf<K>
    })
    this.#says = frozen(given)
    Object.freeze(this)
  }

  /** Whether something is a goal, be it of another copy of the package. */
  static isOne(value: unknown): value is Goal {
    return isMarked(value)
  }

  /**
   * Whether it held in a run, with a margin and the numbers that show it; unknown when there was
   * nothing to judge, or the steady state that the run was to have does not hold.
   *
   * @param run a finished run
   * @throws UsageError for a name or a moment that the run does not know
   * @example
   * const verdict = goal.availability('60%').judge(run)
   * if (verdict.is !== 'unknown') console.log(verdict.is, verdict.margin?.by)
   */
  judge(run: Run): Verdict<EvidenceOf<K>> {
    const { unsteady } = run.recording
    if (unsteady !== undefined) return unknown(unsteady)
    return rowOf(this.kind).judge(run, this.data) as Verdict<EvidenceOf<K>>
  }

  /** Whether it is about what faults do, so that nothing of the kind is to be seen without any. */
  get isOfFaults(): boolean {
    return rowOf(this.kind).isOfFaults === true
  }

  /** Whether it is about how much a test tries, and not about how well a system does. */
  get isOfTest(): boolean {
    return rowOf(this.kind).isOfTest === true
  }

  /** Whether it is about a part of a run only. */
  get hasWindow(): boolean {
    return rowOf(this.kind).isTimed === true || isPart(this.data.question)
  }

  /**
   * The same goal, of a part of the run.
   *
   * @param window instead of its own
   * @example goal.availability('99.9%').in({ between: ['40s', '1m'] })
   */
  in(window: Window): Goal<N, K> {
    const { beforeOptions } = rowOf(this.kind)
    const { between: _, during: __, after: ___, ...options } = this.#optionsAt(beforeOptions)
    return new Goal(this.kind, [...this.#says.slice(0, beforeOptions), { ...options, ...window }])
  }

  /** As it is written: `goal.latency('p99', '500ms', { at: 'db' })`. */
  toString(): string {
    return `goal.${this.kind}(${this.#says.map(inCode).join(', ')})`
  }

  /** The same as a matcher: `toNotExceedPercentile('p99', '500ms', { at: 'db' })`. */
  toMatcher(): string {
    return `${rowOf(this.kind).matcher}(${this.#says.map(inCode).join(', ')})`
  }

  /** Plain data; `goalFrom` makes the goal again. */
  toJSON(): GoalJson {
    return { goal: this.kind, says: this.#says.map(inJson) }
  }

  /** What `console.log` shows. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.toString()
  }

  #optionsAt(index: number): Window {
    return this.#says[index] ?? {}
  }
}
