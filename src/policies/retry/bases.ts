/** Another base for the waits after some failures. */
import { chosenBy, isRecord, optional, options, type Schema } from '../../kernel/schema.ts'
import type { Ms } from '../../kernel/units.ts'
import { anyTime, type Units } from '../units.ts'
import { FAILURES, type FailureKind, type Retryable } from './failures.ts'

/** Bases by the kinds of failures and by their codes. */
export type Bases = { readonly [failure in Retryable]?: Ms }

const isCode = (name: string): boolean => /^\d+$/.test(name)

/** What they must look like, in these units. */
export function basesIn(units: Units): Schema<Bases> {
  const base = optional(anyTime(units, 'bases: { rejected: 1_000 }'))
  return chosenBy<Bases>(written => {
    const codes = isRecord(written) ? Object.keys(written).filter(isCode) : []
    return options(Object.fromEntries([...FAILURES, ...codes].map(name => [name, base])))
  })
}

/** The least and the highest base that there may be. */
export function basesFromTo(base: Ms, bases: Bases = {}): readonly [least: Ms, highest: Ms] {
  const all = [base, ...Object.values(bases).filter(ms => ms !== undefined)]
  return [Math.min(...all), Math.max(...all)]
}

/** The base of a failure that has one of its own: by its code, else by its kind. */
export const baseOf = (bases: Bases, failure: FailureKind, code?: number): Ms | undefined =>
  (code === undefined ? undefined : bases[code]) ?? bases[failure]
