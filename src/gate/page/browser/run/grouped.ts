/** Goals of which the same is to be told, together. */

/** What is to be told, and of which goals. */
export type Group<T> = { readonly of: readonly string[]; readonly told: T }

/**
 * In the order of the first of each.
 *
 * @param key the same for what is told as one
 */
export function grouped<T>(
  all: readonly { readonly text: string; readonly told: T }[],
  key: (told: T) => unknown,
): Group<T>[] {
  const groups = new Map<string, { of: string[]; told: T }>()
  for (const { text, told } of all) {
    const own = JSON.stringify(key(told))
    const group = groups.get(own)
    if (group === undefined) groups.set(own, { of: [text], told })
    else group.of.push(text)
  }
  return [...groups.values()]
}
