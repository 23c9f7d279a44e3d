/**
 * Validation in our words: valibot finds what is wrong and where; here its findings become problems
 * that say what to write instead.
 */
import * as v from 'valibot'
import { didYouMean, type Problem, UsageError } from './errors.ts'

/** A schema that makes a `T` of what a user wrote. */
export type Schema<T> = v.GenericSchema<unknown, T>

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
  const result = v.safeParse(schema, value)
  if (result.success) return { ok: true, value: result.output }
  return { ok: false, problems: result.issues.map(issue => problemOf(issue, where)) }
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
        for (const { what, fix } of error.problems) addIssue({ message: message(what, fix ?? '') })
        return NEVER
      }
    }),
  )
}

/** An object with these options and no others; a wrong name is met with the right one. */
export function options<const E extends v.ObjectEntries>(entries: E) {
  const names = Object.keys(entries)
  return v.strictObject(entries, issue => {
    if (issue.expected === 'never') {
      const written = `${issue.input}`
      return message(`there is no option "${written}"`, didYouMean(written, names))
    }
    const missing = /^"(.*)"$/.exec(issue.expected ?? '')?.[1]
    if (missing !== undefined) return message(`${missing} is missing`, `write ${missing}: …`)
    return message(`${shown(issue.input)} is no set of options`, `write { ${names[0]}: … }`)
  })
}

/** A number that meets a condition. */
export function numberThat(
  holds: (value: number) => boolean,
  wanted: string,
  example: string,
): Schema<number> {
  const refuse = (issue: v.BaseIssue<unknown>): string =>
    message(`${shown(issue.input)} is not ${wanted}`, `write ${example}`)
  const fits = (value: number): boolean => Number.isFinite(value) && holds(value)
  return v.pipe(v.number(refuse), v.check(fits, refuse))
}

/** A whole number from `least` to `most`. */
export const wholeNumber = (least: number, most: number, example: string): Schema<number> =>
  numberThat(
    value => Number.isInteger(value) && value >= least && value <= most,
    `a whole number from ${least} to ${most}`,
    example,
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
export function shown(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value)
  if (typeof value === 'function') return 'a function'
  if (Array.isArray(value)) return 'a list'
  return typeof value === 'object' && value !== null ? 'an object' : String(value)
}

function oneFrom(words: readonly string[], issue: v.BaseIssue<unknown>): string {
  return didYouMean(typeof issue.input === 'string' ? issue.input : '', words)
}

function problemOf(issue: v.BaseIssue<unknown>, where: string): Problem {
  const [what = '', fix] = issue.message.split('\n')
  const path = (issue.path ?? []).map(({ key }) =>
    typeof key === "number" ? `#${key + 1}` : String(key),
  )
  const place = [where, ...path].filter(Boolean).join(' › ')
  return { what, ...(place && { where: place }), ...(fix && { fix }) }
}
