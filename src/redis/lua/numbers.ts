/** Texts that are numbers to Lua 5.1. */

/** The number of a text, spaces around it aside; undefined if it is none. */
export function luaNumber(text: string): number | undefined {
  const written = text.trim()
  if (DECIMAL.test(written)) return Number(written)
  if (!HEXADECIMAL.test(written)) return undefined
  const value = Number(written.replace(/^[+-]/, ''))
  return written.startsWith('-') ? -value : value
}

const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i
const HEXADECIMAL = /^[+-]?0x[\da-f]+$/i

/** The number of a text in another base than ten; undefined if it is none. */
export function numberInBase(text: string, base: number): number | undefined {
  const match = /^([+-]?)(?:0x)?([\da-z]+)$/i.exec(text.trim())
  if (match === null) return undefined
  const [whole, sign, digits] = match
  const isHex = /^[+-]?0x/i.test(whole)
  if (isHex && base !== 16) return undefined
  let value = 0
  for (const digit of digits) {
    const worth = Number.parseInt(digit, 36)
    if (worth >= base) return undefined
    value = value * base + worth
  }
  return sign === '-' ? -value : value
}
