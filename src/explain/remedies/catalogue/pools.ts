/** How many calls a caller has under way at once: bulkheads, and pools of connections. */
import { type CallRow, isOwnCall, multiples, none, optionsIn, type Written } from './row.ts'

/** A bulkhead where there is none, three times what is under way while nothing goes wrong. */
export const bulkhead: CallRow = {
  at: 'call',
  price: 2,
  turnsAway: true,
  offers: place => {
    if (!isOwnCall(place) || place.step['bulkhead'] !== undefined) return none
    const underWay = (place.perSecond / 1_000) * place.meanMs
    const limit = Math.max(2, Math.ceil(3 * underWay))
    const note = '3x what is under way while all is well'
    return [{ what: `bulkhead of ${limit}`, note, edit: step => (step['bulkhead'] = { limit }) }]
  },
}

/** A multiple of the pool there is. */
export const largerPool: CallRow = {
  at: 'call',
  price: 3,
  offers: ({ step }) => {
    const had = optionsIn(step, 'bulkhead')
    if (had === undefined || had['pool'] !== undefined) return none
    return multiples(times => {
      const limit = Math.ceil(Number(had['limit']) * times)
      const edit = (written: Written) => {
        written['bulkhead'] = { ...had, limit }
      }
      return { what: `pool of ${limit}`, note: `not ${String(had['limit'])}`, grows: 'pool', edit }
    })
  },
}

/** Nobody waits long for a place in the pool. */
export const shorterWait: CallRow = {
  at: 'call',
  price: 1,
  offers: ({ step }) => {
    const had = optionsIn(step, 'bulkhead')
    if (had === undefined || had['maxWait'] !== undefined) return none
    const changed = { queue: Number(had['limit']), ...had, maxWait: '100ms' }
    return [{ what: 'no wait over 100ms for the pool', edit: s => (s['bulkhead'] = changed) }]
  },
}

/** A pool of its own for a call that shares one. */
export const separatePool: CallRow = {
  at: 'call',
  price: 3,
  offers: ({ step }) => {
    const had = optionsIn(step, 'bulkhead')
    if (had?.['pool'] === undefined) return none
    const { pool: _, ...own } = had
    const note = 'no other call can hold it'
    return [{ what: 'a pool of its own', note, edit: written => (written['bulkhead'] = own) }]
  },
}
