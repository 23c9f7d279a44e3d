/** Circuit breakers: one more, one less, and one that opens otherwise. */
import { type CallPlace, type CallRow, isOwnCall, none, optionsIn, type Written } from './row.ts'

const WINDOW_SECONDS = 10

/** Half of what comes in the window has failed, but not before some have come at all. */
const byShare = ({ perSecond }: CallPlace, openFor: unknown = '5s'): Written => {
  const some = Math.floor((perSecond * WINDOW_SECONDS) / 2)
  const minimumCalls = Math.max(5, Math.min(20, some))
  return { window: `${WINDOW_SECONDS}s`, failureRate: 0.5, minimumCalls, openFor }
}

const inWords = ({ minimumCalls, window }: Written): string =>
  `opens when half of ${String(minimumCalls)} calls in ${String(window)} fail`

/** A breaker where there is none. */
export const breaker: CallRow = {
  at: 'call',
  price: 2,
  turnsAway: true,
  isIdle: ({ isFailing }) => !isFailing,
  offers: place => {
    if (!isOwnCall(place) || place.step['breaker'] !== undefined) return none
    const rule = byShare(place)
    return [{ what: 'breaker', note: inWords(rule), edit: step => (step['breaker'] = rule) }]
  },
}

/** A breaker that counts a share: one success does not make it forget. */
export const breakerByShare: CallRow = {
  at: 'call',
  price: 1,
  offers: place => {
    const had = optionsIn(place.step, 'breaker')
    if (had?.['consecutive'] === undefined) return none
    const changed = byShare(place, had['openFor'])
    const note = inWords(changed)
    return [{ what: 'breaker by share', note, edit: step => (step['breaker'] = changed) }]
  },
}

/** A breaker that opens earlier. */
export const soonerBreaker: CallRow = {
  at: 'call',
  price: 1,
  offers: place => {
    const had = optionsIn(place.step, 'breaker')
    const count = had?.['consecutive'] === undefined ? 'minimumCalls' : 'consecutive'
    const many = Number(had?.[count])
    if (had === undefined || !(many > 1)) return none
    const fewer = Math.ceil(many / 2)
    const changed = { ...had, [count]: fewer }
    return [{ what: `${count}: ${fewer}`, edit: step => (step['breaker'] = changed) }]
  },
}

/** No breaker: one that flaps turns away what would have been served. */
export const noBreaker: CallRow = {
  at: 'call',
  price: 1,
  offers: ({ step }) =>
    step['breaker'] === undefined
      ? none
      : [{ what: 'no breaker', edit: written => delete written['breaker'] }],
}
