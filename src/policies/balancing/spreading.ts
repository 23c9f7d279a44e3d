/** Ways of choosing that spread requests: in turn, by chance, and by how many are pending. */
import type { Random } from '../../kernel/streams.ts'
import type { Choice, Servers } from './choice.ts'

/** Each in turn. */
export class RoundRobin implements Choice {
  #turn = 0

  choose({ usable }: Servers): number {
    if (this.#turn >= usable.length) this.#turn = 0
    return usable[this.#turn++]
  }
}

/** Any of them. */
export class AtRandom implements Choice {
  readonly #random: Random

  constructor(random: Random) {
    this.#random = random
  }

  choose({ usable }: Servers): number {
    return usable[Math.floor(this.#random() * usable.length)]
  }
}

/** The one with the fewest pending; of equal ones that of the lowest index. */
export class FirstOfLeast implements Choice {
  choose({ usable, pending }: Servers): number {
    let best = usable[0]
    for (const server of usable) if (pending[server] < pending[best]) best = server
    return best
  }
}

/** The one with the fewest pending. Equal ones take turns: an idle fleet shares its requests. */
export class LeastConnections implements Choice {
  #from = 0

  choose({ usable, pending }: Servers): number {
    const count = usable.length
    let place = this.#from < count ? this.#from : 0
    let best = place
    for (let i = 1; i < count; i++) {
      place = place + 1 === count ? 0 : place + 1
      if (pending[usable[place]] < pending[usable[best]]) best = place
    }
    this.#from = best + 1
    return usable[best]
  }
}

/**
 * Of two different ones, drawn at random, the one with less load.
 *
 * M. Mitzenmacher, The Power of Two Choices in Randomized Load Balancing, 1996; N. Vvedenskaya,
 * R. Dobrushin & F. Karpelevich 1996. With many servers the mean time inside is the sum over i from
 * 1 of λ^(2^i - 2) service times, against 1 / (1 - λ) with one choice.
 */
export class PowerOfTwo implements Choice {
  readonly #random: Random
  readonly #load: Load

  constructor(random: Random, load: Load = pendingOf) {
    this.#random = random
    this.#load = load
  }

  choose(servers: Servers, _key: number, now: number): number {
    const { usable } = servers
    if (usable.length === 1) return usable[0]
    const one = Math.floor(this.#random() * usable.length)
    const other = Math.floor(this.#random() * (usable.length - 1))
    const [a, b] = [usable[one], usable[other < one ? other : other + 1]]
    return this.#load(servers, b, now) < this.#load(servers, a, now) ? b : a
  }
}

/**
 * Of two drawn at random, which may be the same one, the one with less load: the model of the paper
 * of Mitzenmacher.
 */
export class TwoDraws implements Choice {
  readonly #random: Random

  constructor(random: Random) {
    this.#random = random
  }

  choose({ usable, pending }: Servers): number {
    const a = usable[Math.floor(this.#random() * usable.length)]
    const b = usable[Math.floor(this.#random() * usable.length)]
    return pending[b] < pending[a] ? b : a
  }
}

/** How loaded a server is. */
export type Load = (servers: Servers, server: number, now: number) => number

const pendingOf: Load = ({ pending }, server) => pending[server]
