/** How many of those who come find no room, where chance makes them come in crowds. */

/** Beyond this many slots crowds even out, and only what is too much on average is turned away. */
const MANY_SLOTS = 1_000
/** Nor does it matter how many more than this may wait. */
const MANY_PLACES = 1_000

/**
 * The share that is turned away by slots with a queue in front: M/M/c/K, of which Erlang's B is the
 * case without a queue.
 *
 * @param offered how many slots would be busy if there were no end of them
 */
export function turnedAway(offered: number, slots: number, places: number): number {
  if (offered <= 0) return 0
  const tooMuch = Math.max(0, 1 - slots / offered)
  if (slots > MANY_SLOTS || (slots > 20 && offered < slots / 3)) return tooMuch
  const none = erlangB(offered, slots)
  const load = offered / slots
  let [waiting, weight] = [0, 1]
  for (let n = 0; n < Math.min(places, MANY_PLACES) && weight > 1e-12; n++) {
    weight *= load
    waiting += weight
    if (waiting > 1e12) return tooMuch
  }
  return Math.max(tooMuch, (none * weight) / (1 + none * waiting))
}

/** By the usual recursion, which stays between 0 and 1. */
function erlangB(offered: number, slots: number): number {
  let share = 1
  for (let n = 1; n <= slots; n++) share = (offered * share) / (n + offered * share)
  return share
}
