/**
 * Validation in our words: valibot finds what is wrong and where; here its findings become problems
 * that say what to write instead.
 */
import * as v from 'valibot'
import { inThrees } from './count.ts'
import { didYouMean, type Problem, UsageError } from './errors.ts'
import { quote as shown } from './quantity.ts'
import { isRecord } from './is-record.ts'

/** A list with ten thousand bad entries has been explained after the first few. */
const MOST_PROBLEMS = 20

/** A schema that makes a `T` of what a user wrote. */
export type Schema<T> = v.GenericSchema<unknown, T>

/** What a set of options is once each has been read. */
type Read<E extends v.ObjectEntries> = v.InferOutput<v.ObjectSchema<E, undefined>>

/** What came of a check: the value in the engine's units, or every mistake in it. */
export type Checked<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly Problem[] }

/**
 * Checks a value.
 *
 * @param where where the value stands, for the messages; the path inside it is added
 */
export function check<T>(schema: Schema<T>, value: unknown, where: string): Checked<T> {
  const result = safely(schema, value)
  if (result.success) return { ok: true, value: result.output }
  const first = result.issues.slice(0, MOST_PROBLEMS)
  return { ok: false, problems: first.map(issue => problemOf(issue, where)) }
}

/** What valibot makes of a value; where a schema has no words of its own it gets ours. */
export const safely = <T>(schema: Schema<T>, value: unknown): v.SafeParseResult<Schema<T>> =>
  v.safeParse(schema, value, { message: inOurWords })

const expectations: { readonly [valibots: string]: readonly [name: string, example: string] } = {
  string: ['text', "'…'"],
  Array: ['list', '[ … ]'],
  Object: ['set of options', '{ … }'],
  number: ['number', '12'],
}

function inOurWords({ input, expected }: v.BaseIssue<unknown>): string {
  const [name, example] = expectations[expected ?? ''] ?? [
    'choice',
    expected ?? 'what is asked for',
  ]
  return message(`${shown(input)} is no ${name}`, `write ${example}`)
}

/**
 * A value as its schema makes it, or no value at all.
 *
 * @throws UsageError with every mistake in it
 */
export function checked<T>(schema: Schema<T>, value: unknown, where: string): T {
  const result = check(schema, value, where)
  if (result.ok) return result.value
  throw new UsageError(result.problems)
}

/** Every mistake in a value, up to the first twenty; none when it will do. */
export function mistakesIn(schema: Schema<unknown>, value: unknown, where: string): Problem[] {
  const result = check(schema, value, where)
  return result.ok ? [] : [...result.problems]
}

/** A value that one of our readers (`durationMs`, `share`, …) makes of what was written. */
export function readBy<T>(read: (written: never) => T): Schema<T> {
  return v.pipe(
    v.unknown(),
    v.rawTransform<unknown, T>(({ dataset, addIssue, NEVER }) => {
      try {
        return read(dataset.value as never)
      } catch (error) {
        if (!(error instanceof UsageError)) throw error
        for (const problem of error.problems) addIssue(issueOf(problem))
        return NEVER
      }
    }),
  )
}

/** These options and no others: a wrong name is met with the right one; undefined is left out. */
export function options<const E extends v.ObjectEntries>(entries: E): Schema<Read<E>> {
  const names = Object.keys(entries).filter(name => entries[name].type !== 'literal')
  const known = v.object(entries, issue => whatToWrite(entries, issue))
  const strays = (written: unknown): Problem[] =>
    Object.keys(written as object)
      .filter(name => !Object.hasOwn(entries, name))
      .map(name => ({
        what: `there is no option ${shown(name)}`,
        where: name,
        fix: didYouMean(name, names),
      }))
  return v.pipe(
    v.unknown(),
    v.check(isRecord, issue =>
      message(`${shown(issue.input)} is no set of options`, `write { ${names[0]}: … }`),
    ),
    v.transform(withoutUndefined),
    v.lazy((written): Schema<Read<E>> => {
      const problems = strays(written)
      return problems.length === 0 ? known : wrong(known, problems)
    }),
  )
}

/** An option that may be left out. */
export const optional = <T>(schema: Schema<T>) => v.exactOptional(schema)

/** The same options, each of which may be left out. */
export const allOptional = (entries: v.ObjectEntries): v.ObjectEntries =>
  Object.fromEntries(Object.entries(entries).map(([name, schema]) => [name, v.optional(schema)]))

/** The schema for what was written, chosen by a look at it. */
export const chosenBy = <T>(choose: (written: unknown) => Schema<T>): Schema<T> => v.lazy(choose)

/** What is right in its parts, and must be right as a whole. */
export function consistent<T>(
  schema: Schema<T>,
  contradictions: (value: T) => readonly Problem[],
): Schema<T> {
  return v.pipe(
    schema,
    v.rawCheck(({ dataset, addIssue }) => {
      if (!dataset.typed) return
      for (const problem of contradictions(dataset.value)) addIssue(issueOf(problem))
    }),
  )
}

