/** Reads what a word was given, field by field, and gathers every mistake with its place. */
import { type Problem, UsageError, didYouMean, nearest } from '../errors.ts'
import { quote } from '../quantity.ts'
import { type Duration, type Ms, durationMs } from '../units.ts'

/** A number must lie between these two, both included. */
export type Range = { readonly from: number; readonly to: number; readonly whole?: boolean }

/** A list with ten thousand bad entries has been explained after the first few. */
const MOST_PROBLEMS = 20

/** From a thousandth of a nanosecond to 31,000 years: nothing computed from it overflows. */
const SHORTEST_MS = 1e-9
const LONGEST_MS = 1e15

/** A mixture that holds itself, or the same parts over and over, must end some time. */
const DEEPEST = 20
const MOST_NESTED = 10_000

type Place = { readonly where: string; readonly example: string; readonly depth: number }
type Gathered = { readonly problems: Problem[]; nested: number }

/** The fields of one declaration; a field with a mistake reads as NaN, and the reading goes on. */
export class Fields {
  readonly #given: Readonly<Record<string, unknown>>
  /** Of what is no record at all, one mistake is told and not that every field is missing. */
  #isReadable = true
  readonly #place: Place
  readonly #gathered: Gathered

  private constructor(given: unknown, place: Place, gathered: Gathered) {
    this.#place = place
    this.#gathered = gathered
    const isRecord = typeof given === 'object' && given !== null && !Array.isArray(given)
    this.#given = isRecord ? (given as Record<string, unknown>) : {}
    if (!isRecord) this.wrong(`${quote(given)} stands where an object is wanted`)
    this.#isReadable = isRecord
  }

  /** The fields given to a word, or those of its data. */
  static of(given: unknown, { kind, example }: { kind: string; example: string }): Fields {
    return new Fields(given, { where: kind, example, depth: 1 }, { problems: [], nested: 0 })
  }

  /** The fields of an entry of a list in this one; its mistakes are gathered here too. */
  entry(name: string, given: unknown): Fields {
    const { where, example, depth } = this.#place
    return new Fields(given, { where: `${where}, ${name}`, example, depth }, this.#gathered)
  }

  /** The fields of a distribution within this one; its mistakes are gathered here too. */
  nested(given: unknown, { kind, example }: { kind: string; example: string }): Fields {
    const { where, depth } = this.#place
    const place = { where: `${where}, ${kind}`, example, depth: depth + 1 }
    this.#gathered.nested++
    return new Fields(given, place, this.#gathered)
  }

  /** Every mistake found so far, here and within. */
  get problems(): readonly Problem[] {
    return this.#gathered.problems
  }

  /** True where reading on would take for ever, or nearly. */
  get isTooMuch(): boolean {
    return this.#place.depth > DEEPEST || this.#gathered.nested > MOST_NESTED
  }

  /** Notes a mistake and, by default, shows how the word is rightly written. */
  wrong(what: string, fix = `write for example ${this.#place.example}`): number {
    const { problems } = this.#gathered
    const isNews = this.#isReadable && problems.length < MOST_PROBLEMS
    if (isNews) problems.push({ what, where: this.#place.where, fix })
    return Number.NaN
  }

  has(name: string): boolean {
    return this.value(name) !== undefined
  }

  value(name: string): unknown {
    return Object.hasOwn(this.#given, name) ? this.#given[name] : undefined
  }

  /** Notes every field that has no meaning here. */
  only(...names: string[]): void {
    for (const name of Object.keys(this.#given)) {
      if (name === 'kind' || names.includes(name)) continue
      const fix = nearest(name, names) === undefined ? undefined : didYouMean(name, names)
      this.wrong(`there is no field ${quote(name)} here`, fix)
    }
  }

  /** A time that may be zero, in milliseconds. */
  time(name: string): Ms {
    const value = this.value(name)
    if (value === undefined) return this.wrong(`"${name}" is missing`)
    try {
      const ms = durationMs(value as Duration)
      return ms <= LONGEST_MS ? ms : this.wrong(`"${name}" is ${quote(value)}: over 31,000 years`)
    } catch (error) {
      if (!(error instanceof UsageError)) throw error
      return this.wrong(`"${name}": ${error.problems[0]!.what}`, error.problems[0]!.fix)
    }
  }

  /** A time above zero, in milliseconds. */
  positiveTime(name: string): Ms {
    const ms = this.time(name)
    return ms < SHORTEST_MS ? this.wrong(`"${name}" is ${ms}, and must be above zero`) : ms
  }

  number(name: string, range: Range): number {
    const value = this.value(name)
    if (value === undefined) return this.wrong(`"${name}" is missing`)
    if (typeof value === 'number') return this.#within(name, value, range)
    return this.wrong(`"${name}" is ${quote(value)}, and must be a number`)
  }

  /** A list of at least one entry; an empty one if there is a mistake. */
  list(name: string): readonly unknown[] {
    const value = this.value(name)
    if (Array.isArray(value) && value.length > 0) return Array.from(value as unknown[]) // no holes
    if (Array.isArray(value)) this.wrong(`"${name}" is empty`)
    else if (value === undefined) this.wrong(`"${name}" is missing`)
    else this.wrong(`"${name}" is ${quote(value)}, and must be a list`)
    return []
  }

  #within(name: string, value: number, { from, to, whole = false }: Range): number {
    const right = value >= from && value <= to && (!whole || Number.isInteger(value))
    if (right) return value + 0 // -0 becomes 0
    const kind = whole ? 'a whole number ' : ''
    return this.wrong(`"${name}" is ${value}, and must be ${kind}from ${from} to ${grouped(to)}`)
  }
}

/** Digits in threes, as TypeScript writes them: 10_000_000. */
const grouped = (value: number): string => String(value).replace(/\B(?=(\d{3})+$)/g, '_')
