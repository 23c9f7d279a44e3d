/** How much there is: slots, replicas, and what else of a replica is finite. */
import { count } from '../../../kernel/count.ts'
import {
  multiples,
  none,
  type Offer,
  optionsIn,
  type PartRow,
  replicasIn,
  type Written,
} from './row.ts'

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
    kind === 'queue' || concurrency >= MANY
      ? none
      : multiples(times => ({
          ...slotsOf(Math.ceil(times * concurrency), `not ${count(concurrency)}`),
          grows: 'slots',
        })),
}

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
  offers: ({ part, data: { kind } }) =>
    kind === 'queue' || kind === 'cache' || kind === 'external'
      ? none
      : multiples(times => {
          const replicas = replicasIn(part)
          const many = Math.ceil(times * replicas)
          const scaled = optionsIn(part, 'replicas')
          return {
            what: `${scaled === undefined ? '' : 'at least '}${many} replicas`,
            note: `not ${replicas}`,
            grows: 'replicas',
            edit: target =>
              (target['replicas'] = scaled === undefined ? many : atLeast(many, scaled)),
          }
        }),
}

/** An autoscaler that has no fewer. */
const atLeast = (min: number, scaled: Written): Written => ({
  ...scaled,
  min,
  initial: min,
  max: Math.max(min, Number(scaled['max'])),
})

/** More of what is finite in a replica. */
export const moreOfAResource: PartRow = {
  at: 'part',
  price: 5,
  offers: ({ part }) =>
    Object.entries(optionsIn(part, 'resources') ?? {}).flatMap(([name, written]) =>
      multiplied(written, 1) === undefined
        ? []
        : multiples<Written>(times => ({
            what: `${times === 2 ? 'twice' : `${times}x`} the ${name}`,
            grows: name,
            edit: target => {
              const more = multiplied(written, times)
              target['resources'] = { ...optionsIn(target, 'resources'), [name]: more }
            },
          })),
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
