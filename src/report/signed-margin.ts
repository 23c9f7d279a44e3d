/** A margin as text, with its sign. */
import type { Margin, MarginUnit } from '../judge/margin.ts'
import { formatMs, formatShare } from '../kernel/units.ts'

/** How much room a goal has. */
export const signedMargin = ({ by, unit }: Pick<Margin, 'by' | 'unit'>): string =>
  `${by < 0 ? '−' : '+'}${units[unit](Math.abs(by))}`

const units: { readonly [unit in MarginUnit]: (by: number) => string } = {
  share: by => formatShare(by, 0),
  ms: formatMs,
  count: by => `${Number(by.toFixed(2))}`,
  times: by => `${by.toFixed(2)}x`,
}
