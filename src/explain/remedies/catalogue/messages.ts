/** How long and how often a queue tries to have a message handled. */
import { count } from '../../../kernel/count.ts'
import { inText, multiples, none, type PartRow } from './row.ts'

/** Messages are delivered again later, and more often. */
export const laterRedelivery: PartRow = {
  at: 'part',
  price: 1,
  offers: ({ data: { messages } }) => {
    if (messages === null) return none
    const had = messages.redeliverAfterMs
    const note = `not ${had === 0 ? 'at once' : inText(had)}`
    const later = [5_000, 10_000, 30_000].filter(ms => ms > had)
    return later.map(ms => ({
      what: `redelivery after ${inText(ms)}`,
      note,
      edit: part => (part['redeliverAfter'] = inText(ms)),
    }))
  },
}

/** A longer queue: messages wait there, and nobody who publishes is turned away. */
export const moreCapacity: PartRow = {
  at: 'part',
  price: 2,
  postpones: true,
  offers: ({ part, data: { messages } }) => {
    const had = Number(part['capacity'])
    if (messages === null || !(had > 0)) return none
    return multiples(
      times => ({
        what: `capacity of ${count(Math.ceil(times * had))}`,
        note: `not ${count(had)}`,
        grows: 'capacity',
        edit: written => (written['capacity'] = Math.ceil(times * had)),
      }),
      [2, 4, 8, 16],
    )
  },
}

/** Messages are given up later. */
export const moreDeliveries: PartRow = {
  at: 'part',
  price: 1,
  offers: ({ data: { messages } }) => {
    if (messages === null || messages.deliveries === Infinity) return none
    const deliveries = Math.min(1_000, 4 * messages.deliveries)
    return [{ what: `${deliveries} deliveries`, edit: p => (p['deliveries'] = deliveries) }]
  },
}

/** A worker may take longer before its message goes to another. */
export const longerVisibility: PartRow = {
  at: 'part',
  price: 1,
  offers: ({ data: { messages } }) => {
    if (messages === null) return none
    const text = inText(4 * messages.visibilityMs)
    return [{ what: `visibility of ${text}`, edit: p => (p['visibilityTimeout'] = text) }]
  },
}
