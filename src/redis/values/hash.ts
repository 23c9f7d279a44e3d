/** Fields with values. */
import { ScanMap } from './scan-map.ts'

/** Redis stores small hashes as one list; what has grown beyond stays a table. */
const SMALL = { fields: 128, length: 64 } as const

/** The value of a key that is a hash. */
export class Hash {
  readonly kind = 'hash'
  readonly fields = new ScanMap<string>()
  #isTable = false

  get size(): number {
    return this.fields.size
  }

  /** How Redis stores it. */
  get encoding(): string {
    return this.#isTable ? 'hashtable' : 'listpack'
  }

  /** @returns whether the field is new */
  set(field: string, value: string): boolean {
    const isNew = this.fields.set(field, value)
    this.#isTable ||= Math.max(field.length, value.length) > SMALL.length
    this.#isTable ||= this.fields.size > SMALL.fields
    return isNew
  }

  /** The same, for another key. */
  copy(): Hash {
    const other = new Hash()
    for (const [field, value] of this.fields.entries()) other.set(field, value)
    return other
  }
}
