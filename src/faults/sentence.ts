/** Names in the sentences that declare faults: pasting one makes the same fault. */

/** A name between quotes, as source code has it. */
export function quoted(name: string): string {
  return `'${JSON.stringify(name).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`
}
