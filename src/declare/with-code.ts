/** What of a declaration is no data: functions, which JSON leaves out and somebody puts back. */
import { isRealCode } from './real-code.ts'

/** Parts by name, of which only the options are known. */
type Written = { readonly [name: string]: unknown }

/**
 * The same parts with the functions of others of the same names: those of code, and those that make
 * requests and answers.
 *
 * @param parts as JSON has them
 * @param others whose functions are wanted
 */
export function withCode(parts: Written, others: Written): Written {
  if (!isObject(parts)) return parts // no parts: whoever checks them says so
  return Object.fromEntries(
    Object.entries(parts).map(([name, part]) => [
      name,
      isObject(part) && Object.hasOwn(others, name) ? restored(part, others[name]) : part,
    ]),
  )
}

function restored(part: Written, other: unknown): Written {
  if (!isObject(other)) return part
  const functions = Object.entries(other).filter(
    ([, value]) => typeof value === 'function' || isRealCode(value),
  )
  const { tasks } = part
  const { tasks: theirs } = other
  return {
    ...part,
    ...Object.fromEntries(functions),
    ...(isObject(tasks) && isObject(theirs) && { tasks: withCode(tasks, theirs) }),
  }
}

const isObject = (value: unknown): value is Written => typeof value === 'object' && value !== null
