/** How many users there are over time: what it must look like, and what the engine takes. */
import * as v from 'valibot'
import type { Problem } from '../../kernel/errors.ts'
import {
  chosenBy,
  consistent,
  listOf,
  options,
  type Schema,
  wholeNumber,
} from '../../kernel/schema.ts'
import { aDuration } from '../../kernel/unit-schemas.ts'
import type { ClosedLoadData, UserStageData } from './load-data.ts'

const MOST_USERS = 1_000_000
const EXAMPLE = "users: [{ to: 50, over: '1m' }, { to: 0, over: '10s' }]"

const stage = v.pipe(
  options({ to: wholeNumber(0, MOST_USERS, 'to: 50'), over: aDuration }),
  v.transform(({ to, over }): UserStageData => ({ to, overMs: over })),
)

type UsersOverTime = Pick<ClosedLoadData, 'users' | 'stages'>

const alike: Schema<UsersOverTime> = v.pipe(
  wholeNumber(1, MOST_USERS, 'users: 500'),
  v.transform(users => ({ users, stages: [] })),
)

const staged: Schema<UsersOverTime> = v.pipe(
  consistent(listOf(stage, EXAMPLE), nobody),
  v.transform(stages => ({ users: 0, stages })),
)

/** A number of users, or stages in which they come and go. */
export const usersSchema: Schema<UsersOverTime> = chosenBy(written =>
  Array.isArray(written) ? staged : alike,
)

function nobody(stages: readonly UserStageData[]): Problem[] {
  if (stages.length === 0 || stages.some(({ to }) => to > 0)) return []
  return [{ what: 'no user ever comes', fix: `let some come, as in ${EXAMPLE}` }]
}
