/** Messages that HTTP cannot carry: a status that is none, a header of two lines, a circle. */
import { UsageError } from '../../kernel/errors.ts'

const BODY = 'headers of one line each, and data, a text or bytes as the body'

/**
 * Writes what a component answers.
 *
 * @throws UsageError where it cannot be written, in place of what Node.js says of it
 */
export const carriedFrom = <T>(name: string, write: () => T): T =>
  carried(write, name, {
    said: `what ${name} answers`,
    fix: `answer with a status from 200 to 599, ${BODY}`,
  })

/** Writes what a component is asked. @throws UsageError where it cannot be written */
export const carriedTo = <T>(name: string, write: () => T): T =>
  carried(write, name, {
    said: `what ${name} is asked`,
    fix: `ask by a method and a path of HTTP, such as GET and '/orders', with ${BODY}`,
  })

type Words = { readonly said: string; readonly fix: string }

function carried<T>(write: () => T, where: string, { said, fix }: Words): T {
  try {
    return write()
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new UsageError({ what: `${said} cannot be sent by HTTP: ${why}`, where, fix })
  }
}
