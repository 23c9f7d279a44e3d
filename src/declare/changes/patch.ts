/** JSON Merge Patch (RFC 7396): what is written over a declaration. */
import { isRecord } from '../../kernel/schema.ts'

/** Plain data with others written over them: options one by one, and null takes away. */
export function patched(written: unknown, patch: unknown): unknown {
  if (!isRecord(patch)) return patch
  const result: { [name: string]: unknown } = { ...(isRecord(written) ? written : {}) }
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete result[name]
    else result[name] = patched(result[name], value)
  }
  return result
}

/** The options that a patch says something of, by their paths: `retry.attempts`. */
export const pathsOf = (patch: unknown, path = ''): string[] =>
  isRecord(patch)
    ? Object.entries(patch).flatMap(([name, value]) =>
        pathsOf(value, path === '' ? name : `${path}.${name}`),
      )
    : [path]

/** What it takes away that is not there, by its paths. */
export function missingIn(written: unknown, patch: unknown, path = ''): string[] {
  if (!isRecord(patch)) return []
  return Object.entries(patch).flatMap(([name, value]) => {
    const inner = isRecord(written) ? written[name] : undefined
    const here = path === '' ? name : `${path}.${name}`
    if (value === null) return inner === undefined ? [here] : []
    return missingIn(inner, value, here)
  })
}
