/** How much there is: slots, replicas, and what else of a replica is finite. */
import { manifold, none, type Offer, optionsIn, type PartRow, type Written } from './row.ts'

/** Beyond that somebody meant "endless". */
const MANY = 5_000

const slotsOf = (slots: number, note: string): Offer<Written> => ({
  what: `${slots} slots`,
  note,
  edit: part => (part['concurrency'] = slots),
})

/** A multiple of the slots; of a worker, of the messages it handles at once. */
export const moreSlots: PartRow = {
  at: 'part',
  price: 4,
  isIdle: ({ isTroubled }) => !isTroubled,
  offers: ({ data: { concurrency, kind } }) =>
    kind === 'queue' || concurrency >= MANY ? none : multiples(concurrency),
}

const multiples = (slots: number): Offer<Written>[] =>
  manifold.map(times => ({ ...slotsOf(times * slots, `${times}x as many`), grows: 'slots' }))

/** Half the slots: what is behind may bear no more. */
export const fewerSlots: PartRow = {
  at: 'part',
  price: 3,
  offers: ({ data: { concurrency, kind } }) =>
    kind === 'queue' || concurrency >= MANY || concurrency < 2
      ? none
      : [slotsOf(Math.ceil(concurrency / 2), 'half as many')],
}

/** A multiple of the replicas. */
export const moreReplicas: PartRow = {
  at: 'part',
  price: 6,
  isIdle: ({ isTroubled }) => !isTroubled,
  offers: ({ data: { replicas, kind } }) =>
    kind === 'queue' || kind === 'cache' || kind === 'external'
      ? none
      : manifold.map(times => ({
          what: `${times * replicas} replicas`,
          note: `${times}x as many`,
          grows: 'replicas',
          edit: part => (part['replicas'] = times * replicas),
        })),
}

/** More of what is finite in a replica. */
export const moreOfAResource: PartRow = {
  at: 'part',
  price: 5,
  offers: ({ part }) =>
    Object.entries(optionsIn(part, 'resources') ?? {}).flatMap(([name, written]) =>
      manifold.flatMap(times => {
        const more = multiplied(written, times)
        if (more === undefined) return []
        const edit = (target: Written) => {
          target['resources'] = { ...optionsIn(target, 'resources'), [name]: more }
        }
        return [{ what: `${times === 2 ? 'twice' : `${times}x`} the ${name}`, grows: name, edit }]
      }),
    ),
}

function multiplied(written: unknown, times: number): unknown {
  if (typeof written === 'number') return times * written
  if (typeof written === 'string') {
    return written.replace(/^[\d.]+/, number => `${times * +number}`)
  }
  if (typeof written !== 'object' || written === null) return undefined
  const part = written as Written
  const name = ['size', 'rate'].find(option => part[option] !== undefined)
  return name === undefined ? undefined : { ...part, [name]: multiplied(part[name], times) }
}
