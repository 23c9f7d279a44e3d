/** Declarations are frozen to the bottom: nothing that a run reads can change under it. */

/** Freezes plain data through and through, and gives it back. */
export function deepFrozen<const T>(data: T): T {
  if (typeof data !== 'object' || data === null || Object.isFrozen(data)) return data
  Object.freeze(data)
  for (const value of Object.values(data)) deepFrozen(value)
  return data
}
