/** What may be written as one of a kind, or as a list of some. */
import { UsageError } from './errors.ts'
import { shown } from './schema.ts'

/** The kind, as messages call it. */
export type OneKind<T> = {
  /** `goal`. */
  readonly noun: string
  readonly isOne: (value: unknown) => value is T
  /** What to write instead. */
  readonly fix: string
  readonly where?: string
}

/** All of them, at least one. @throws UsageError for none, and for what is none of the kind */
export function oneOrMore<T>(written: unknown, { noun, isOne, ...told }: OneKind<T>): readonly T[] {
  const all: unknown[] = Array.isArray(written) ? written : [written]
  if (all.length === 0) throw new UsageError({ what: `no ${noun} is given`, ...told })
  const strays = all.filter(each => !isOne(each))
  if (strays.length === 0) return all as T[]
  throw new UsageError({ what: `${shown(strays[0])} is no ${noun}`, ...told })
}
