/** How long a breaker stays open this time. */
import type { Ms } from '../../kernel/units.ts'
import type { Recovery } from './recovery.ts'

/** The waits of openings in a row; they begin anew when the breaker closes. */
export class Waits {
  readonly #openFor: Recovery['openFor']
  #openings = 0
  #coming: Ms

  constructor(openFor: Recovery['openFor']) {
    this.#openFor = openFor
    this.#coming = firstOf(openFor)
  }

  /** How often it has opened since it was last closed. */
  get openings(): number {
    return this.#openings
  }

  /** How long the next opening would last. */
  get coming(): Ms {
    return this.#coming
  }

  /** The wait of an opening, now. */
  next(): Ms {
    const wait = this.#coming
    this.#openings += 1
    this.#coming = afterOpenings(this.#openFor, this.#openings, wait)
    return wait
  }

  /** It has closed. */
  restart(): void {
    this.#openings = 0
    this.#coming = firstOf(this.#openFor)
  }
}

function firstOf(openFor: Recovery['openFor']): Ms {
  if (typeof openFor === 'number') return openFor
  if ('base' in openFor) return openFor.base
  return openFor[0]
}

function afterOpenings(openFor: Recovery['openFor'], openings: number, last: Ms): Ms {
  if (typeof openFor === 'number') return openFor
  if ('base' in openFor) {
    const { factor = 2, cap = Number.MAX_SAFE_INTEGER } = openFor
    return Math.min(cap, last * factor)
  }
  return openFor[Math.min(openings, openFor.length - 1)]
}