/** Options that are wrong whatever their values are; the mistakes in those are told as well. */
export const wrong = (schema: Schema<unknown>, problems: readonly Problem[]): Schema<never> =>
  v.pipe(
    schema as Schema<never>,
    v.rawCheck(({ dataset, addIssue }) => {
      if (!isRecord(dataset.value)) return // it has no parts, which has been told
      for (const problem of problems) addIssue(issueOf(problem))
    }),
  )

/** A list of at least one thing. */
export function listOf<T>(item: Schema<T>, example: string): Schema<T[]> {
  const refuse = ({ input }: v.BaseIssue<unknown>): string =>
    message(
      Array.isArray(input) ? 'the list is empty' : `${shown(input)} is no list`,
      `write ${example}`,
    )
  return v.pipe(v.array(item, refuse), v.nonEmpty(refuse))
}

/** A number that meets a condition. */
export const numberThat = (
  holds: (value: number) => boolean,
  wanted: string | (() => string),
  example: string,
): v.GenericSchema<number> =>
  v.custom<number>(
    value => Number.isFinite(value) && holds(value as number),
    ({ input }) => {
      const what = typeof wanted === 'string' ? wanted : wanted()
      return message(`${shown(input)} is not ${what}`, `write ${example}`)
    },
  )

/** A whole number from `least` to `most`. */
export const wholeNumber = (least: number, most: number, example: string): Schema<number> =>
  numberThat(
    value => Number.isInteger(value) && value >= least && value <= most,
    () => `a whole number from ${least} to ${inThrees(most, '_')}`,
    example,
  )

/** A number from `least` to `most`. */
export const numberWithin = (least: number, most: number, example: string): Schema<number> =>
  v.pipe(
    numberThat(
      value => value >= least && value <= most,
      () => `a number from ${least} to ${inThrees(most, '_')}`,
      example,
    ),
    v.transform(value => value + 0), // -0 becomes 0
  )

/** One of a few words. */
export const oneOf = <const W extends string>(words: readonly W[]): Schema<W> =>
  v.picklist(words, issue => message(`${shown(issue.input)} is no choice`, oneFrom(words, issue)))

/** Either true or false. */
export const yesOrNo: Schema<boolean> = v.boolean(issue =>
  message(`${shown(issue.input)} is neither true nor false`, 'write true or false'),
)

/** A message that keeps its remedy apart, on a line of its own. */
export const message = (what: string, fix: string): string => `${what}\n${fix}`

/** A value as one would write it, for the middle of a sentence. */
export { quote as shown } from './quantity.ts'

export { isRecord }

/** Whether a value is an object that says something of this name. */
export const says = (written: unknown, name: string): boolean =>
  isRecord(written) && Object.hasOwn(written, name) && written[name] !== undefined

function oneFrom(words: readonly string[], issue: v.BaseIssue<unknown>): string {
  return didYouMean(typeof issue.input === 'string' ? issue.input : '', words)
}

function withoutUndefined(written: unknown): unknown {
  if (!isRecord(written) || !Object.values(written).includes(undefined)) return written
  return Object.fromEntries(Object.entries(written).filter(([, value]) => value !== undefined))
}

/** A missing option is answered with the remedy that its own schema has for it. */
function whatToWrite(entries: v.ObjectEntries, issue: v.BaseIssue<unknown>): string {
  const name = String(issue.path?.[0].key)
  const [refusal] = safely(entries[name] as Schema<unknown>, undefined).issues ?? []
  return message(`${name} is missing`, remedyFor(name, refusal?.message.split('\n')[1]))
}

/** `write '250ms'` becomes `write for: '250ms'`. */
function remedyFor(name: string, remedy = 'write …'): string {
  const value = remedy.replace(/^write /, '')
  return value.startsWith(`${name}:`) ? remedy : `write ${name}: ${value}`
}

/** A problem as valibot takes it; where it stands continues the path. */
function issueOf({ what, where: key, fix = '' }: Problem) {
  const path = key && ([{ type: 'unknown', origin: 'value', input: 0, key, value: 0 }] as const)
  return { message: message(what, fix), ...(path && { path: [...path] as [v.UnknownPathItem] }) }
}

function problemOf(issue: v.BaseIssue<unknown>, where: string): Problem {
  const [what = '', fix] = issue.message.split('\n')
  const path = (issue.path ?? []).map(({ key }) =>
    typeof key === 'number' ? `#${key + 1}` : String(key),
  )
  const place = [typeof where === 'string' ? where : '', ...path].filter(Boolean).join(' › ')
  return { what, ...(place && { where: place }), ...(fix && { fix }) }
}
