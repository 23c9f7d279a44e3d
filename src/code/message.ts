/** What is said between components: each gets a copy of its own, as over any wire. */
import { UsageError } from '../kernel/errors.ts'

/**
 * A copy of a message.
 *
 * @param where who says it, for the mistake that it is no data
 * @throws UsageError for what cannot be sent, such as a function
 */
export function copied(message: unknown, where: string): unknown {
  if (typeof message !== 'object' || message === null) {
    if (typeof message !== 'function' && typeof message !== 'symbol') return message
    throw notData(where, `a ${typeof message}`)
  }
  try {
    return structuredClone(message)
  } catch (error) {
    throw notData(where, error instanceof Error ? error.message : String(error))
  }
}

const notData = (where: string, what: string): UsageError =>
  new UsageError({
    what: `what ${where} says cannot be sent: ${what}`,
    where,
    fix: 'send data: texts, numbers, lists, plain objects, bytes',
  })
