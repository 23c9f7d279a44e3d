/** Declarations are frozen to the bottom: nothing that a run reads can change under it. */

/** Freezes plain data through and through, even where it goes in circles, and gives it back. */
export function deepFrozen<const T>(data: T): T {
  const seen = new WeakSet<object>()
  const pending: unknown[] = [data]
  while (pending.length > 0) {
    const next = pending.pop()
    if (typeof next !== 'object' || next === null || seen.has(next)) continue
    if (ArrayBuffer.isView(next)) continue // cannot be frozen, and nothing reads it
    seen.add(Object.freeze(next))
    // One by one: a list may be longer than a function can have arguments.
    for (const value of Object.values(next)) pending.push(value)
  }
  return data
}
