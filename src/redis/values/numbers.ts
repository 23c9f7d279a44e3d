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
  const [mantissa, exponent] = formatExponential(value, digits - 1).split('e')
  const power = Number(exponent)
  if (power >= -4 && power < digits) return trimmed(shifted(mantissa, power))
  const size = String(Math.abs(power)).padStart(2, '0')
  return `${trimmed(mantissa)}e${power < 0 ? '-' : '+'}${size}`
}

const trimmed = (text: string): string => (text.includes('.') ? text.replace(/\.?0+$/, '') : text)

/** A mantissa with its point moved. */
function shifted(mantissa: string, power: number): string {
  const sign = mantissa.startsWith('-') ? '-' : ''
  const digits = mantissa.replace(/[-.]/g, '')
  if (power < 0) return `${sign}0.${'0'.repeat(-power - 1)}${digits}`
  return `${sign}${digits.slice(0, power + 1)}.${digits.slice(power + 1)}`
}

/** More digits than anything that lies in the middle of two has. */
const EXTRA = 30

/** With an exponent; what lies in the middle is rounded to the even digit, as C does. */
export function formatExponential(value: number, digits: number): string {
  const [mantissa, exponent] = value.toExponential(Math.min(100, digits + EXTRA)).split('e')
  const even = evenAt(mantissa, digits)
  return even === undefined ? value.toExponential(digits) : `${even}e${exponent}`
}

/** With so many digits behind the point, rounded in the same way. */
export function formatFixed(value: number, digits: number): string {
  // Beyond this, numbers are whole, and toFixed would write an exponent.
  if (Math.abs(value) >= 1e21) return BigInt(value) + (digits > 0 ? `.${'0'.repeat(digits)}` : '')
  const text = value.toFixed(Math.min(100, digits + EXTRA))
  return evenAt(text, digits) ?? value.toFixed(digits)
}

/** Cut off where what follows is exactly a half, and the digit before it is even. */
function evenAt(text: string, digits: number): string | undefined {
  const at = text.indexOf('.') + 1 + digits
  if (!/^50*$/.test(text.slice(at))) return undefined
  const kept = text.slice(0, at).replace(/\.$/, '')
  return /[02468]$/.test(kept) ? kept : undefined
}
