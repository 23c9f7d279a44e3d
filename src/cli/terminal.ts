/**
 * What the command line writes, made safe to print: names, messages of goals and what others wrote
 * into files are only text, whoever says them. Its own colour and its own redrawing go through.
 */
import { printable, printableLines } from '../kernel/printable.ts'
import type { Io } from './command.ts'

/** The same world, whose streams obey nothing that stands in a text. */
export const safe = (io: Io): Io => ({
  ...io,
  out: text => io.out(forTerminal(text)),
  err: text => io.err(forTerminal(text)),
})

/** Where gameday itself moves the cursor or colours a line, it does so at the head of a text. */
function forTerminal(text: string): string {
  const wiping = text.startsWith(WIPING) ? WIPING : ''
  const rest = text.slice(wiping.length)
  const [line] = rest.split('\n', 1)
  const colour = colours.find(code => line.startsWith(code))
  if (colour === undefined || !line.endsWith(PLAIN)) return wiping + printableLines(rest)
  const head = printable(line.slice(colour.length, -PLAIN.length))
  return `${wiping}${colour}${head}${PLAIN}${printableLines(rest.slice(line.length))}`
}

const WIPING = '\r\u001b[2K'
const PLAIN = '\u001b[39m'
const colours: readonly string[] = [31, 32, 33].map(code => `\u001b[${code}m`)
