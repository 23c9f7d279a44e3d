/** A string, which may also be a number that is counted. */
import { asInteger } from './numbers.ts'

/** The longest string that Redis keeps in one piece with its head. */
const LONGEST_EMBEDDED = 44

/** The value of a key that is a string. */
export class Text {
  readonly kind = 'string'
  readonly size = 1
  readonly text: string
  /** Whether it was changed in part: such a string stays as it is stored. */
  readonly edited: boolean

  constructor(text: string, edited = false) {
    this.text = text
    this.edited = edited
  }

  /** How Redis stores it. */
  get encoding(): string {
    if (!this.edited && asInteger(this.text) !== undefined) return 'int'
    return this.edited || this.text.length > LONGEST_EMBEDDED ? 'raw' : 'embstr'
  }
}
