/**
 * What can be measured of a run under way: for each kind how its limit is written, read and shown.
 * A new kind is one row here and one word in `gauges.ts`.
 */
import { measured } from '../kernel/rounding.ts'
import { UsageError } from '../kernel/errors.ts'
import { shown } from '../kernel/schema.ts'
import {
  durationMs,
  exactDuration,
  exactRate,
  formatMs,
  formatShare,
  ratePerMs,
  share,
} from '../kernel/units.ts'
import type { GaugeData, GaugeKind } from './condition-data.ts'
import { quoted } from './sentence.ts'

type GaugeRow = {
  /** Whether it counts over a window that slides along, or is read at the moment. */
  readonly slides: boolean
  /** A limit as a user writes it, in the engine's unit. */
  readonly read: (written: never) => number
  /** The limit as source code that reads back as the same number. */
  readonly written: (limit: number) => string
  /** A measured value for people. */
  readonly shown: (value: number) => string
}

const asShare = {
  read: share,
  written: String,
  shown: (value: number) => formatShare(value),
}

/** Every kind of gauge. */
export const gaugeKinds: { readonly [K in GaugeKind]: GaugeRow } = {
  queueOf: { slides: false, read: aCount, written: String, shown: String },
  utilisation: { slides: true, ...asShare },
  rate: {
    slides: true,
    read: ratePerMs,
    written: limit => quoted(exactRate(limit)),
    shown: value => `${Number((value * 1_000).toPrecision(3))}/s`,
  },
  errorRate: { slides: true, ...asShare },
  timeoutRate: { slides: true, ...asShare },
  latency: {
    slides: true,
    read: (written: never) => measured(durationMs(written)),
    written: limit => quoted(exactDuration(limit)),
    shown: formatMs,
  },
}

/** The window of what slides, if none is given. */
export const DEFAULT_WINDOW_MS = 10_000

/** A gauge as source code: `errorRate('db', { over: '5s' })`. */
export function gaugeSentence({ gauge, of, overMs, percentile }: GaugeData): string {
  const isUsual = !gaugeKinds[gauge].slides || overMs === DEFAULT_WINDOW_MS
  const over = isUsual ? [] : [`{ over: ${quoted(exactDuration(overMs))} }`]
  const first = percentile === undefined ? [] : [percentileWord(percentile)]
  return `${gauge}(${[...first, quoted(of), ...over].join(', ')})`
}

const percentileWord = (percentile: string | number): string =>
  typeof percentile === 'string' ? quoted(percentile) : `${percentile}`

function aCount(written: unknown): number {
  if (Number.isFinite(written) && (written as number) >= 0) return (written as number) + 0
  const fix = 'write a number of requests, as in .above(100)'
  throw new UsageError({ what: `${shown(written)} is no number of requests`, fix })
}
