/** A change of the declaration that may help, before anybody has tried it. */
import type { Draft } from '../edit.ts'

/** One change at one place. */
export type Change = {
  /** Its kind: the name of a row of the catalogue. */
  readonly kind: string
  /** The call or the component that is changed; the system's name for what concerns all of it. */
  readonly place: string
  /** What it is in words: `time-out of 100ms`. */
  readonly what: string
  /** What it costs those who run the system, from 1 (a number in a file) to 9. */
  readonly price: number
  /** Writes it into a declaration. */
  readonly edit: (draft: Draft) => void
  /** The same with other numbers, where there is a number. */
  readonly dial?: Dial | undefined
}

/** The number in a change. */
export type Dial = {
  /** Where it stands, in milliseconds or as a count. */
  readonly value: number
  /** The values that a person would write, from small to large. */
  readonly values: readonly number[]
  /** How a value is written. */
  readonly text: (value: number) => string
  readonly turned: (value: number) => Change
}

/** Changes that are made together; mostly one. */
export type Remedy = readonly Change[]

/** What a remedy is in words: `time-out of 100ms and fallback at product->db`. */
export function inWords(remedy: Remedy): string {
  const places = [...new Set(remedy.map(({ place }) => place))]
  return places
    .map(place => {
      const here = remedy.filter(change => change.place === place)
      return `${here.map(({ what }) => what).join(' and ')} at ${place}`
    })
    .join(', ')
}

/** What it costs, in all. */
export const priceOf = (remedy: Remedy): number => remedy.reduce((sum, { price }) => sum + price, 0)

/** Writes all its changes into a declaration. */
export function apply(remedy: Remedy, draft: Draft): void {
  for (const change of remedy) change.edit(draft)
}
