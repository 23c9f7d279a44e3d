/** Libraries of Redis that touch no key: JSON, MessagePack, bits, and what the prelude asks. */
import { createHash } from 'node:crypto'
import { bit } from './bit.ts'
import { decodeJson } from './cjson-decode.ts'
import { encodeJson } from './cjson-encode.ts'
import { pack } from './cmsgpack-pack.ts'
import { unpack } from './cmsgpack-unpack.ts'
import { numberText } from './fengari.ts'
import { format } from './format.ts'
import { type Library, Several } from './machine.ts'
import { luaNumber, numberInBase } from './numbers.ts'
import type { ScriptDice } from './random.ts'
import { kindOf, LuaError, type LuaValue, NULL } from './value.ts'

/** The hexadecimal SHA-1 of a text. */
export const sha1 = (text: string): string =>
  createHash('sha1').update(text, 'latin1').digest('hex')

function text(value: LuaValue, place: number, name: string): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number') return numberText(value)
  const got = value === undefined ? 'no value' : kindOf(value)
  throw new LuaError(`bad argument #${place} to '${name}' (string expected, got ${got})`)
}

function toNumber(value: LuaValue, base: LuaValue): LuaValue {
  if (typeof base === 'number' && base !== 10) {
    return numberInBase(text(value, 1, 'tonumber'), base)
  }
  return typeof value === 'string'
    ? luaNumber(value)
    : typeof value === 'number'
      ? value
      : undefined
}

/** By the names that scripts know them by; `native` is for the prelude alone. */
export const pureLibraries = (dice: ScriptDice): Readonly<Record<string, Library>> => ({
  bit,
  cjson: {
    encode: value => encodeJson(value),
    decode: value => decodeJson(text(value, 1, 'decode')),
    null: NULL,
  },
  cmsgpack: {
    pack: (...values) => pack(values),
    unpack: value => new Several(unpack(text(value, 1, 'unpack'))),
  },
  native: {
    double: value => value,
    random: (first, last) => dice.draw(first, last),
    randomseed: value => dice.seed(Number(value)),
    format: (pattern, ...values) => format(text(pattern, 1, 'format'), values),
    tonumber: toNumber,
  },
})
