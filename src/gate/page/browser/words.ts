/** Numbers and names as the page says them. */
import { formatMs, formatShare } from '../../../kernel/units.ts'

/** A share in percent; a dash where there is none. */
export const share = (value: number | null | undefined): string =>
  value === null || value === undefined ? '–' : formatShare(value)

/** A time; a dash where there is none. */
export const time = (ms: number | null | undefined): string =>
  ms === null || ms === undefined ? '–' : formatMs(ms)

/** A moment of a run: `3m 05s`, or what is finer in a short run. */
export function moment(ms: number): string {
  if (ms === 0) return '0s'
  if (ms < 60_000) return formatMs(ms)
  if (ms % 60_000 === 0) return `${ms / 60_000}m`
  const seconds = Number(((ms % 60_000) / 1_000).toFixed(1))
  return `${Math.floor(ms / 60_000)}m ${String(seconds).padStart(2, '0')}s`
}

/** A count, with its thousands apart. */
export const count = (value: number): string =>
  value.toLocaleString('en', { maximumFractionDigits: value < 10 ? 2 : 0 })

/** The same with what is counted: `1 request`, `2 requests`. */
export const counted = (value: number, one: string, many = `${one}s`): string =>
  `${count(value)} ${value === 1 ? one : many}`

/** The levels of a component, from the best to the worst. */
export const levelWords = ['idle', 'healthy', 'degraded', 'warning', 'critical'] as const

/** How well a component was at a step. */
export const levelAt = (levels: string, step: number): number => Number(levels[step] ?? 0)

/** What a level means, for a legend. */
export const levelMeaning = [
  'nothing came',
  'under 10% failures and 100ms p99',
  'from 10% failures or 100ms p99',
  'from 30% failures or 500ms p99',
  'from 50% failures or 2s p99',
] as const

/** A headline in two: what it is about, and what was measured against what was wanted. */
export function headlineParts(headline: string): readonly [about: string, said: string] {
  const at = headline.lastIndexOf(': ')
  return at < 0 ? ['', headline] : [headline.slice(0, at), headline.slice(at + 2)]
}
