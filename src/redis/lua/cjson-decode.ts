/** `cjson.decode`: JSON as values of Lua, and what Redis says where it is none. */
import { fromUnicode } from '../protocol/bytes.ts'
import { LuaError, type LuaTable, type LuaValue, NULL } from './value.ts'

/** Arrays and objects within each other. */
const DEEPEST = 1000

/** The value of a JSON. */
export function decodeJson(text: string): LuaValue {
  const reader = new Reader(text)
  const value = reader.value(reader.next())
  reader.end()
  return value
}

type Token = {
  readonly kind: string
  /** Where it begins, from 0. */
  readonly at: number
  readonly value?: LuaValue
}

const signs: Readonly<Record<string, string>> = {
  '{': 'T_OBJ_BEGIN',
  '}': 'T_OBJ_END',
  '[': 'T_ARR_BEGIN',
  ']': 'T_ARR_END',
  ':': 'T_COLON',
  ',': 'T_COMMA',
}

const words: Readonly<Record<string, Omit<Token, 'at'>>> = {
  true: { kind: 'T_BOOLEAN', value: true },
  false: { kind: 'T_BOOLEAN', value: false },
  null: { kind: 'T_NULL', value: NULL },
}

const NUMBER = /-?(?:0x[\da-f]+|\d+(?:\.\d+)?(?:e[+-]?\d+)?)/iy
const INFINITE = /[+-]?(?:inf(?:inity)?|nan)/iy

class Reader {
  readonly #text: string
  #at = 0
  #depth = 0

  constructor(text: string) {
    this.#text = text
  }

  next(): Token {
    while (' \t\n\r'.includes(this.#text[this.#at] ?? '-')) this.#at++
    const at = this.#at
    const sign = this.#text[at]
    if (sign === undefined) return { kind: 'T_END', at }
    if (sign === '"') return this.#string()
    if (signs[sign] !== undefined) {
      this.#at++
      return { kind: signs[sign], at }
    }
    const word = Object.keys(words).find(each => this.#text.startsWith(each, at))
    if (word !== undefined) {
      this.#at += word.length
      return { ...words[word], at }
    }
    const kind = /[-+\d]/.test(sign) ? 'invalid number' : 'invalid token'
    return this.#number() ?? { kind, at }
  }

  value(token: Token): LuaValue {
    if ('value' in token) return token.value
    if (token.kind !== 'T_OBJ_BEGIN' && token.kind !== 'T_ARR_BEGIN') {
      throw this.#expected('value', token)
    }
    this.#depth++
    if (this.#depth > DEEPEST) {
      throw new LuaError(
        `Found too many nested data structures (${this.#depth}) at character ${token.at + 1}`,
      )
    }
    const table = token.kind === 'T_OBJ_BEGIN' ? this.#object() : this.#array()
    this.#depth--
    return table
  }

  end(): void {
    const token = this.next()
    if (token.kind !== 'T_END') throw this.#expected('the end', token)
  }

  #object(): LuaTable {
    const table: LuaTable = new Map()
    let token = this.next()
    if (token.kind === 'T_OBJ_END') return table
    for (;;) {
      if (token.kind !== 'T_STRING') throw this.#expected('object key string', token)
      const key = typeof token.value === 'string' ? token.value : ''
      const colon = this.next()
      if (colon.kind !== 'T_COLON') throw this.#expected('colon', colon)
      table.set(key, this.value(this.next()))
      const after = this.next()
      if (after.kind === 'T_OBJ_END') return table
      if (after.kind !== 'T_COMMA') throw this.#expected('comma or object end', after)
      token = this.next()
    }
  }

  #array(): LuaTable {
    const table: LuaTable = new Map()
    let token = this.next()
    if (token.kind === 'T_ARR_END') return table
    for (let place = 1; ; place++) {
      table.set(place, this.value(token))
      const after = this.next()
      if (after.kind === 'T_ARR_END') return table
      if (after.kind !== 'T_COMMA') throw this.#expected('comma or array end', after)
      token = this.next()
    }
  }

  #number(): Token | undefined {
    const at = this.#at
    for (const pattern of [NUMBER, INFINITE]) {
      pattern.lastIndex = at
      const [text] = pattern.exec(this.#text) ?? []
      if (text === undefined) continue
      this.#at += text.length
      const value = pattern === NUMBER ? Number(text) : infinite(text)
      return { kind: 'T_NUMBER', at, value }
    }
    return undefined
  }

  #string(): Token {
    const at = this.#at
    let value = ''
    for (this.#at++; ; ) {
      const character = this.#text[this.#at]
      if (character === undefined) return { kind: 'unexpected end of string', at: this.#at }
      this.#at++
      if (character === '"') return { kind: 'T_STRING', at, value }
      if (character !== '\\') value += character
      else {
        const before = this.#at - 1
        const escaped = this.#escape()
        if (typeof escaped !== 'string') return { ...escaped, at: before }
        value += escaped
      }
    }
  }

  #escape(): string | Pick<Token, 'kind'> {
    const sign = this.#text[this.#at] ?? ''
    this.#at++
    if (sign !== 'u') return escapes[sign] ?? { kind: 'invalid escape code' }
    const match = /^(?:d[89ab][\da-f]{2}\\ud[c-f][\da-f]{2}|[\da-f]{4})/i.exec(
      this.#text.slice(this.#at, this.#at + 10),
    )
    if (match === null) return { kind: 'invalid unicode escape code' }
    this.#at += match[0].length
    const units = match[0].split(/\\u/i).map(unit => Number.parseInt(unit, 16))
    return fromUnicode(String.fromCharCode(...units))
  }

  #expected(what: string, { kind, at }: Token): LuaError {
    return new LuaError(`Expected ${what} but found ${kind} at character ${at + 1}`)
  }
}

const escapes: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
}

function infinite(text: string): number {
  if (/nan/i.test(text)) return Number.NaN
  return text.startsWith('-') ? -Infinity : Infinity
}
