/** The library `bit`: numbers as 32 bits. */
import { LuaError, type LuaValue } from './value.ts'

const number = (value: LuaValue, place: number, name: string): number => {
  const given = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  if (typeof given === 'number' && !Number.isNaN(given)) return toBits(given)
  throw new LuaError(`bad argument #${place} to '${name}' (number expected, got ${got(value)})`)
}

const got = (value: LuaValue): string => (value === undefined ? 'no value' : typeof value)

/** The nearest whole number, as 32 bits with a sign. */
const toBits = (value: number): number => Math.round(value) | 0

type Operation = (a: number, b: number) => number

const fold =
  (name: string, operation: Operation) =>
  (...values: readonly LuaValue[]): number => {
    const numbers = values.map((value, i) => number(value, i + 1, name))
    if (numbers.length === 0) number(undefined, 1, name)
    return numbers.reduce(operation)
  }

const shift =
  (name: string, operation: Operation) =>
  (value: LuaValue, by: LuaValue): number =>
    operation(number(value, 1, name), number(by, 2, name) & 31) | 0

function hexadecimal(value: LuaValue, digits: LuaValue): string {
  const wanted = digits === undefined ? 8 : number(digits, 2, 'tohex')
  const text = (number(value, 1, 'tohex') >>> 0).toString(16).padStart(8, '0')
  const shown = text.slice(-Math.min(8, Math.abs(wanted)))
  return wanted < 0 ? shown.toUpperCase() : shown
}

const swapped = (value: LuaValue): number => {
  const bits = number(value, 1, 'bswap')
  return (bits >>> 24) | ((bits >>> 8) & 0xff00) | ((bits & 0xff00) << 8) | (bits << 24) | 0
}

/** Its functions. */
export const bit: Readonly<Record<string, (...values: LuaValue[]) => LuaValue>> = {
  tobit: value => number(value, 1, 'tobit'),
  bnot: value => ~number(value, 1, 'bnot'),
  band: fold('band', (a, b) => a & b),
  bor: fold('bor', (a, b) => a | b),
  bxor: fold('bxor', (a, b) => a ^ b),
  lshift: shift('lshift', (a, b) => a << b),
  rshift: shift('rshift', (a, b) => a >>> b),
  arshift: shift('arshift', (a, b) => a >> b),
  rol: shift('rol', (a, b) => (a << b) | (a >>> (32 - b))),
  ror: shift('ror', (a, b) => (a >>> b) | (a << (32 - b))),
  bswap: swapped,
  tohex: hexadecimal,
}
