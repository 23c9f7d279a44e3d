/** Numbers as Redis reads and writes them. */
import { mustBePositive, notAFloat, notAnInteger } from '../protocol/failures.ts'
import type { Failure } from '../protocol/reply.ts'

const LEAST = -(1n << 63n)
const MOST = (1n << 63n) - 1n

/** Whether this is the text of a whole number of 64 bits, written in the shortest way. */
export function asInteger(text: string): bigint | undefined {
  if (text.length > 20 || !/^(0|-?[1-9]\d*)$/.test(text)) return undefined
  const value = BigInt(text)
  return inRange(value) ? value : undefined
}

/** Whether a number fits into 64 bits. */
export const inRange = (value: bigint): boolean => value >= LEAST && value <= MOST

/** A whole number of 64 bits, to the last digit. */
export function exactInteger(text: string): bigint {
  const value = asInteger(text)
  if (value === undefined) throw notAnInteger()
  return value
}

/** A whole number for counts and places, where what is beyond 2 ** 53 is just very far. */
export const integer = (text: string): number => Number(exactInteger(text))

/** A whole number that is not negative. */
export function count(text: string, otherwise: () => Failure = mustBePositive): number {
  const value = asInteger(text)
  if (value === undefined || value < 0n) throw otherwise()
  return Number(value)
}

/** A number, which may be infinite, but must be one. */
export function float(text: string, otherwise: () => Failure = notAFloat): number {
  const value = asFloat(text)
  if (value === undefined) throw otherwise()
  return value
}

/** Whether this is the text of a number. */
export function asFloat(text: string): number | undefined {
  if (DECIMAL.test(text)) {
    const value = Number(text)
    // What is written in digits must fit.
    return Number.isFinite(value) ? value : undefined
  }
  if (!INFINITE.test(text)) return undefined
  return text.startsWith('-') ? -Infinity : Infinity
}

const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i
const INFINITE = /^[+-]?inf(inity)?$/i

/** With 17 digits at most, which tell every double from every other: `%.17g`. */
export const formatDouble = (value: number): string => formatGeneral(value, 17)

/** So many digits at most, as `%g` of C writes it. */
export function formatGeneral(value: number, digits: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf'
  if (value === 0) return Object.is(value, -0) ? '-0' : '0'
  const [mantissa, exponent] = value.toExponential(digits - 1).split('e')
  const power = Number(exponent)
  if (power >= -4 && power < digits) return trimmed(value.toFixed(digits - 1 - power))
  const size = String(Math.abs(power)).padStart(2, '0')
  return `${trimmed(mantissa)}e${power < 0 ? '-' : '+'}${size}`
}

const trimmed = (text: string): string => (text.includes('.') ? text.replace(/\.?0+$/, '') : text)
