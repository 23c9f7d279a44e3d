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
import { inWordsOf51 } from './messages.ts'
import { luaNumber, numberInBase } from './numbers.ts'
import type { ScriptDice } from './random.ts'
import { kindOf, LuaError, type LuaValue, NULL } from './value.ts'

/** The hexadecimal SHA-1 of a text. */
export const sha1 = (text: string): string =>
  createHash('sha1').update(text, 'latin1').digest('hex')

function text(value: LuaValue, place: number, name: string): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number') return numberText(value)
  throw new LuaError(`bad argument #${place} to '${name}' (string expected, got ${kindOf(value)})`)
}

function number(value: LuaValue, place: number, name: string): number {
  const given = typeof value === 'string' ? luaNumber(value) : value
  if (typeof given === 'number') return given
  const got = value === undefined ? 'no value' : kindOf(value)
  throw new LuaError(`bad argument #${place} to '${name}' (number expected, got ${got})`)
}

/** math.max and math.min. */
const extreme =
  (name: 'max' | 'min') =>
  (...values: readonly LuaValue[]): number => {
    const numbers = (values.length === 0 ? [undefined] : values).map((each, i) =>
      number(each, i + 1, name),
    )
    return numbers.reduce((a, b) => (name === 'max' ? Math.max(a, b) : Math.min(a, b)))
  }

/** The only argument of a function of JSON. */
function only(given: readonly LuaValue[], name: string): LuaValue {
  if (given.length === 1) return given[0]
  throw new LuaError(`bad argument #1 to '${name}' (expected 1 argument)`)
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

/** So many values from a place on, with the place of the next before them: -1 at the end. */
function someUnpacked(packed: string, most: number, from: LuaValue): Several {
  const { values, next } = unpack(packed, { most, from: typeof from === 'number' ? from : 0 })
  return new Several([next, ...values])
}

/** By the names that scripts know them by; `native` is for the prelude alone. */
export const pureLibraries = (dice: ScriptDice): Readonly<Record<string, Library>> => ({
  bit,
  cjson: {
    encode: (...given) => encodeJson(only(given, 'encode')),
    decode: (...given) => decodeJson(text(only(given, 'decode'), 1, 'decode')),
    null: NULL,
  },
  cmsgpack: {
    pack: (...values) => pack(values),
    unpack: value => new Several(unpack(text(value, 1, 'unpack')).values),
    unpack_one: (value, from) => someUnpacked(text(value, 1, 'unpack_one'), 1, from),
    unpack_limit: (value, most, from) =>
      someUnpacked(text(value, 1, 'unpack_limit'), number(most, 2, 'unpack_limit'), from),
  },
  native: {
    floor: value => Math.floor(number(value, 1, 'floor')),
    ceil: value => Math.ceil(number(value, 1, 'ceil')),
    max: extreme('max'),
    min: extreme('min'),
    words: message => (typeof message === 'string' ? inWordsOf51(message) : message),
    random: (first, last) => dice.draw(first, last),
    randomseed: value => dice.seed(Number(value)),
    format: (pattern, ...values) => format(text(pattern, 1, 'format'), values),
    tonumber: (...given) => {
      if (given.length > 0) return toNumber(given[0], given[1])
      throw new LuaError("bad argument #1 to 'tonumber' (value expected)")
    },
  },
})
