/** How much there is: slots, replicas, and what else of a replica is finite. */
import { none, type Offer, optionsIn, type PartRow, type Written } from './row.ts'

/** Beyond that somebody meant "endless". */
const MANY = 5_000

const slotsOf = (slots: number): Offer<Written> => ({
  what: `${slots} slots`,
  edit: part => (part['concurrency'] = slots),
})

/** Twice the slots. */
export const moreSlots: PartRow = {
  at: 'part',
  price: 4,
  offers: ({ data: { concurrency, kind } }) =>
    kind === 'queue' || concurrency >= MANY ? none : [slotsOf(2 * concurrency)],
}

/** Half the slots: what is behind may bear no more. */
export const fewerSlots: PartRow = {
  at: 'part',
  price: 3,
  offers: ({ data: { concurrency, kind } }) =>
    kind === 'queue' || concurrency >= MANY || concurrency < 2
      ? none
      : [slotsOf(Math.ceil(concurrency / 2))],
}

/** Twice the replicas. */
export const moreReplicas: PartRow = {
  at: 'part',
  price: 6,
  offers: ({ data: { replicas, kind } }) =>
    kind === 'queue' || kind === 'cache' || kind === 'external'
      ? none
      : [{ what: `${2 * replicas} replicas`, edit: part => (part['replicas'] = 2 * replicas) }],
}

/** Twice of what is finite in a replica. */
export const moreOfAResource: PartRow = {
  at: 'part',
  price: 5,
  offers: ({ part }) =>
    Object.entries(optionsIn(part, 'resources') ?? {}).flatMap(([name, written]) => {
      const twice = doubled(written)
      if (twice === undefined) return []
      const edit = (target: Written) => {
        target['resources'] = { ...optionsIn(target, 'resources'), [name]: twice }
      }
      return [{ what: `twice the ${name}`, edit }]
    }),
}

function doubled(written: unknown): unknown {
  if (typeof written === 'number') return 2 * written
  if (typeof written === 'string') return written.replace(/^[\d.]+/, number => `${2 * +number}`)
  if (typeof written !== 'object' || written === null) return undefined
  const part = written as Written
  const name = ['size', 'rate'].find(option => part[option] !== undefined)
  return name === undefined ? undefined : { ...part, [name]: doubled(part[name]) }
}
