/** What may be a set of options: an object whose content stands in its names. */

/**
 * Whether a value is an object with names in it, which may be none; what keeps its content
 * elsewhere (a Map, a Date, a promise, an instance with getters only) would be read as empty.
 */
export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  (isPlain(value) || Object.keys(value).length > 0)

/** Whether nothing stands between it and the root of all objects, be it that of another realm. */
function isPlain(value: object): boolean {
  const parent: unknown = Object.getPrototypeOf(value)
  return parent === null || Object.getPrototypeOf(parent) === null
}
