/** Bytes as they come, in pieces of any size, become commands. */
import { joined, textOf } from './bytes.ts'
import { splitInline } from './inline.ts'

/** How much a client may send; beyond it Redis says so and closes the connection. */
export type RequestLimits = {
  /** The longest string, in bytes. */
  readonly bulk: number
}

/** Bytes that are no request: the client is told, and its connection is closed. */
export class ProtocolError extends Error {}

/** The longest line: an inline command, or a length. */
const LONGEST_LINE = 65_536

/** The most strings of a command. */
const MOST_WORDS = 1_048_576

/** Before a client has told its password it may send no more than this. */
const BEFORE_PASSWORD = { words: 10, bulk: 16_384 } as const

const [STAR, DOLLAR, LINE_FEED, CARRIAGE_RETURN] = [42, 36, 10, 13] as const

/** Cuts the bytes of one connection into commands; what is not whole waits for the rest. */
export class RequestReader {
  readonly #limits: RequestLimits
  #bytes: Uint8Array = new Uint8Array(0)
  #at = 0
  /** What came since, put together only when there is enough of it: pieces may be small. */
  #later: Uint8Array[] = []
  #laterLength = 0
  /** The command being read: how many strings it lacks, and the length of the next. */
  #words: string[] = []
  #lacking = 0
  #bulk: number | undefined

  constructor(limits: RequestLimits) {
    this.#limits = limits
  }

  /** Takes bytes of the connection. */
  feed(bytes: Uint8Array): void {
    this.#later.push(new Uint8Array(bytes))
    this.#laterLength += bytes.length
  }

  /**
   * The next command, as soon as it is whole.
   *
   * @param trusted whether the client may send much: it has told its password, or need not
   * @throws ProtocolError for bytes that are no request
   */
  next(trusted: boolean): string[] | undefined {
    this.#gather()
    for (;;) {
      const words = this.#lacking > 0 ? this.#continued(trusted) : this.#begun(trusted)
      if (words === undefined || words.length > 0) return words
    }
  }

  #gather(): void {
    const wanted = this.#bulk === undefined ? 1 : this.#bulk + 2
    if (this.#laterLength === 0 || this.#rest + this.#laterLength < wanted) return
    this.#bytes = joined([this.#bytes.subarray(this.#at), ...this.#later])
    this.#at = 0
    this.#later = []
    this.#laterLength = 0
  }

  get #rest(): number {
    return this.#bytes.length - this.#at
  }

  /** The beginning of a command; an empty one is passed over. */
  #begun(trusted: boolean): string[] | undefined {
    if (this.#rest === 0) return undefined
    if (this.#bytes[this.#at] !== STAR) return this.#inline()
    const line = this.#line('too big mbulk count string')
    if (line === undefined) return undefined
    const count = lengthOf(line)
    if (count === undefined || count > MOST_WORDS) {
      throw new ProtocolError('invalid multibulk length')
    }
    if (!trusted && count > BEFORE_PASSWORD.words) {
      throw new ProtocolError('unauthenticated multibulk length')
    }
    this.#words = []
    this.#lacking = Math.max(0, count)
    return []
  }

  #continued(trusted: boolean): string[] | undefined {
    while (this.#lacking > 0) {
      this.#bulk ??= this.#bulkLength(trusted)
      if (this.#bulk === undefined || this.#rest < this.#bulk + 2) return undefined
      this.#words.push(textOf(this.#bytes, this.#at, this.#at + this.#bulk))
      this.#at += this.#bulk + 2
      this.#bulk = undefined
      this.#lacking--
    }
    return this.#words
  }

  #bulkLength(trusted: boolean): number | undefined {
    if (this.#rest === 0) return undefined
    const sign = this.#bytes[this.#at]
    const line = this.#line('too big bulk count string')
    if (line === undefined) return undefined
    if (sign !== DOLLAR) {
      throw new ProtocolError(`expected '$', got '${String.fromCharCode(sign)}'`)
    }
    const length = lengthOf(line)
    if (length === undefined || length < 0 || length > this.#limits.bulk) {
      throw new ProtocolError('invalid bulk length')
    }
    if (!trusted && length > BEFORE_PASSWORD.bulk) {
      throw new ProtocolError('unauthenticated bulk length')
    }
    return length
  }

  /** A line without its sign and its end. */
  #line(tooLong: string): string | undefined {
    const end = this.#bytes.indexOf(CARRIAGE_RETURN, this.#at)
    if (end < 0 && this.#rest > LONGEST_LINE) throw new ProtocolError(tooLong)
    if (end < 0 || end + 1 >= this.#bytes.length) return undefined
    const line = textOf(this.#bytes, this.#at + 1, end)
    this.#at = end + 2
    return line
  }

  #inline(): string[] | undefined {
    const end = this.#bytes.indexOf(LINE_FEED, this.#at)
    if (end < 0 && this.#rest > LONGEST_LINE) throw new ProtocolError('too big inline request')
    if (end < 0) return undefined
    const line = textOf(this.#bytes, this.#at, end).replace(/\r$/, '')
    this.#at = end + 1
    const words = splitInline(line)
    if (words === undefined) throw new ProtocolError('unbalanced quotes in request')
    return words
  }
}

const lengthOf = (line: string): number | undefined =>
  /^(0|-?[1-9]\d{0,15})$/.test(line) ? Number(line) : undefined
