/** Ways of choosing by key: what has the same key goes to the same server. */
import type { Choice, Servers } from './choice.ts'

/** The remainder of the key: simple, and nearly every key moves when a server comes or goes. */
export class Modulo implements Choice {
  choose({ usable }: Servers, key: number): number {
    return usable[key % usable.length]
  }
}

/**
 * A ring on which each server has many points; a key belongs to the first usable point at or after
 * its own place. When a server goes, its keys go to the next points and no other key moves.
 *
 * D. Karger et al., Consistent Hashing and Random Trees, STOC 1997.
 */
export class HashRing implements Choice {
  /** Where the points lie, rising, and whose they are. */
  readonly #places: Uint32Array
  readonly #owners: Int32Array

  constructor(servers: number, pointsEach: number) {
    // A place and whose it is as one number, which sorts by both.
    const points = new Float64Array(servers * pointsEach)
    for (let i = 0; i < points.length; i++) {
      const server = Math.floor(i / pointsEach)
      points[i] = mixed(mixed(server + 1) ^ (i % pointsEach)) * MOST_SERVERS + server
    }
    points.sort()
    this.#places = Uint32Array.from(points, point => Math.floor(point / MOST_SERVERS))
    this.#owners = Int32Array.from(points, point => point % MOST_SERVERS)
  }

  choose({ isUsable }: Servers, key: number): number {
    let point = this.#pointAfter(placeOf(key))
    while (isUsable[this.#owners[point]] === 0) point = this.#next(point)
    return this.#owners[point]
  }

  #next(point: number): number {
    return point + 1 === this.#places.length ? 0 : point + 1
  }

  #pointAfter(place: number): number {
    let [low, high] = [0, this.#places.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.#places[middle] < place) low = middle + 1
      else high = middle
    }
    return low === this.#places.length ? 0 : low
  }
}

/** More do not fit beside a place of 32 bits in a number that is exact. */
export const MOST_SERVERS = 2_097_152

const TWO_TO_32 = 4_294_967_296

/** Where a key lies on the ring; both halves of a large one count. */
const placeOf = (key: number): number => mixed(mixed(key >>> 0) ^ Math.floor(key / TWO_TO_32))

/** Mixes 32 bits so that neighbours lie far apart: the finalizer of MurmurHash3 (A. Appleby). */
function mixed(bits: number): number {
  let h = bits ^ (bits >>> 16)
  h = Math.imul(h, 0x85ebca6b)
  h ^= h >>> 13
  h = Math.imul(h, 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}
