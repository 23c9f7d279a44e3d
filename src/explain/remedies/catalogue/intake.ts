/** Whom a component lets wait: a bound for its queue, and shedding. */
import { inText, none, optionsIn, type PartPlace, type PartRow } from './row.ts'

/** Messages wait for workers by other rules, and who works while others wait has nobody to shed. */
const hasQueue = ({ data: { kind, queue, nonBlocking } }: PartPlace): boolean =>
  queue > 0 && !nonBlocking && kind !== 'queue' && kind !== 'worker' && kind !== 'cache'

/** No more may wait than are served within half of what callers wait. */
export const queueBound: PartRow = {
  at: 'part',
  price: 1,
  offers: place => {
    const { data, meanMs, patienceMs } = place
    const served = (data.concurrency * patienceMs) / 2 / Math.max(0.1, meanMs)
    const queue = Math.max(1, Math.floor(served))
    if (!hasQueue(place) || queue >= data.queue) return none
    return [{ what: `queue of ${queue}`, edit: part => (part['queue'] = queue) }]
  },
}

/** Who has waited too long is turned away. */
export const codel: PartRow = {
  at: 'part',
  price: 2,
  offers: place => {
    const had = optionsIn(place.part, 'shedding')
    if (!hasQueue(place) || had?.['codel'] !== undefined) return none
    const target = inText(Math.min(50, Math.max(5, Math.round(place.patienceMs / 10))))
    const shedding = { ...had, codel: { target } }
    return [{ what: 'shedding by CoDel', edit: part => (part['shedding'] = shedding) }]
  },
}

/** The newest first: they are served in time, and the oldest have given up anyway. */
export const newestFirst: PartRow = {
  at: 'part',
  price: 2,
  offers: place => {
    const had = optionsIn(place.part, 'shedding')
    if (!hasQueue(place) || had?.['order'] !== undefined) return none
    const shedding = { ...had, order: 'lifo' }
    return [{ what: 'newest first', edit: part => (part['shedding'] = shedding) }]
  },
}
