/** What was found out is plain data that prints as its text, as a run does. */
import { deepFrozen } from './frozen.ts'

/** What `console.log` asks for. */
const inspected = Symbol.for('nodejs.util.inspect.custom')

/** Freezes something whose text is what `String(…)` and `console.log` show of it. */
export function worded<const T extends object>(result: T, text: string | (() => string)): T {
  const says = { value: typeof text === 'string' ? () => text : text }
  return deepFrozen(Object.defineProperties(result, { toString: says, [inspected]: says }))
}
