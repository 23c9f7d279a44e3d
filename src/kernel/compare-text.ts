/** The order of texts: by code units, as every machine has it. */

/**
 * Compares two texts, for sorting.
 *
 * @example names.sort(compareText)
 */
export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
