/** Settings of which some vary: which values each may have, and the options that a choice makes. */
import { isJson } from '../../declare/json.ts'
import { type Problem, UsageError } from '../../kernel/errors.ts'
import { isRecord, shown } from '../../kernel/schema.ts'
import type { Duration, Rate } from '../../kernel/units.ts'
import { type Value, valuesOf } from './leaf.ts'

/** Settings by name: lists vary, objects hold more settings, all else stays as it is. */
export type SettingSpec = { readonly [name: string]: unknown }

/** What comes of two ends: any value of their kind between them. */
type Between<V> = V extends number
  ? number
  : V extends `${number}%`
    ? `${number}%`
    : V extends Rate
      ? Rate
      : V extends Duration
        ? Exclude<Duration, number>
        : V

/** What a list stands for. */
type OneOf<L extends readonly unknown[]> = L['length'] extends 2 ? Between<L[number]> : L[number]

/** The settings that a choice makes: in the shape of what was written, a value for each list. */
export type Settings<S> = S extends readonly unknown[]
  ? OneOf<S>
  : S extends object
    ? { readonly [K in keyof S]: Settings<S[K]> }
    : S

/** The values of the lists in some settings. */
export type Varied<S> = S extends readonly unknown[]
  ? OneOf<S>
  : S extends object
    ? { [K in keyof S]: Varied<S[K]> }[keyof S]
    : never

/** One setting that varies. */
export type Leaf = {
  /** `breaker.openFor` */
  readonly name: string
  /** From the first to the last, as they were written. */
  readonly values: readonly Value[]
}

/** Every way to choose among some settings. */
export class SettingSpace<S> {
  /** In the order in which they were written. */
  readonly leaves: readonly Leaf[]
  readonly #spec: S

  /**
   * @param where for messages: the word that was written
   * @throws UsageError with every mistake in the settings
   */
  constructor(spec: S, where: string) {
    const problems: Problem[] = []
    this.leaves = leavesIn(spec, [], problems)
    if (!isRecord(spec)) problems.push(noSettings(spec))
    else if (problems.length === 0 && this.leaves.length === 0) problems.push(nothingVaries)
    if (problems.length > 0) throw new UsageError(problems.map(problem => placed(problem, where)))
    this.#spec = spec
  }

  /** The settings with a value chosen for each leaf, by its place. */
  at(choice: readonly number[]): Settings<S> {
    const values = this.leaves.map((leaf, i) => leaf.values[choice[i]])[Symbol.iterator]()
    return chosen(this.#spec, values) as Settings<S>
  }
}

function chosen(spec: unknown, values: Iterator<Value>): unknown {
  if (Array.isArray(spec)) return values.next().value
  if (!isRecord(spec)) return spec
  return Object.fromEntries(
    Object.entries(spec).map(([name, inner]) => [name, chosen(inner, values)]),
  )
}

/** Deeper than this settings are hardly meant, unless they go in a circle. */
const DEEPEST = 20

/** In the order of the names; what is wrong with a setting is added to the problems. */
function leavesIn(spec: unknown, path: readonly string[], problems: Problem[]): Leaf[] {
  if (Array.isArray(spec) && path.length > 0) return leafOf(spec, path, problems)
  if (isRecord(spec) && path.length < DEEPEST) {
    return Object.entries(spec).flatMap(([name, inner]) =>
      leavesIn(inner, [...path, name], problems),
    )
  }
  if (path.length > 0 && spec !== undefined && (isRecord(spec) || !isJson(spec))) {
    const what = `${shown(spec)} is no plain data, or goes in a circle`
    problems.push({ what, where: path.join(' › '), fix: example })
  }
  return []
}

function leafOf(list: readonly unknown[], path: readonly string[], problems: Problem[]): Leaf[] {
  try {
    return [{ name: path.join('.'), values: valuesOf(list) }]
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    const where = path.join(' › ')
    problems.push(...error.problems.map(problem => ({ ...problem, where })))
    return []
  }
}

const placed = (problem: Problem, word: string): Problem => ({
  ...problem,
  where: [word, problem.where].filter(Boolean).join(' › '),
})

const example = "write the range of each that varies, as in { timeout: ['50ms', '2s'] }"

const noSettings = (spec: unknown): Problem => ({
  what: `${shown(spec)} is no set of settings`,
  fix: example,
})

const nothingVaries: Problem = {
  what: 'no setting has a range, so there is nothing to vary',
  fix: example,
}
