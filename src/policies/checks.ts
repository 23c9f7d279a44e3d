/**
 * How the options of a policy are checked: a table says what each option needs, and every mistake
 * is reported at once, with its remedy.
 */
import { didYouMean, type Problem } from '../kernel/errors.ts'

/** What one option needs: a question to its value, and the words when the answer is no. */
export type Need = {
  readonly holds: (value: unknown) => boolean
  /** Continues the sentence "openFor is -1, but must be …". */
  readonly wanted: string
  /** A value that would do, as one would write it. */
  readonly example: string
  /** Whether leaving the option out is a mistake; false when it has a default. */
  readonly required?: boolean
}

/** What each option needs, by its name. */
export type Needs = Readonly<Record<string, Need>>

/** A length of time in milliseconds, from `atLeast` (or above `above`), and finite. */
export function milliseconds(
  bound: { above: number } | { atLeast: number },
  example: string,
): Need {
  const least = 'above' in bound ? bound.above : bound.atLeast
  const wanted = 'above' in bound ? `above ${least}` : `of at least ${least}`
  return {
    holds: value => isNumber(value) && ('above' in bound ? value > least : value >= least),
    wanted: `a number of milliseconds ${wanted}`,
    example,
  }
}

/** A whole number from `least` to `most`; `why` ends the sentence when the bound needs a reason. */
export function wholeNumber(
  range: { least: number; most: number; why?: string },
  example: string,
): Need {
  const { least, most, why = '' } = range
  return {
    holds: value => isWhole(value) && value >= least && value <= most,
    wanted: `a whole number from ${least} to ${most.toLocaleString('en-US')}${why}`,
    example,
  }
}

/** A number from `least` to `most`; with `open`, `least` itself will not do. */
export function numberWithin(
  range: { least: number; most: number; open?: true },
  example: string,
): Need {
  const { least, most, open = false } = range
  return {
    holds: value => isNumber(value) && value <= most && (open ? value > least : value >= least),
    wanted: `a number ${open ? 'above' : 'from'} ${least} ${open ? 'and up ' : ''}to ${most}`,
    example,
  }
}

/** One of a few words. */
export function oneOf(words: readonly string[], example: string): Need {
  return {
    holds: value => words.some(word => word === value),
    wanted: `one of ${words.map(word => `'${word}'`).join(', ')}`,
    example: `'${example}'`,
  }
}

/** Either true or false. */
export const yesOrNo: Need = {
  holds: value => typeof value === 'boolean',
  wanted: 'true or false',
  example: 'true',
}

/** The same need, for an option that has no default. */
export const required = (need: Need): Need => ({ ...need, required: true })

/**
 * All the mistakes in the options: those missing, those of no use, and those unknown.
 *
 * @param options what the caller wrote; it may be anything
 * @param where   where it was written, for the message
 */
export function mistakesIn(options: unknown, needs: Needs, where: string): Problem[] {
  if (!isOptions(options)) return [notOptions(options, where)]
  const problems: Problem[] = []
  for (const [name, need] of Object.entries(needs)) {
    const value = options[name]
    if (value === undefined && need.required !== true) continue
    if (!need.holds(value)) problems.push(unmet(name, value, need, where))
  }
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined || Object.hasOwn(needs, name)) continue
    problems.push(unknownOption(name, needs, where))
  }
  return problems
}

/** Whether the options are an object at all, so that their parts can be asked for. */
export function isOptions(options: unknown): options is Readonly<Record<string, unknown>> {
  return typeof options === 'object' && options !== null && !Array.isArray(options)
}

/** A value as one would write it, for the middle of a sentence. */
export function shown(value: unknown): string {
  if (typeof value === 'string') return `'${value}'`
  if (Array.isArray(value)) return `[${value.map(shown).join(', ')}]`
  if (typeof value === 'object' && value !== null) return 'an object'
  return typeof value === 'function' ? 'a function' : String(value)
}

function unmet(name: string, value: unknown, need: Need, where: string): Problem {
  const what =
    value === undefined
      ? `${name} is missing; it must be ${need.wanted}`
      : `${name} is ${shown(value)}, but must be ${need.wanted}`
  return { what, where, fix: `write ${name}: ${need.example}` }
}

function unknownOption(name: string, needs: Needs, where: string): Problem {
  return { what: `there is no option "${name}"`, where, fix: didYouMean(name, Object.keys(needs)) }
}

function notOptions(options: unknown, where: string): Problem {
  return {
    what: `the options are ${shown(options)}, but must be an object`,
    where,
    fix: 'write { … }',
  }
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value)
}

function isWhole(value: unknown): value is number {
  return isNumber(value) && Number.isInteger(value)
}
