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

/** Also deep inside, where both have the same: steps of a call may have a policy of code. */
function restored(part: Written, other: unknown): Written {
  if (!isObject(other)) return part
  const functions = Object.entries(other).filter(([, value]) => isCode(value))
  const inside = Object.entries(part).flatMap(([key, value]) => {
    const theirs = Object.hasOwn(other, key) ? other[key] : undefined
    if (!isObject(value) || !isObject(theirs) || isCode(theirs)) return []
    return [[key, Array.isArray(value) ? inList(value, theirs) : restored(value, theirs)] as const]
  })
  return { ...part, ...Object.fromEntries(inside), ...Object.fromEntries(functions) }
}

const inList = (list: readonly unknown[], others: Written): unknown[] =>
  list.map((each, i) => (isObject(each) ? restored(each, others[i]) : each))

const isCode = (value: unknown): boolean => typeof value === 'function' || isRealCode(value)

const isObject = (value: unknown): value is Written => typeof value === 'object' && value !== null
