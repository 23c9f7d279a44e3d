/** `string.format` of Lua 5.1, whose whole numbers may have 53 bits. */
import { formatExponential, formatFixed, formatGeneral } from '../values/numbers.ts'
import { numberText } from './fengari.ts'
import { luaNumber } from './numbers.ts'
import { kindOf, LuaError, type LuaValue } from './value.ts'

const SPEC = /%([-+ #0]*)(\d{0,2})(?:\.(\d{0,2}))?(.?)/gs

type Spec = {
  readonly flags: string
  readonly width: number
  readonly precision: number | undefined
}

/** A text with values where it has percents. */
export function format(pattern: string, values: readonly LuaValue[]): string {
  let at = 0
  return pattern.replaceAll(
    SPEC,
    (_, flags: string, width: string, precision: string | undefined, sign: string) => {
      if (sign === '%') return '%'
      const spec = {
        flags,
        width: Number(width),
        precision: precision === undefined ? undefined : Number(precision),
      }
      at++
      return conversion(sign, spec, new Argument(values, at))
    },
  )
}

/** One value, and where it stood. */
class Argument {
  readonly #value: LuaValue
  readonly #place: number
  readonly #isThere: boolean

  constructor(values: readonly LuaValue[], place: number) {
    this.#value = values[place - 1]
    this.#place = place
    this.#isThere = place <= values.length
  }

  get number(): number {
    const value = this.#value
    const number = typeof value === 'string' ? luaNumber(value) : value
    if (typeof number !== 'number') throw this.#wrong('number')
    return number
  }

  get text(): string {
    const value = this.#value
    if (typeof value === 'number') return numberText(value)
    if (typeof value !== 'string') throw this.#wrong('string')
    return value
  }

  #wrong(wanted: string): LuaError {
    const why = this.#isThere ? `${wanted} expected, got ${kindOf(this.#value)}` : 'no value'
    return new LuaError(`bad argument #${this.#place + 1} to 'format' (${why})`)
  }
}

function conversion(sign: string, spec: Spec, argument: Argument): string {
  if (sign === 's') return padded(argument.text.slice(0, spec.precision), spec)
  if (sign === 'q') return quoted(argument.text)
  if (sign === 'c') return padded(String.fromCharCode(argument.number & 255), spec)
  if (sign === 'd' || sign === 'i') return whole(argument.number, spec)
  if ('uxXo'.includes(sign) && sign !== '') return unsigned(argument.number, sign, spec)
  if ('eEfgG'.includes(sign) && sign !== '') return fraction(argument.number, sign, spec)
  throw new LuaError(`invalid option '%${sign}' to 'format'`)
}

function whole(value: number, spec: Spec): string {
  const number = BigInt(Math.trunc(Number.isFinite(value) ? value : 0))
  const digits = (number < 0n ? -number : number).toString().padStart(spec.precision ?? 1, '0')
  return withSign(digits, number < 0n, spec, spec.precision === undefined)
}

function unsigned(value: number, sign: string, spec: Spec): string {
  const number = BigInt.asUintN(64, BigInt(Math.trunc(Number.isFinite(value) ? value : 0)))
  const base = sign === 'u' ? 10 : sign === 'o' ? 8 : 16
  const digits = number.toString(base).padStart(spec.precision ?? 1, '0')
  const prefix = spec.flags.includes('#') && number > 0n ? { x: '0x', X: '0x', o: '0' }[sign] : ''
  const text = (prefix ?? '') + digits
  return withSign(
    sign === 'X' ? text.toUpperCase() : text,
    false,
    { ...spec, flags: spec.flags.replaceAll(/[+ ]/g, '') },
    true,
  )
}

function fraction(value: number, sign: string, spec: Spec): string {
  const size = Math.abs(value)
  const isNegative = value < 0 || Object.is(value, -0)
  const text = Number.isFinite(value) ? digitsOf(size, sign, spec) : numberText(size)
  const shown = withSign(text, isNegative, spec, Number.isFinite(value))
  return sign === 'E' || sign === 'G' ? shown.toUpperCase() : shown
}

function digitsOf(size: number, sign: string, { precision = 6 }: Spec): string {
  if (sign === 'f') return formatFixed(size, precision)
  if (sign === 'g' || sign === 'G') return formatGeneral(size, Math.max(1, precision))
  return formatExponential(size, precision).replace(/e([+-])(\d)$/, 'e$10$2')
}

function withSign(digits: string, isNegative: boolean, spec: Spec, mayFill: boolean): string {
  const { flags, width } = spec
  const sign = isNegative ? '-' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : ''
  const isFilled = mayFill && flags.includes('0') && !flags.includes('-')
  const body = isFilled ? digits.padStart(width - sign.length, '0') : digits
  return padded(sign + body, spec)
}

const padded = (text: string, { flags, width }: Spec): string =>
  flags.includes('-') ? text.padEnd(width) : text.padStart(width)

const quoted = (text: string): string =>
  `"${text
    .replaceAll(/["\\\n]/g, '\\$&')
    .replaceAll('\r', '\\r')
    .replaceAll('\0', '\\000')}"`
