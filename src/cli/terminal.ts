/**
 * What the command line writes, made safe to print: names, messages of goals and what others wrote
 * into files are only text, whoever says them. Its own colour and its own redrawing go through.
 */
import { printableLines } from '../kernel/printable.ts'
import type { Io } from './command.ts'

/** The same world, whose streams obey nothing that stands in a text. */
export const safe = (io: Io): Io => ({
  ...io,
  out: text => io.out(forTerminal(text)),
  err: text => io.err(forTerminal(text)),
})

/** Where gameday itself moves the cursor or colours a line, it does so at the head of a text. */
function forTerminal(text: string): string {
  const [wiping] = /^(?:\r\u001b\[2K)?/.exec(text) as RegExpExecArray
  const rest = text.slice(wiping.length)
  const [head, colour, line] = /^(\u001b\[3[123]m)(.*)\u001b\[39m/.exec(rest) ?? ['', '', '']
  const ending = head === '' ? '' : `${colour}${printableLines(line)}\u001b[39m`
  return `${wiping}${ending}${printableLines(rest.slice(head.length))}`
}
