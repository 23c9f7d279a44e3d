/** `cmsgpack.pack`: values of Lua as MessagePack. */
import { Buffer } from 'node:buffer'
import { LuaError, type LuaTable, type LuaValue } from './value.ts'

/** Tables within tables; deeper ones become nothing, as Redis has it. */
const DEEPEST = 16

/** The bytes of some values, one behind the other. */
export function pack(values: readonly LuaValue[]): string {
  if (values.length === 0) {
    throw new LuaError("bad argument #0 to 'pack' (MessagePack pack needs input.)")
  }
  return values.map(value => packed(value, 0)).join('')
}

function packed(value: LuaValue, depth: number): string {
  if (typeof value === 'string') return string(value)
  if (typeof value === 'number') return number(value)
  if (typeof value === 'boolean') return value ? '\xc3' : '\xc2'
  if (value instanceof Map && depth < DEEPEST) return table(value, depth)
  return '\xc0'
}

function table(value: LuaTable, depth: number): string {
  const isArray = [...value.keys()].every(
    key => typeof key === 'number' && key >= 1 && key <= value.size && Number.isInteger(key),
  )
  if (isArray) {
    const items = Array.from({ length: value.size }, (_, i) => packed(value.get(i + 1), depth + 1))
    return head(value.size, [0x90, 15, undefined, 0xdc, 0xdd]) + items.join('')
  }
  const fields = [...value].map(([key, each]) => packed(key, depth + 1) + packed(each, depth + 1))
  return head(value.size, [0x80, 15, undefined, 0xde, 0xdf]) + fields.join('')
}

const string = (text: string): string => head(text.length, [0xa0, 31, 0xd9, 0xda, 0xdb]) + text

/** How a length is written: within the sign up to a limit, or in 1, 2 or 4 bytes behind one. */
type Signs = readonly [
  short: number,
  limit: number,
  inOne: number | undefined,
  inTwo: number,
  inFour: number,
]

function head(length: number, [short, limit, inOne, inTwo, inFour]: Signs): string {
  if (length <= limit) return String.fromCharCode(short | length)
  if (inOne !== undefined && length <= 0xff) return signed(inOne, 1, length)
  if (length <= 0xffff) return signed(inTwo, 2, length)
  return signed(inFour, 4, length)
}

/** A sign, and a whole number behind it. */
function signed(sign: number, bytes: 1 | 2 | 4, value: number): string {
  const buffer = Buffer.alloc(1 + bytes)
  buffer[0] = sign
  if (value < 0) buffer.writeIntBE(value, 1, bytes)
  else buffer.writeUIntBE(value, 1, bytes)
  return buffer.toString('latin1')
}

/** The first whole number that does not fit into 64 bits. */
const TOO_WIDE = Number(1n << 63n)

function number(value: number): string {
  if (!Number.isInteger(value) || Math.abs(value) >= TOO_WIDE) return fraction(value)
  if (value >= 0) return natural(value)
  if (value >= -32) return String.fromCharCode(256 + value)
  if (value >= -0x80) return signed(0xd0, 1, value)
  if (value >= -0x8000) return signed(0xd1, 2, value)
  if (value >= -0x8000_0000) return signed(0xd2, 4, value)
  return wide(0xd3, value)
}

function natural(value: number): string {
  if (value <= 127) return String.fromCharCode(value)
  if (value <= 0xff) return signed(0xcc, 1, value)
  if (value <= 0xffff) return signed(0xcd, 2, value)
  if (value <= 0xffff_ffff) return signed(0xce, 4, value)
  return wide(0xcf, value)
}

function wide(sign: number, value: number): string {
  const buffer = Buffer.alloc(9)
  buffer[0] = sign
  buffer.writeBigInt64BE(BigInt(value), 1)
  return buffer.toString('latin1')
}

/** In four bytes where that loses nothing, else in eight. */
function fraction(value: number): string {
  const isShort = Object.is(Math.fround(value), value)
  const buffer = Buffer.alloc(isShort ? 5 : 9)
  buffer[0] = isShort ? 0xca : 0xcb
  if (isShort) buffer.writeFloatBE(value, 1)
  else buffer.writeDoubleBE(value, 1)
  return buffer.toString('latin1')
}
