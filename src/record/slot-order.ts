/** Values in the order of their slots: to count those of one slot in a row is quicker. */

/** Where so many of one slot come in a row anyway, nothing is gained. */
const LONG_ENOUGH = 8

/**
 * Puts values in the order of their slots, those of a slot in the order in which they came.
 *
 * @param count so many of them, from the first
 * @param all how many slots there are
 */
export function sortBySlot(
  slots: Int32Array,
  values: Float64Array,
  { count, all }: { readonly count: number; readonly all: number },
): void {
  if (count < all || turnsIn(slots, count) * LONG_ENOUGH < count) return
  const next = firstPlaces(slots, count, all)
  const [slotsBefore, valuesBefore] = [slots.slice(0, count), values.slice(0, count)]
  for (let i = 0; i < count; i++) {
    const place = next[slotsBefore[i]]++
    slots[place] = slotsBefore[i]
    values[place] = valuesBefore[i]
  }
}

/** How often another slot than before comes next. */
function turnsIn(slots: Int32Array, count: number): number {
  let turns = 0
  for (let i = 1; i < count; i++) if (slots[i] !== slots[i - 1]) turns++
  return turns
}

/** Where the values of each slot begin. */
function firstPlaces(slots: Int32Array, count: number, all: number): Int32Array {
  const places = new Int32Array(all + 1)
  for (let i = 0; i < count; i++) places[slots[i] + 1]++
  for (let slot = 1; slot <= all; slot++) places[slot] += places[slot - 1]
  return places
}
