/** What stands in when a call fails. What it is worth only the author knows. */
import { type CallRow, isOwnCall, none } from './row.ts'

/** The value of a fallback that somebody has yet to decide on. */
const STAND_IN = 'stand-in'

/** A value stands in. */
export const fallback: CallRow = {
  at: 'call',
  price: 4,
  standsIn: true,
  isIdle: ({ isFailing }) => !isFailing,
  offers: place => {
    if (!isOwnCall(place) || place.hasStandIn) return none
    const value = { value: STAND_IN }
    return [{ what: 'a fallback', edit: step => (step['fallback'] = value) }]
  },
}
