/** What the options of everything that plays many runs have in common. */
import * as v from 'valibot'
import { runOptionNames } from '../engine/options.ts'
import { didYouMean, type Problem, UsageError } from '../kernel/errors.ts'
import { isRecord, message, type Schema, shown, wholeNumber } from '../kernel/schema.ts'

/** What stops it. */
export const aSignal: Schema<AbortSignal> = v.instance(AbortSignal, issue =>
  message(`${shown(issue.input)} is no signal`, 'write the signal of an AbortController'),
)

const MOST_THREADS = 256

/** How many threads play. */
export const aNumberOfThreads = v.optional(wholeNumber(1, MOST_THREADS, 'threads: 2'), 1)

/** What becomes of real work, for what plays each run at once: as good as nothing to choose. */
export const neverWaits = v.optional(
  v.literal('refuse', () =>
    message(
      'each run is played at once here, so that nothing real can be waited for',
      "leave it out, and let what it waits for be a component; only 'simulate' and 'ensemble' wait",
    ),
  ),
)

/** A function, such as one that is told how far it has got. */
export const functionOf = <F>(example: string): Schema<F> =>
  v.custom<F>(
    value => typeof value === 'function',
    issue => message(`${shown(issue.input)} is no function`, `write ${example}`),
  )

/**
 * Makes sure that options were given at all, before they are taken apart.
 *
 * @throws UsageError when there are none
 */
export function insistOnOptions(written: unknown, where: string, fix: string): void {
  if (isRecord(written)) return
  throw new UsageError({ what: `${shown(written)} is no set of options`, where, fix })
}

/** What has options of its own, and hands the rest on to `simulate`. */
type Beside = {
  /** The names of its own options. */
  readonly names: readonly string[]
  readonly where: string
}

/**
 * Reads options of its own out of all that are given.
 *
 * @param read reads them
 * @throws UsageError with every mistake in them, and each option that is one of nobody
 */
export function readBeside<T>(read: () => T, written: object, { names, where }: Beside): T {
  const known = [...new Set([...names, ...runOptionNames])]
  const strays = Object.keys(written)
    .filter(name => !known.includes(name))
    .map(name => ({
      what: `there is no option ${shown(name)}`,
      where: `${where} › ${name}`,
      fix: didYouMean(name, known),
    }))
  if (strays.length === 0) return read()
  throw new UsageError([...problemsOf(read), ...strays])
}

function problemsOf(read: () => unknown): readonly Problem[] {
  try {
    read()
    return []
  } catch (error) {
    if (error instanceof UsageError) return error.problems
    throw error
  }
}
