/** A string, which may also be a number that is counted. */
import { asInteger } from './numbers.ts'

/** The longest string that Redis keeps in one piece with its head. */
const LONGEST_EMBEDDED = 44

/** The value of a key that is a string. */
export class Text {
  readonly kind = 'string'
  readonly size = 1
  readonly text: string
  /** How it came: a string that was changed in part is not stored anew, and a sum is no number. */
  readonly origin: 'whole' | 'edited' | 'sum'

  constructor(text: string, origin: Text['origin'] = 'whole') {
    this.text = text
    this.origin = origin
  }

  /** How Redis stores it. */
  get encoding(): string {
    if (this.origin === 'whole' && asInteger(this.text) !== undefined) return 'int'
    if (this.origin === 'edited' || this.text.length > LONGEST_EMBEDDED) return 'raw'
    return 'embstr'
  }
}
