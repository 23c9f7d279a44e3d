/** Whom a component lets wait: a bound for its queue, and shedding. */
import { count } from '../../../kernel/count.ts'
import {
  inText,
  none,
  type Offer,
  optionsIn,
  type PartPlace,
  type PartRow,
  type Written,
} from './row.ts'

/** Messages wait for workers by other rules, and who works while others wait has nobody to shed. */
const hasQueue = ({ data: { kind, queue, nonBlocking } }: PartPlace): boolean =>
  queue > 0 && !nonBlocking && kind !== 'queue' && kind !== 'worker' && kind !== 'cache'

/** No more may wait than are served within half of what callers wait. */
export const queueBound: PartRow = {
  at: 'part',
  price: 1,
  turnsAway: true,
  isIdle: ({ isTroubled }) => !isTroubled,
  offers: place => {
    const { data, meanMs, patienceMs } = place
    const served = (data.concurrency * patienceMs) / 2 / Math.max(0.1, meanMs)
    const queue = Math.max(1, Math.floor(served))
    if (!hasQueue(place) || queue >= data.queue) return none
    return [queueOf(queue, data.queue)]
  },
}

const queueOf = (queue: number, had: number): Offer<Written> => ({
  what: `queue of ${queue}`,
  note: `not ${count(had)}: more are turned away at once`,
  edit: part => (part['queue'] = queue),
})

/** Hardly more may wait than are served at a time: where a long queue does harm by itself. */
export const shortQueue: PartRow = {
  at: 'part',
  price: 1,
  turnsAway: true,
  isIdle: ({ isTroubled }) => !isTroubled,
  offers: place => {
    const { concurrency, queue } = place.data
    const short = 4 * concurrency
    return hasQueue(place) && short < queue ? [queueOf(short, queue)] : none
  },
}

/** Who has waited too long is turned away. */
export const codel: PartRow = {
  at: 'part',
  price: 2,
  turnsAway: true,
  isIdle: ({ isTroubled }) => !isTroubled,
  offers: place => {
    const had = optionsIn(place.part, 'shedding')
    if (!hasQueue(place) || had?.['codel'] !== undefined) return none
    const target = inText(Math.min(50, Math.max(5, Math.round(place.patienceMs / 10))))
    const shedding = { ...had, codel: { target } }
    const note = `who has waited over ${target} is turned away`
    return [{ what: 'shedding by CoDel', note, edit: part => (part['shedding'] = shedding) }]
  },
}

/** The newest first: they are served in time, and the oldest have given up anyway. */
export const newestFirst: PartRow = {
  at: 'part',
  price: 2,
  turnsAway: true,
  isIdle: ({ isTroubled }) => !isTroubled,
  offers: place => {
    const had = optionsIn(place.part, 'shedding')
    if (!hasQueue(place) || had?.['order'] !== undefined) return none
    const shedding = { ...had, order: 'lifo' }
    return [{ what: 'newest first', edit: part => (part['shedding'] = shedding) }]
  },
}
