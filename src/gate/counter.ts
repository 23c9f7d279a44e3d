/** Tells apart what has the same name, by the order in which it comes. */

/** How often a name was told before. */
export function counter(): (name: string) => number {
  const counts = new Map<string, number>()
  return name => {
    const nth = counts.get(name) ?? 0
    counts.set(name, nth + 1)
    return nth
  }
}
