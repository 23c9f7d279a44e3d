/** What the benchmark says: rows of a table, some with a ratio that is guarded. */

/** A row as it is printed. */
export type Row = {
  readonly what: string
  readonly is: string
  /** What we aim at; empty where the row only explains another. */
  readonly aim: string
  readonly ratio?: Ratio
}

/** What a row comes to beside its reference, which was measured in the same run. */
export type Ratio = {
  /** The name in the history. */
  readonly name: string
  readonly value: number
  readonly better: 'lower' | 'higher'
  /** Whether it hangs on the processor's cache, and so on what else the machine does. */
  readonly hangsOnCache?: boolean
}

/** How long a part of the benchmark may take. */
export type Effort = {
  /** Of the request model, in a round. */
  readonly requests: number
  /** Rounds in turn, of which the quickest counts. */
  readonly rounds: number
  /** Fresh processes, of which the median counts. */
  readonly processes: number
  /** Virtual minutes of a long run. */
  readonly minutes: number
}

/** The ratios among some rows. */
export const ratiosOf = (rows: readonly Row[]): readonly Ratio[] =>
  rows.flatMap(({ ratio }) => (ratio === undefined ? [] : [ratio]))

export const printed = ({ what, is, aim }: Row): string =>
  `${what.padEnd(40)} ${is.padStart(20)}${aim && `   aim ${aim}`}`

/** The middle one; of an even number the upper of the two. */
export const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]
