/** Colour for the line that tells how it went, and for no other. */
import type { Io } from './command.ts'

const codes = { red: 31, green: 32, yellow: 33 } as const

/** A text whose first line has a colour, where there are colours. */
export function headed(text: string, colour: keyof typeof codes, { hasColours }: Io): string {
  if (!hasColours) return text
  return text.replace(/^.*/, line => `\u001b[${codes[colour]}m${line}\u001b[39m`)
}
