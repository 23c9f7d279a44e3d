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
const pathsOf = (patch: unknown, path = ''): string[] =>
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

/** What two changes of one target both say something of: there the later one counts. */
export function commonPaths(a: Patching, b: Patching): string[] {
  if (a.target !== b.target) return []
  const others = pathsOf(b.options)
  return pathsOf(a.options).filter(path => others.some(other => isWithin(path, other)))
}

type Patching = { readonly target: string; readonly options: unknown }

const isWithin = (path: string, other: string): boolean =>
  path === other || path.startsWith(`${other}.`) || other.startsWith(`${path}.`)
