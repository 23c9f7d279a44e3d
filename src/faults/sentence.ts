/** Names in the sentences that declare faults: pasting one makes the same fault. */
import { printable } from '../kernel/printable.ts'

/** A name between quotes, as source code has it. */
export function quoted(name: string): string {
  const inside = JSON.stringify(name).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")
  return `'${printable(inside)}'`
}
