/** The two ways to stop: a mistake in how gameday is used, which teaches, and a mistake of ours. */

import { sentence } from './printable.ts'
import { beginAtUsersLine } from './users-line.ts'

/** One mistake: what is wrong, where it stands, and what to write instead. */
export type Problem = {
  /** What is wrong. */
  readonly what: string
  /** Where it stands. */
  readonly where?: string
  /** What to write instead. */
  readonly fix?: string
}

/**
 * Thrown for every mistake in a declaration or a question. It carries all the mistakes found at
 * once, each with its place and its remedy. Its stack begins at the caller's line.
 *
 * @example
 * try { system('shop', {}) } catch (error) {
 *   if (error instanceof UsageError) console.log(error.problems[0].fix)
 * }
 */
export class UsageError extends Error {
  override readonly name = 'UsageError'
  /** Every mistake found, in the order of the declaration. */
  readonly problems: readonly Problem[]

  /** @param problems one mistake or several; at least one */
  constructor(problems: Problem | readonly Problem[]) {
    const all = [problems].flat().map(safe)
    super(all.length === 1 ? inOneBlock(all[0]) : inAList(all))
    this.problems = Object.freeze([...all])
    beginAtUsersLine(this)
  }
}

const endless: unique symbol = Symbol.for('gameday.endless')

/** A run that was given up: it has no end, or no room. Another load may well have both. */
export class EndlessError extends UsageError {
  readonly [endless] = true

  /** Whether something is one, be it of another copy of the package. */
  static isOne(value: unknown): value is EndlessError {
    return typeof value === 'object' && value !== null && endless in value
  }
}

/** Names stand in it that may be anything, and it is printed. */
const safe = ({ what, where, fix }: Problem): Problem => ({
  what: sentence(what),
  ...(where !== undefined && { where: sentence(where) }),
  ...(fix !== undefined && { fix: sentence(fix) }),
})

/**
 * States what must be true whatever the caller does.
 *
 * @throws Error when the condition is false: that is a mistake in gameday, not in its use
 */
export function invariant(condition: boolean, why: string): asserts condition {
  if (!condition) throw new Error(`gameday is wrong here, please report it: ${why}`)
}

/**
 * The name most like the one written, for "did you mean".
 *
 * @returns undefined when nothing is near enough to be a slip of the finger
 */
export function nearest(written: unknown, names: Iterable<string>): string | undefined {
  if (typeof written !== 'string' || written.length > MOST_LETTERS) return undefined
  const meant = written.toLowerCase()
  let best: string | undefined
  let bestDistance = Math.max(2, Math.floor(written.length / 2)) + 1
  for (const name of names) {
    if (Math.abs(name.length - written.length) >= bestDistance) continue
    const distance = editDistance(meant, name.toLowerCase())
    if (distance < bestDistance) [best, bestDistance] = [name, distance]
  }
  return best
}

/** No slip of the finger is longer, and comparing takes the square of the length. */
const MOST_LETTERS = 200

/** The remedy for a wrong name: the nearest right one, or the list of all (the first few). */
export function didYouMean(written: unknown, names: readonly string[]): string {
  const near = nearest(written, names) ?? longer(written, names)
  if (near !== undefined) return `did you mean "${near}"?`
  if (names.length === 0) return 'there is nothing to name here'
  const more = names.length > 12 ? `, … (${names.length} in all)` : ''
  return `write one of ${names
    .slice(0, 12)
    .map(name => `"${name}"`)
    .join(', ')}${more}`
}

/** The only name that begins with what was written, as `visibilityTimeout` with `visibility`. */
function longer(written: unknown, names: readonly string[]): string | undefined {
  if (typeof written !== 'string' || written.length < LEAST_LETTERS) return undefined
  const begun = names.filter(name => name.toLowerCase().startsWith(written.toLowerCase()))
  return begun.length === 1 ? begun[0] : undefined
}

/** Fewer letters than these are the beginning of anything. */
const LEAST_LETTERS = 4

function inOneBlock({ what, where, fix }: Problem): string {
  return [what, where && `  where: ${where}`, fix && `  fix:   ${fix}`].filter(Boolean).join('\n')
}

function inAList(problems: readonly Problem[]): string {
  const items = problems.map((problem, i) => `${i + 1}. ${inOneBlock(problem)}`)
  return [`${problems.length} mistakes`, ...items].join('\n')
}

/** Levenshtein's distance, one row at a time. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const swap = row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(swap, row[j] + 1, next[j - 1] + 1))
    }
    row = next
  }
  return row[b.length]
}
