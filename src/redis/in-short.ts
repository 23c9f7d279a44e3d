/** What a client asks of a Redis, in short: for whoever reads what happened. */

/**
 * Commands as a person would type them, as far as they stand in some bytes of a connection.
 *
 * @param bytes one or more commands of the protocol: lists of strings with their lengths
 */
export function commandsIn(bytes: Uint8Array): string | undefined {
  const lines = new TextDecoder().decode(bytes).split('\r\n')
  const commands: string[][] = []
  for (let at = 0; at < lines.length; at++) {
    if (/^\*\d+$/.test(lines[at])) commands.push([])
    else if (/^\$\d+$/.test(lines[at])) commands.at(-1)?.push(lines[++at] ?? '')
  }
  if (commands.length === 0) return undefined
  return commands.map(words => words.join(' ')).join('; ')
}
