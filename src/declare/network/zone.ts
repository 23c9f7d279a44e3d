/** Where a part is, as its declaration says it. */
import * as v from 'valibot'
import { message, shown } from '../../kernel/schema.ts'

/** The name of a zone. */
export const zoneName = v.string(issue =>
  message(
    `${shown(issue.input)} names no zone`,
    Array.isArray(issue.input)
      ? "write one, as in zone: 'eu'; what stands in several zones is declared once for each"
      : "write zone: 'eu'",
  ),
)

/** The name of a zone, or nothing. */
export const zone = v.optional(zoneName)
