/** Whole numbers as people read them. */

/** A whole number with its thousands apart: `18,050`. */
export const count = (value: number): string => inThrees(value, ',')

/** The same with another sign between its digits: `10_000_000`, as TypeScript writes it. */
export const inThrees = (value: number, between: ',' | '_'): string =>
  `${value}`.replace(/\B(?=(\d{3})+$)/g, between)

/** A product with its result: `300 components × 10,000 replicas = 3,000,000 replicas`. */
export function product(
  [times, ofWhat]: readonly [number, string],
  [each, what]: readonly [number, string],
  whole: string = what,
): string {
  return `${count(times)} ${ofWhat} × ${count(each)} ${what} = ${count(times * each)} ${whole}`
}
