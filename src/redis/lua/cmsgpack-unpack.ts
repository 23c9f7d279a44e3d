/** `cmsgpack.unpack`: MessagePack as values of Lua. */
import { Buffer } from 'node:buffer'
import { LuaError, type LuaTable, type LuaValue } from './value.ts'

/** Which of several values: from which byte on, and how many at most. */
type Part = { readonly from: number; readonly most: number }

/** Values that are written one behind the other, and where the next begins: -1 at the end. */
export function unpack(text: string, { from, most }: Part = { from: 0, most: Infinity }) {
  const reader = new Reader(text, from)
  const values: LuaValue[] = []
  while (!reader.isAtEnd && values.length < most) values.push(reader.value())
  return { values, next: reader.isAtEnd ? -1 : reader.place }
}

const badFormat = (): LuaError => new LuaError('Bad data format in input.')

/** Arrays and maps within each other. */
const DEEPEST = 1000

class Reader {
  readonly #bytes: Buffer
  #at = 0
  #depth = 0

  constructor(text: string, from: number) {
    this.#at = from
    this.#bytes = Buffer.from(text, 'latin1')
  }

  get place(): number {
    return this.#at
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#bytes.length
  }

  value(): LuaValue {
    const sign = this.#take(1)[0]
    if (sign <= 0x7f) return sign
    if (sign >= 0xe0) return sign - 256
    if (sign <= 0x8f) return this.#map(sign & 15)
    if (sign <= 0x9f) return this.#array(sign & 15)
    if (sign <= 0xbf) return this.#take(sign & 31).toString('latin1')
    const read = this.#readers[sign]
    if (read === undefined) throw badFormat()
    return read()
  }

  readonly #readers: Readonly<Record<number, () => LuaValue>> = {
    0xc0: () => undefined,
    0xc2: () => false,
    0xc3: () => true,
    0xc4: () => this.#take(this.#natural(1)).toString('latin1'),
    0xc5: () => this.#take(this.#natural(2)).toString('latin1'),
    0xc6: () => this.#take(this.#natural(4)).toString('latin1'),
    0xca: () => this.#take(4).readFloatBE(0),
    0xcb: () => this.#take(8).readDoubleBE(0),
    0xcc: () => this.#natural(1),
    0xcd: () => this.#natural(2),
    0xce: () => this.#natural(4),
    0xcf: () => Number(this.#take(8).readBigUInt64BE(0)),
    0xd0: () => this.#take(1).readInt8(0),
    0xd1: () => this.#take(2).readInt16BE(0),
    0xd2: () => this.#take(4).readInt32BE(0),
    0xd3: () => Number(this.#take(8).readBigInt64BE(0)),
    0xd9: () => this.#take(this.#natural(1)).toString('latin1'),
    0xda: () => this.#take(this.#natural(2)).toString('latin1'),
    0xdb: () => this.#take(this.#natural(4)).toString('latin1'),
    0xdc: () => this.#array(this.#natural(2)),
    0xdd: () => this.#array(this.#natural(4)),
    0xde: () => this.#map(this.#natural(2)),
    0xdf: () => this.#map(this.#natural(4)),
  }

  #take(length: number): Buffer {
    if (this.#at + length > this.#bytes.length) throw new LuaError('Missing bytes in input.')
    this.#at += length
    return this.#bytes.subarray(this.#at - length, this.#at)
  }

  #natural(bytes: number): number {
    return this.#take(bytes).readUIntBE(0, bytes)
  }

  #array(length: number): LuaTable {
    return this.#nested(length, i => [i + 1, this.value()])
  }

  #map(length: number): LuaTable {
    return this.#nested(length, () => {
      const key = this.value()
      if (key === undefined || typeof key === 'object') throw badFormat()
      return [key, this.value()]
    })
  }

  #nested(length: number, entry: (i: number) => [string | number | boolean, LuaValue]): LuaTable {
    if (++this.#depth > DEEPEST) throw badFormat()
    const table: LuaTable = new Map()
    for (let i = 0; i < length; i++) table.set(...entry(i))
    this.#depth--
    return table
  }
}
