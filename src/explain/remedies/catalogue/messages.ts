/** How long and how often a queue tries to have a message handled. */
import { inText, none, type PartRow } from './row.ts'

/** Messages are delivered again later, and more often. */
export const laterRedelivery: PartRow = {
  at: 'part',
  price: 1,
  offers: ({ data: { messages } }) => {
    if (messages === null) return none
    const later = [5_000, 10_000, 30_000].filter(ms => ms > messages.redeliverAfterMs)
    return later.map(ms => ({
      what: `redelivery after ${inText(ms)}`,
      edit: part => (part['redeliverAfter'] = inText(ms)),
    }))
  },
}

/** Messages are given up later. */
export const moreDeliveries: PartRow = {
  at: 'part',
  price: 1,
  offers: ({ data: { messages } }) => {
    if (messages === null) return none
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
