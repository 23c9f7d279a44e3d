/** Reads a number with its unit, as users write it, and says what is wrong when it cannot. */
import { UsageError } from './errors.ts'
import { shortened } from './printable.ts'

/** What a quantity is called, which units it has, and how it is rightly written. */
export type Quantity = {
  readonly name: string
  readonly example: string
  /** The first one is suggested where the unit is missing. */
  readonly units: { readonly [unit: string]: Unit }
  /** What a bare number means; a quantity without it takes no bare number. */
  readonly bare?: string
  /** What a bare number may be at the most; no limit by default. */
  readonly most?: number
  /** For a unit, what people write by habit when they mean it. */
  readonly slips?: { readonly [unit: string]: string }
}

/**
 * How many of the engine's units there are in one: 10^ten * times / over. The power of ten is
 * shifted in the text, before it becomes binary: '1.005s' is 1005 and '99.9%' 0.999 exactly, where
 * 1.005 * 1000 and 99.9 / 100 are a bit off.
 */
type Unit = { readonly ten: number; readonly times?: number; readonly over?: number }

type Refusal = { readonly value: unknown; readonly why: string; readonly fix?: string }

const AMOUNT = /^(\d+(?:\.\d+)?|\.\d+)\s*([^\s\d.]*)$/

/**
 * A quantity in the engine's unit: finite and at least zero.
 *
 * @throws UsageError when it is negative, not finite, or has no unit or an unknown one
 */
export function readQuantity(quantity: Quantity, value: unknown): number {
  if (typeof value === 'number') return readNumber(quantity, value)
  const text = typeof value === 'string' ? value.trim() : ''
  const [, amount, unit = ''] = AMOUNT.exec(text) ?? []
  if (amount === undefined) refuse(quantity, { value, why: whyUnreadable(value, text) })
  if (unit === '') refuse(quantity, { value, ...noUnit(quantity, amount) })
  if (!Object.hasOwn(quantity.units, unit)) refuse(quantity, { value, ...badUnit(quantity, text) })
  const { ten, times = 1, over = 1 } = quantity.units[unit]
  const result = (Number(`${amount}e${ten}`) * times) / over
  return Number.isFinite(result) ? result : refuse(quantity, { value, why: 'it is too large' })
}

/** Throws what is wrong with a value, and what to write instead: by default the example. */
export function refuse({ name, example }: Quantity, { value, why, fix }: Refusal): never {
  const what = `${quote(value)} is no ${name}: ${why}`
  throw new UsageError({ what, fix: fix ?? `write "${example}"` })
}

/** `a Map`, `a Promise`; an object of no built-in kind is an object. */
function aKindOf(value: object): string {
  const [, kind = 'Object'] =
    /^\[object ([A-Z]\w{0,30})\]$/.exec(Object.prototype.toString.call(value)) ?? []
  if (kind === 'Object') return 'an object'
  return `${/^[AEIO]/.test(kind) ? 'an' : 'a'} ${kind}`
}

/** A wrong value as an error shows it: short, and on one line. */
export function quote(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(shortened(value, MOST_QUOTED))
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object' && value !== null) return aKindOf(value)
  if (typeof value === 'symbol') return 'a symbol'
  return typeof value === 'function' ? 'a function' : String(value)
}

const MOST_QUOTED = 41

function readNumber(quantity: Quantity, value: number): number {
  if (!Number.isFinite(value)) refuse(quantity, { value, why: 'it is not a finite number' })
  if (value < 0) refuse(quantity, { value, why: 'it is below zero' })
  if (!quantity.bare) refuse(quantity, { value, ...noUnit(quantity, String(value)) })
  return value + 0 // -0 becomes 0
}

function whyUnreadable(value: unknown, text: string): string {
  if (typeof value !== 'string') return 'it is neither a text nor a number'
  if (text === '') return 'it is empty'
  return /^-[\d.]/.test(text) ? 'it is below zero' : 'it is not one number and its unit'
}

function noUnit(quantity: Quantity, amount: string): { why: string; fix?: string } {
  const { units, bare, most = Infinity } = quantity
  const [[unit, { ten }]] = Object.entries(units)
  const why = 'it has no unit'
  const number = Number(amount) > most ? Number(`${amount}e${ten}`) : Number(amount)
  if (number > most) return { why }
  const orBare = bare ? `, or the number ${number} (${bare})` : ''
  return { why, fix: `write "${amount}${unit}"${orBare}` }
}

function badUnit({ units, slips, example }: Quantity, text: string): { why: string; fix: string } {
  const [, amount, written = ''] = AMOUNT.exec(text)!
  const why = `it has no unit ${quote(written)}`
  const [meant] =
    Object.entries(slips ?? {}).find(([, all]) => all.split(' ').includes(written)) ?? []
  if (meant !== undefined) return { why, fix: `did you mean "${amount}${meant}"?` }
  return { why, fix: `use one of ${Object.keys(units).join(', ')}, as in "${example}"` }
}
