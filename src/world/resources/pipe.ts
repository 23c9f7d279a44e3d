/** A resource that serves one request after another: a disk, a network interface. */
import type { Ms } from '../../kernel/units.ts'

/** One such resource of one replica. */
export class Pipe {
  readonly #eachMs: Ms
  #freeAt: Ms = 0.5

  /** @param eachMs how long a request has it for itself */
  constructor(eachMs: Ms) {
    this.#eachMs = eachMs
    this.#freeAt = 0
  }

  /** A request takes its turn. @returns how long until it is through, waiting included */
  passMs(now: Ms): Ms {
    this.#freeAt = Math.max(now, this.#freeAt) + this.#eachMs
    return this.#freeAt - now
  }

  /** Nobody waits any more. */
  clear(): void {
    this.#freeAt = 0
  }
}

/** How long a request takes that has to pass all of them, one after another. */
export function passMs(pipes: readonly Pipe[] | null, now: Ms): Ms {
  let at = now
  if (pipes !== null) for (const pipe of pipes) at += pipe.passMs(at)
  return at - now
}
