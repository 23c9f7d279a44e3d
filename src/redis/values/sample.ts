/** Some of many, drawn. */
import type { Reply } from '../protocol/reply.ts'

/** So many different ones, in an order that is drawn, too; all if there are no more. */
export function sample<Item>(items: readonly Item[], count: number, random: () => number): Item[] {
  const left = [...items]
  const drawn: Item[] = []
  while (drawn.length < count && left.length > 0) {
    const at = Math.floor(random() * left.length)
    drawn.push(left[at])
    left[at] = left[left.length - 1]
    left.pop()
  }
  return drawn
}

/** So many, each of which may come again. */
const drawMany = <Item>(items: readonly Item[], count: number, random: () => number): Item[] =>
  Array.from({ length: count }, () => items[Math.floor(random() * items.length)])

/** What a count asks for: so many different ones, or as many with repetitions if it is negative. */
export function picked<Item extends Reply>(
  items: readonly Item[],
  count: number,
  random: () => number,
): Item[] {
  if (count < 0) return items.length === 0 ? [] : drawMany(items, Math.min(-count, MOST), random)
  return count >= items.length ? [...items] : sample(items, count, random)
}

/** With repetitions, a small set could be asked for any number. */
const MOST = 1_048_576
