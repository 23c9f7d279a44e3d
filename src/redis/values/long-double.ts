/**
 * Sums of INCRBYFLOAT, which Redis makes in 80 bits: with doubles, other digits would be answered.
 */
import { notAFloat } from '../protocol/failures.ts'
import { asFloat } from './numbers.ts'

/** A number as mantissa times a power of two; the mantissa has 64 bits at most. */
type Long = { readonly mantissa: bigint; readonly power: number }

/**
 * The sum as text: 17 digits behind the point at most.
 *
 * @returns undefined when it is no number or infinite
 */
export function addLong(left: string, right: string): string | undefined {
  const [a, b] = [readLong(left), readLong(right)]
  if (a === undefined || b === undefined) return undefined
  const power = Math.min(a.power, b.power)
  const sum = (a.mantissa << BigInt(a.power - power)) + (b.mantissa << BigInt(b.power - power))
  return written(rounded(sum, power))
}

/** Checks that a text is a number, as readers of long doubles do. */
export function longFloat(text: string, otherwise = notAFloat): string {
  if (asFloat(text) === undefined || /\s/.test(text)) throw otherwise()
  return text
}

/** The nearest number of 64 bits to a decimal text; undefined for what is infinite. */
function readLong(text: string): Long | undefined {
  const match = /^([+-]?)(\d*)\.?(\d*)(?:e([+-]?\d+))?$/i.exec(text)
  if (match === null) return undefined
  const [, sign, whole, fraction, exponent = '0'] = match
  const digits = BigInt(`${whole}${fraction}` || '0')
  const scale = Number(exponent) - fraction.length
  const signed = sign === '-' ? -digits : digits
  if (scale >= 0) return rounded(signed * tenToThe(Math.min(scale, MOST_ZEROS)), 0)
  return quotient(signed, tenToThe(Math.min(-scale, MOST_ZEROS)))
}

/** Beyond this a number is nought, or was refused before. */
const MOST_ZEROS = 5_000

const tenToThe = (power: number): bigint => BigInt(`1${'0'.repeat(power)}`)

/** The nearest to a fraction: enough bits beyond the point that only the last is rounded. */
function quotient(numerator: bigint, denominator: bigint): Long {
  const shift = Math.max(0, 66 + bitsOf(denominator) - bitsOf(numerator))
  const scaled = numerator << BigInt(shift)
  const result = scaled / denominator
  // One more bit that says whether anything was left, so that halves are told from more.
  const rest = scaled % denominator === 0n ? 0n : numerator < 0n ? -1n : 1n
  return rounded(result * 2n + rest, -shift - 1)
}

/** To 64 bits, halves to the even. */
function rounded(value: bigint, power: number): Long {
  const excess = bitsOf(value) - 64
  if (excess <= 0) return { mantissa: value, power }
  const size = value < 0n ? -value : value
  const unit = 1n << BigInt(excess)
  const rest = size % unit
  const half = unit / 2n
  let mantissa = size / unit
  if (rest > half || (rest === half && mantissa % 2n === 1n)) mantissa++
  return { mantissa: value < 0n ? -mantissa : mantissa, power: power + excess }
}

const bitsOf = (value: bigint): number => (value < 0n ? -value : value).toString(2).length

/** In digits, without an exponent, as `%.17Lf` writes it; noughts at the end are left out. */
function written({ mantissa, power }: Long): string {
  const size = mantissa < 0n ? -mantissa : mantissa
  const scaled = size * tenToThe(17)
  const shifted = power >= 0 ? scaled << BigInt(power) : halfEven(scaled, 1n << BigInt(-power))
  const digits = shifted.toString().padStart(18, '0')
  const text = `${digits.slice(0, -17)}.${digits.slice(-17)}`.replace(/\.?0+$/, '')
  return mantissa < 0n && text !== '0' ? `-${text}` : text
}

function halfEven(value: bigint, unit: bigint): bigint {
  const rest = (value % unit) * 2n
  const result = value / unit
  return rest > unit || (rest === unit && result % 2n === 1n) ? result + 1n : result
}
