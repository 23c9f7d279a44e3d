/** What stores are asked in a run must look like this. */
import * as v from 'valibot'
import { message, shown } from '../kernel/schema.ts'
import { byName } from './by-name.ts'
import { isStoreQuestion, type StoreQuestion } from './real-code.ts'

const noQuestion = (issue: v.BaseIssue<unknown>): string =>
  message(
    `${shown(issue.input)} is no question to a store`,
    "write query('db', 'select …') of 'gameday/postgres'",
  )

/** Questions by names of the user's own; nothing where there are none. */
export const questions = v.optional(
  byName(v.custom<StoreQuestion>(isStoreQuestion, noQuestion)),
  {},
)
