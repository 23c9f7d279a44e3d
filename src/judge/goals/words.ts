/** The words by which goals are written. */
import { requestGoals } from './words/requests.ts'
import { stateGoals } from './words/states.ts'

/** Goals as data, for `experiment`, `explore` and `remedies`; each has a matcher beside it. */
export const goal: typeof requestGoals & typeof stateGoals = {
  ...requestGoals,
  ...stateGoals,
}
