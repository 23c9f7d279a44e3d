/** Reads the words of a command line; every mistake in them is told at once, with its remedy. */
import { parseArgs } from 'node:util'
import { didYouMean, type Problem, UsageError } from '../kernel/errors.ts'
import { check, type Schema, shown } from '../kernel/schema.ts'
import type { Call, Command, Values } from './command.ts'

/** The option that every command has. */
export const help = {
  help: { type: 'boolean', short: 'h', summary: 'tell what the command does' },
} as const

/**
 * The words behind the name of a command.
 *
 * @throws UsageError for options that there are not, for values missing, and for a wrong count of
 * words
 */
export function readArguments(command: Command, words: readonly string[]): Omit<Call, 'io'> {
  const options = { ...command.options, ...help }
  const { values, positionals, tokens } = parseArgs({
    args: [...words],
    options,
    strict: false,
    tokens: true,
  })
  const problems = tokens.flatMap(token =>
    token.kind === 'option' ? mistakesIn(token, options) : [],
  )
  // What an unknown option takes is no word to be counted, but nobody knows what it takes.
  const canCount = problems.length === 0 && values['help'] !== true
  if (canCount) problems.push(...miscounted(command, positionals))
  if (problems.length > 0) throw new UsageError(problems.map(placedIn(command)))
  return { positionals, values }
}

type OptionToken = {
  readonly name: string
  readonly rawName: string
  readonly value?: string | undefined
  readonly inlineValue?: boolean | undefined
}

function mistakesIn(token: OptionToken, options: Command['options']): Problem[] {
  const { name, rawName, value } = token
  if (!Object.hasOwn(options, name)) {
    const names = Object.keys(options).map(known => `--${known}`)
    return [{ what: `there is no option ${shown(rawName)}`, fix: didYouMean(rawName, names) }]
  }
  const { type, takes = 'value' } = options[name]
  if (type === 'string' && (value === undefined || value === '')) {
    return [{ what: `${rawName} says nothing`, fix: `write ${rawName} ${takes.toUpperCase()}` }]
  }
  if (type === 'string' && isOption(token)) {
    const what = `${rawName} is followed by the option ${shown(value)}`
    return [{ what, fix: `write ${rawName}=${value} if that is meant` }]
  }
  if (type === 'boolean' && value !== undefined) {
    return [{ what: `${rawName} takes no value`, fix: `write ${rawName} alone` }]
  }
  return []
}

/** A value that stands by itself and looks like the next option: the value was forgotten. */
const isOption = ({ value, inlineValue }: OptionToken): boolean =>
  inlineValue !== true && /^--?[a-z]/.test(value ?? '')

function miscounted({ name, usage }: Command, positionals: readonly string[]): Problem[] {
  const places = usage === '' ? [] : usage.split(' ')
  const needed = places.filter(place => !place.startsWith('['))
  const fix = `write gameday ${name}${usage === '' ? '' : ` ${usage}`}`
  const missing = needed.slice(positionals.length)
  const surplus = usage.endsWith('…') ? [] : positionals.slice(places.length)
  return [
    ...missing.map(place => ({ what: `${place} is missing`, fix })),
    ...surplus.map(word => ({ what: `${shown(word)} is one word too many`, fix })),
  ]
}

const placedIn =
  ({ name }: Command) =>
  (problem: Problem): Problem => ({ ...problem, where: `gameday ${name}` })

/**
 * The values of options, as their schemas make them of the texts; what was not given is left out.
 *
 * @throws UsageError with every mistake in them
 */
export function readValues<const S extends { readonly [name: string]: Schema<unknown> }>(
  values: Values,
  schemas: S,
): { readonly [name in keyof S]?: S[name] extends Schema<infer T> ? T : never } {
  const problems: Problem[] = []
  const read: [name: string, value: unknown][] = []
  for (const [name, schema] of Object.entries(schemas)) {
    if (values[name] === undefined) continue
    const result = check(schema, values[name], `--${name}`)
    if (result.ok) read.push([name, result.value])
    else problems.push(...result.problems)
  }
  if (problems.length > 0) throw new UsageError(problems)
  return Object.fromEntries(read) as { [name in keyof S]?: never }
}
