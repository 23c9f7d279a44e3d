/** Numbers as the sentences of rules have them. */
import { count } from '../../kernel/count.ts'

/** Two figures are enough to see what is meant, and as many as it takes to tell a whole number. */
export const round = (value: number): number => Number(value.toPrecision(value >= 100 ? 3 : 2))

/** So many a second, of a rate per millisecond. */
export const perSecond = (rate: number): string => counted(rate * 1_000)

/** A rounded number with its thousands apart. */
export function counted(value: number): string {
  const rounded = round(value)
  return Number.isInteger(rounded) ? count(rounded) : `${rounded}`
}
