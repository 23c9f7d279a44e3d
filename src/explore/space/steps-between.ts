/** Finer ladders than those of faults: what is tried where a setting or a load is to be found. */
import { exactRate, type Ms, type Rate, share } from '../../kernel/units.ts'

/** From a millionth to a million millions. */
const powersOfTen = Array.from({ length: 19 }, (_, i) => i - 6)

const numbers = powersOfTen.flatMap(ten =>
  [1, 1.5, 2, 3, 5, 7].map(figure => Number(`${figure}e${ten}`)),
)

const wholes = [0, ...numbers.filter(Number.isInteger)]

const times: readonly Ms[] = [
  ...numbers.filter(ms => ms < 1_000),
  ...[1, 1.5, 2, 3, 5, 7, 10, 15, 20, 30, 45, 60, 90].map(seconds => seconds * 1_000),
  ...[2, 3, 5, 7, 10, 15, 20, 30, 45, 60, 90].map(minutes => minutes * 60_000),
  ...[2, 3, 6, 12, 24].map(hours => hours * 3_600_000),
]

const percents = [
  0.1, 0.2, 0.5, 1, 2, 3, 5, 7, 10, 15, 20, 30, 40, 50, 60, 70, 80, 90, 95, 99, 99.9,
]
const shares = percents.map(percent => share(`${percent}%`))

/** Lengths of time, in milliseconds, both ends included. */
export const lengthsBetween = (least: Ms, most: Ms): readonly Ms[] => between(least, most, times)

/** Shares of all, both ends included. */
export const sharesBetween = (least: number, most: number): readonly number[] =>
  between(least, most, shares)

/** Numbers of any size, both ends included: whole ones where the ends are whole. */
export function numbersBetween(least: number, most: number): readonly number[] {
  const isWhole = Number.isInteger(least) && Number.isInteger(most)
  return isWhole ? between(least, most, wholes, 1) : between(least, most, numbers)
}

/** So many a second, as it is written. */
export const perSecond = (count: number): Rate =>
  `${count}`.includes('e') ? exactRate(count / 1_000) : `${count}/s`

/** Without the dust of binary fractions. */
export const decimal = (value: number): number => Number(value.toPrecision(12))

/** With fewer rungs than these between two ends, equal steps show more. */
const FEW = 4

function between(
  least: number,
  most: number,
  ladder: readonly number[],
  leastStep = 0,
): readonly number[] {
  const isInside = (rung: number): boolean => rung > least && rung < most
  const rungs = ladder.filter(isInside)
  const step = Math.max(leastStep, roundedUp((most - least) / 10))
  const inside = rungs.length < FEW ? multiples(step, least, most).filter(isInside) : rungs
  return [...new Set([least, ...inside, most])]
}

/** The least of 1, 2 and 5 times a power of ten that is not below a value. */
const roundedUp = (value: number): number =>
  rounds.find(round => round >= value) ?? rounds[rounds.length - 1]

const rounds = powersOfTen.flatMap(ten => [1, 2, 5].map(figure => Number(`${figure}e${ten}`)))

function multiples(step: number, from: number, to: number): number[] {
  const first = Math.ceil(from / step)
  const count = Math.max(0, Math.floor(to / step) - first + 1)
  return Array.from({ length: Math.min(count, 12) }, (_, i) => decimal((first + i) * step))
}
