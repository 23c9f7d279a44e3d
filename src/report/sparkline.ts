/** Numbers over time as a row of blocks. */

const BLOCKS = '▁▂▃▄▅▆▇█'

/** How a sparkline is drawn. */
export type SparklineOptions = {
  /** How many columns; default as many as there are values. */
  readonly width?: number
  /** The values of the lowest and of the highest block; default 0 and the largest value. */
  readonly scale?: readonly [from: number, to: number]
  /** Which value stands for a column that several fall into; default the largest. */
  readonly worst?: 'least' | 'most'
}

/**
 * Draws values as blocks. Only a value at the top of the scale has a full block, so that a small
 * loss shows; a column without a value stays empty.
 *
 * @param values one after another, equally far apart; undefined where there was nothing
 */
export function sparkline(
  values: readonly (number | undefined)[],
  { width = values.length, scale, worst = 'most' }: SparklineOptions = {},
): string {
  const columns = gathered(values, width, worst)
  const [from, to] = scale ?? [0, columns.reduce<number>((top, v) => Math.max(top, v ?? 0), 0)]
  return columns.map(value => (value === undefined ? ' ' : block(value, from, to))).join('')
}

function block(value: number, from: number, to: number): string {
  const height = to > from ? (value - from) / (to - from) : 0
  const top = BLOCKS.length - 1
  return BLOCKS[Math.max(0, Math.min(top, Math.floor(height * top)))]
}

/** The worst value for each column; a column between two values shows the one before it. */
function gathered(
  values: readonly (number | undefined)[],
  width: number,
  worst: 'least' | 'most',
): (number | undefined)[] {
  const pick = worst === 'least' ? Math.min : Math.max
  return Array.from({ length: width }, (_, column) => {
    const from = Math.floor((column * values.length) / width)
    const to = Math.max(from + 1, Math.floor(((column + 1) * values.length) / width))
    const there = values.slice(from, to).filter(value => value !== undefined)
    return there.length === 0 ? undefined : pick(...there)
  })
}
