/** What stores answered, as lists of keys: one for each effect, or for each thing that is kept. */
import { UsageError } from '../kernel/errors.ts'
import { quote } from '../kernel/quantity.ts'
import type { Run } from '../record/run.ts'

/**
 * The keys that an answer lists, one for each time that something is in it. A row of one column is
 * known by what stands in it, any other by all of it.
 *
 * @throws UsageError for an answer that is no list, and a name that nothing was asked by
 */
export function keysIn(run: Run, answer: string): string[] {
  const listed = run.answer(answer) ?? []
  if (Array.isArray(listed)) return listed.map(keyOf)
  throw new UsageError({
    what: `the answer "${answer}" is ${quote(listed)}, and no list of what was done`,
    where: `ask › ${answer}`,
    fix: "ask for a row of each, as in query('db', 'select order_id from charges')",
  })
}

function keyOf(row: unknown): string {
  if (typeof row !== 'object' || row === null) return String(row)
  const values = Object.values(row)
  const [value] = values
  const isOne = values.length === 1 && (typeof value !== 'object' || value === null)
  return isOne ? String(value) : JSON.stringify(row)
}

/** How often each key is listed. */
export function timesOf(keys: readonly string[]): ReadonlyMap<string, number> {
  const times = new Map<string, number>()
  for (const key of keys) times.set(key, (times.get(key) ?? 0) + 1)
  return times
}

/** Those that are not among others, each once. */
export function missingFrom(
  others: ReadonlyMap<string, number>,
  keys: readonly string[],
): readonly string[] {
  return [...new Set(keys)].filter(key => !others.has(key))
}
