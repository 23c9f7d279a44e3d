/** Words behind a command that may stand in any order. */
import { syntaxError } from '../protocol/failures.ts'

/** Walks through optional words, one at a time. */
export class Words {
  readonly #words: readonly string[]
  #at: number

  constructor(words: readonly string[], from = 0) {
    this.#words = words
    this.#at = from
  }

  get left(): number {
    return this.#words.length - this.#at
  }

  get at(): number {
    return this.#at
  }

  /** The next word as it is written. @throws a syntax error when there is none */
  take(): string {
    if (this.left === 0) throw syntaxError()
    return this.#words[this.#at++]
  }

  /** The next word in capitals, as options are compared. */
  option(): string {
    return this.take().toUpperCase()
  }

  /** The next word in capitals, which stays; '' if there is none. */
  peek(): string {
    return this.left === 0 ? '' : this.#words[this.#at].toUpperCase()
  }

  /** Takes the next word if it is this one. */
  takeIf(word: string): boolean {
    if (this.peek() !== word) return false
    this.#at++
    return true
  }

  /** All words that are left. */
  rest(): readonly string[] {
    const rest = this.#words.slice(this.#at)
    this.#at = this.#words.length
    return rest
  }
}
