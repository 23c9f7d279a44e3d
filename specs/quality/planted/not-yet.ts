/** Planted outages that are not told rightly yet; who mends one takes its name from here. */

/** Where the place or the mechanism that is named is not the planted one. */
export const notYetExplained: readonly string[] = []

/** Where no change that is tried holds. */
export const notYetMended: readonly string[] = [
  'a breaker that flaps',
  'a stampede',
  'too small for its usual load',
]
