/** The words by which goals are written. */
import { failureGoals } from './words/failure.ts'
import { loadGoals } from './words/load.ts'
import { requestGoals } from './words/requests.ts'
import { stateGoals } from './words/states.ts'
import { storeGoals } from './words/stores.ts'

/** Goals as data, for `experiment`, `explore` and `remedies`; each has a matcher beside it. */
export const goal: typeof requestGoals &
  typeof failureGoals &
  typeof loadGoals &
  typeof stateGoals &
  typeof storeGoals = {
  ...requestGoals,
  ...failureGoals,
  ...loadGoals,
  ...stateGoals,
  ...storeGoals,
}
