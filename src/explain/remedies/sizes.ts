/** The smallest multiple that holds, as far as a step between two tells. */
import { holds, type Setting, type Trying } from './check.ts'
import type { Tried } from './found.ts'
import { inWords, type Remedy } from './remedy.ts'

/**
 * A remedy that is a multiple of what there is, or the one halfway to the largest that did not do,
 * where that holds as well.
 */
export function* smallest(
  setting: Setting,
  remedy: Remedy,
  tried: readonly Tried[],
): Trying<Remedy> {
  const [{ size, grows, place }] = remedy
  if (remedy.length > 1 || size === undefined) return remedy
  const less = tried.flatMap(({ remedy: [had, ...others] }) => {
    const isSame = others.length === 0 && had.grows === grows && had.place === place
    return isSame && had.size !== undefined && had.size.times < size.times ? [had] : []
  })
  const tooLittle = Math.max(1, ...less.map(had => had.size?.times ?? 1))
  const halfway: Remedy = [size.at((tooLittle + size.times) / 2)]
  const known = [remedy, ...less.map(had => [had])].map(inWords)
  if (known.includes(inWords(halfway))) return remedy
  return (yield* holds(setting, halfway)) ? halfway : remedy
}
