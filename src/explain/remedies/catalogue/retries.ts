/** How often somebody tries again. */
import { type Share, share } from '../../../kernel/units.ts'
import {
  type CallPlace,
  type CallRow,
  inText,
  isOwnCall,
  niceMs,
  none,
  optionsIn,
  type Written,
} from './row.ts'

/** What retry options say where they say nothing. */
const USUAL_ATTEMPTS = 3

const retryAt = (place: CallPlace): Written | undefined =>
  place.isByClients || place.step['policies'] !== undefined
    ? undefined
    : optionsIn(place.step, 'retry')

/** No retries. */
export const noRetries: CallRow = {
  at: 'call',
  price: 1,
  offers: place =>
    retryAt(place) === undefined
      ? none
      : [{ what: 'no retries', edit: step => delete step['retry'] }],
}

/** One retry instead of several. */
export const fewerRetries: CallRow = {
  at: 'call',
  price: 1,
  offers: place => {
    const retry = retryAt(place)
    const attempts = Number(retry?.['attempts'] ?? USUAL_ATTEMPTS)
    if (retry === undefined || attempts <= 2) return none
    return [{ what: 'one retry', edit: step => (step['retry'] = { ...retry, attempts: 2 }) }]
  },
}

/** Retries only as a small share of all calls. */
export const retryBudget: CallRow = {
  at: 'call',
  price: 1,
  offers: place => {
    const retry = retryAt(place)
    if (retry === undefined || retry['budget'] !== undefined) return none
    const budget = { ratio: '10%', minPerSecond: 1 }
    return [{ what: 'retry budget of 10%', edit: step => (step['retry'] = { ...retry, budget }) }]
  },
}

/** A larger share of all calls for retries, or no limit to it. */
export const largerBudget: CallRow = {
  at: 'call',
  price: 1,
  offers: place => {
    const retry = retryAt(place)
    const had = optionsIn(retry ?? {}, 'budget')
    if (retry === undefined || had === undefined) return none
    const { budget: _, ...free } = retry
    const larger = (['50%', '100%'] as const).map(ratio => ({
      what: `retry budget of ${ratio}`,
      edit: (step: Written) => {
        step['retry'] = { ...retry, budget: { ...had, ratio: asWritten(ratio, had['ratio']) } }
      },
    }))
    return [...larger, { what: 'no retry budget', edit: step => (step['retry'] = free) }]
  },
}

/** A share as a number where somebody has written a number. */
const asWritten = (ratio: Share, had: unknown): Share =>
  typeof had === 'number' ? share(ratio) : ratio

/** Retries that do not come all at once. */
export const jitter: CallRow = {
  at: 'call',
  price: 1,
  offers: place => {
    const retry = retryAt(place)
    if (retry === undefined || retry['jitter'] !== undefined) return none
    return [{ what: 'jitter', edit: step => (step['retry'] = { ...retry, jitter: 'full' }) }]
  },
}

/** A second attempt where the first takes long: the quicker one is taken. */
export const hedge: CallRow = {
  at: 'call',
  price: 3,
  offers: place => {
    if (!isOwnCall(place) || place.step['hedge'] !== undefined) return none
    const after = inText(niceMs(2 * place.p99Ms))
    const note = 'a second attempt then; the quicker one is taken'
    return [{ what: `hedge after ${after}`, note, edit: step => (step['hedge'] = { after }) }]
  },
}

/** A retry where there is none: it helps against single failures. */
export const oneRetry: CallRow = {
  at: 'call',
  price: 2,
  isIdle: ({ isFailing }) => !isFailing,
  offers: place => {
    if (!isOwnCall(place) || place.step['retry'] !== undefined) return none
    const retry = { attempts: 2, base: '10ms', jitter: 'full' }
    return [{ what: 'one retry', edit: step => (step['retry'] = retry) }]
  },
}
