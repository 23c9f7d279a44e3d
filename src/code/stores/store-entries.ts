/** What may be said of any store whose server runs inside. */
import * as v from 'valibot'
import { capacityEntries } from '../../declare/handlers.ts'
import { distributionOf } from '../../kernel/distributions/index.ts'
import { message, readBy, shown } from '../../kernel/schema.ts'

/** A text, met by what to write where it is none. */
export const textSuchAs = (example: string): v.StringSchema<v.ErrorMessage<v.StringIssue>> =>
  v.string(issue => message(`${shown(issue.input)} is no text`, `write ${example}`))

const { replicas: _oneAlone, ...capacity } = capacityEntries

/** It is one server: what replicas have is no option of it. */
export const storeEntries = { time: v.optional(readBy(distributionOf)), ...capacity }
