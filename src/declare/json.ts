/** What JSON can hold, so that a declaration comes back from JSON as it was. */

/**
 * Whether a value survives JSON unchanged: texts, finite numbers, true, false, null, and lists and
 * plain objects of these that do not go in circles.
 */
export function isJson(value: unknown): boolean {
  const inside = new Set<object>()
  const holds = (part: unknown): boolean => {
    if (part === null || typeof part === 'string' || typeof part === 'boolean') return true
    if (typeof part === 'number') return Number.isFinite(part)
    if (typeof part !== 'object' || inside.has(part) || inside.size > DEEPEST) return false
    if (!Array.isArray(part) && !isPlain(part)) return false
    inside.add(part)
    const isGood = Object.values(part).every(holds)
    inside.delete(part)
    return isGood
  }
  return holds(value)
}

/** Deeper than this a value is hardly meant, and would not fit on the stack. */
const DEEPEST = 500

const isPlain = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
