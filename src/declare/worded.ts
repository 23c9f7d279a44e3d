/** What was found out is plain data that prints as its text, as a run does. */
import { deepFrozen } from './frozen.ts'

/** What `console.log` asks for. */
const inspected = Symbol.for('nodejs.util.inspect.custom')

/** Freezes a result, whose text is what `String(result)` and `console.log` show. */
export function worded<const T extends object>(result: T, text: string): T {
  const says = { value: () => text }
  return deepFrozen(Object.defineProperties(result, { toString: says, [inspected]: says }))
}
