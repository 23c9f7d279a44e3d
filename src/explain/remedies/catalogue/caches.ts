/** What a cache does when many miss at once, or nobody can tell it anew. */
import { type CallPlace, type CallRow, msOf, none, type Offer, type Written } from './row.ts'

/** Entries that are kept apart by key; where there is a ratio only, nothing ages. */
const hasKeys = ({ isCached, step }: CallPlace): boolean => isCached && step['key'] !== undefined

const ages = (place: CallPlace): boolean => hasKeys(place) && msOf(place.step['ttl']) !== undefined

const said = (what: string, option: string, value: unknown): Offer<Written> => ({
  what,
  edit: step => (step[option] = value),
})

/** One fill for each key at a time. */
export const coalescing: CallRow = {
  at: 'call',
  price: 2,
  offers: place =>
    hasKeys(place) && !place.step['coalesce']
      ? [said('one fill for each key', 'coalesce', true)]
      : none,
}

/** Entries that do not expire all at once. */
export const staggering: CallRow = {
  at: 'call',
  price: 1,
  offers: place =>
    ages(place) && place.step['spread'] === undefined
      ? [said('staggered expiry', 'spread', '20%')]
      : none,
}

/** Old answers while new ones are fetched, or where none can be had. */
export const staleAnswers: CallRow = {
  at: 'call',
  price: 3,
  standsIn: true,
  offers: place => {
    if (!ages(place)) return none
    const missing = ['staleIfError', 'staleFor'].filter(name => place.step[name] === undefined)
    const words = { staleIfError: 'stale answers on failure', staleFor: 'stale answers meanwhile' }
    return missing.map(name => said(words[name as keyof typeof words], name, '1h'))
  },
}
