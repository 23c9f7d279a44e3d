/** A change of the declaration that may help, before anybody has tried it. */
import type { Draft } from '../../declare/draft.ts'

/** One change at one place. */
export type Change = {
  /** Its kind: the name of a row of the catalogue. */
  readonly kind: string
  /** The call or the component that is changed; the system's name for what concerns all of it. */
  readonly place: string
  /** What it is in words: `time-out of 100ms`. */
  readonly what: string
  /** What else says what it is, beside its number: `its p99 is 9ms`. */
  readonly note?: string | undefined
  /** Whether it answers something else where the answer is wanted, and mends nothing. */
  readonly standsIn?: boolean | undefined
  /** Whether it keeps others going by turning some away. */
  readonly turnsAway?: boolean | undefined
  /** Whether it only lets more wait, so that the work is done later. */
  readonly postpones?: boolean | undefined
  /** What there would be more of, where that is all: `slots`. */
  readonly grows?: string | undefined
  /** How many times as much it is, and the same with other multiples. */
  readonly size?: { readonly times: number; readonly at: (times: number) => Change } | undefined
  /** Whether it alone can change nothing, by what was seen in the run. */
  readonly isIdle?: boolean | undefined
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
  const at = new Map<string, string[]>()
  for (const place of new Set(remedy.map(change => change.place))) {
    const here = remedy.filter(change => change.place === place)
    const what = here.map(change => change.what).join(' and ')
    at.set(what, [...(at.get(what) ?? []), place])
  }
  return [...at].map(([what, places]) => `${what} at ${listed(places)}`).join(', ')
}

/** `a, b and c`. */
const listed = (names: readonly string[]): string =>
  [names.slice(0, -1).join(', '), ...names.slice(-1)].filter(Boolean).join(' and ')

/** The same with what else is to be said, for who sees the place already where it is one. */
export function inFull(remedy: Remedy): string {
  const isOnePlace = remedy.every(({ place }) => place === remedy[0].place)
  return remedy
    .map(({ what, note, place }) => {
      const said = note === undefined ? what : `${what} (${note})`
      return isOnePlace ? said : `${said} at ${place}`
    })
    .join(' and ')
}

/** Whether it lets everybody have what was asked for, in time, and turns nobody away for it. */
export const repairs = (remedy: Remedy): boolean =>
  remedy.every(
    ({ standsIn: isOther, turnsAway, postpones }) =>
      isOther !== true && turnsAway !== true && postpones !== true,
  )

/** Whether it mends nothing, and only answers in place of what fails. */
export const standsIn = (remedy: Remedy): boolean => remedy.some(change => change.standsIn === true)

/** What it costs, in all. */
export const priceOf = (remedy: Remedy): number => remedy.reduce((sum, { price }) => sum + price, 0)

/** Writes all its changes into a declaration. */
export function apply(remedy: Remedy, draft: Draft): void {
  for (const change of remedy) change.edit(draft)
}
