/** Whether plain data says the same as other plain data. */

/**
 * Compares two parts of a declaration as they would be written, names in the same order.
 *
 * @example saysSame({ timeout: '1s' }, { timeout: '1s' }) // true
 */
export const saysSame = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one) === JSON.stringify(other)
