/** What values of options look like on a command line, where all are texts. */
import * as v from 'valibot'
import { type Problem, UsageError } from '../kernel/errors.ts'
import { check, readBy, type Schema, shown, wholeNumber } from '../kernel/schema.ts'
import { durationMs, type Ms } from '../kernel/units.ts'
import { MOST_RUNS } from '../explore/options.ts'
import { seedOf } from '../engine/seed.ts'

/** A whole number, as in `--runs 500`. */
export const count = (most: number, example: string): Schema<number> =>
  readBy((text: unknown) => {
    const digits = /^\d+$/.test(String(text)) ? Number(text) : text
    const result = check(wholeNumber(1, most, example), digits, '')
    if (result.ok) return result.value
    throw new UsageError(result.problems)
  })

/** How many trials. */
export const runs = count(MOST_RUNS, '--runs 500')

/** How many threads. */
export const workers = count(1_024, '--workers 4')

/** A length of time that is some. */
const someTime = (example: string): Schema<Ms> =>
  readBy((text: never): Ms => {
    const ms = durationOf(text, example)
    if (ms > 0) return ms
    throw new UsageError({ what: `${shown(text)} is no time at all`, fix: `write ${example}` })
  })

function durationOf(text: never, example: string): Ms {
  try {
    return durationMs(text)
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    const [{ what }] = error.problems as readonly [Problem]
    throw new UsageError({ what, fix: `write ${example}` })
  }
}

/** A length of real time, as in `--time 30s`. */
export const realTime = someTime('--time 30s')

/** How long load is offered in a run, as in `--for 20s`. */
export const loadTime = someTime('--for 20s')

/** Any text. */
export const text: Schema<string> = v.string()

/** The seed of all that is made up. */
export const seed: Schema<string> = readBy(seedOf)
