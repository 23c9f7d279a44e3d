/** The units users write, read into the one unit the engine counts in, and written for reports. */
import { invariant } from './errors.ts'
import { type Quantity, readQuantity, refuse } from './quantity.ts'

/** Milliseconds of virtual time. */
export type Ms = number
/** A length of time: a number of milliseconds, or a text such as `'250ms'`, `'1.5s'`, `'5m'`. */
export type Duration = number | `${number}${'ns' | 'us' | 'ms' | 's' | 'm' | 'h'}`
/** How often something happens: `'200/s'`. A bare number would not say per what. */
export type Rate = `${number}/${'ms' | 's' | 'm' | 'h'}`
/** A part of a whole: 0 to 1, or `'99.9%'`. */
export type Share = number | `${number}%`
/** An amount of data: bytes, `'10KB'` (decimal, of 1000 bytes) or `'10KiB'` (of 1024). */
export type Size = number | `${number}${'B' | 'KB' | 'MB' | 'GB' | 'KiB' | 'MiB' | 'GiB'}`
/** How much a link carries: `'1Gbps'`; decimal, bits a second. */
export type Bandwidth = `${number}${'Kbps' | 'Mbps' | 'Gbps'}`
/** How far apart two places are: `'5500km'`. */
export type Distance = `${number}${'km' | 'm'}`

const duration: Quantity = {
  name: 'duration',
  example: '250ms',
  bare: 'milliseconds',
  units: {
    ms: { ten: 0 },
    ns: { ten: -6 },
    us: { ten: -3 },
    s: { ten: 3 },
    m: { ten: 4, times: 6 },
    h: { ten: 5, times: 36 },
  },
  slips: {
    us: 'µs μs usec',
    ms: 'MS msec millis',
    s: 'S sec secs second seconds',
    m: 'min mins minute minutes',
    h: 'H hr hour hours',
  },
}

const rate: Quantity = {
  name: 'rate',
  example: '200/s',
  units: {
    '/s': { ten: -3 },
    '/ms': { ten: 0 },
    '/m': { ten: 0, over: 60_000 },
    '/h': { ten: 0, over: 3_600_000 },
  },
  slips: { '/s': 'rps qps /sec /second', '/m': 'rpm /min /minute', '/h': '/hour' },
}

const shareOfAll: Quantity = {
  name: 'share',
  example: '99.9%',
  bare: '0 to 1',
  most: 1,
  units: { '%': { ten: -2 } },
}

const size: Quantity = {
  name: 'size',
  example: '10KB',
  bare: 'bytes',
  units: {
    KB: { ten: 3 },
    B: { ten: 0 },
    MB: { ten: 6 },
    GB: { ten: 9 },
    KiB: { ten: 0, times: 1_024 },
    MiB: { ten: 0, times: 1_048_576 },
    GiB: { ten: 0, times: 1_073_741_824 },
  },
  slips: {
    B: 'b byte bytes',
    KB: 'kb kB K k',
    MB: 'mb M',
    GB: 'gb G',
    KiB: 'kib kiB Kib Ki',
    MiB: 'mib Mib Mi',
    GiB: 'gib Gib Gi',
  },
}

const bandwidth: Quantity = {
  name: 'bandwidth',
  example: '1Gbps',
  units: { Mbps: { ten: 3 }, Kbps: { ten: 0 }, Gbps: { ten: 6 } },
  slips: { Kbps: 'kbps kbit', Mbps: 'mbps Mbit', Gbps: 'gbps Gbit' },
}

const distance: Quantity = {
  name: 'distance',
  example: '5500km',
  units: { km: { ten: 0 }, m: { ten: -3 } },
}

/**
 * A length of time in milliseconds.
 *
 * @throws UsageError when it is negative, not finite, or has no unit or an unknown one
 * @example durationMs('1.5s') // 1500
 */
export const durationMs = (value: Duration): Ms => readQuantity(duration, value)

/**
 * A rate in events per millisecond.
 *
 * @throws UsageError when it is negative, not finite, or does not say per what
 * @example ratePerMs('200/s') // 0.2
 */
export const ratePerMs = (value: Rate): number => readQuantity(rate, value)

/**
 * A share as a number from 0 to 1.
 *
 * @throws UsageError when it is negative, over 100 %, or a text without its percent sign
 * @example share('99.9%') // 0.999
 */
export function share(value: Share): number {
  const part = readQuantity(shareOfAll, value)
  if (part <= 1) return part
  const meant = typeof value === 'number' && value <= 100 ? `${value}%` : shareOfAll.example
  const fix = `write "${meant}" or ${Number(`${meant.slice(0, -1)}e-2`)}`
  return refuse(shareOfAll, { value, why: 'it is over 100%', fix })
}

/**
 * An amount of data in bytes.
 *
 * @throws UsageError when it is negative, not finite, or has an unknown unit
 * @example bytes('10KB') // 10000
 * @example bytes('10KiB') // 10240
 */
export const bytes = (value: Size): number => readQuantity(size, value)

/**
 * A bandwidth in bits per millisecond.
 *
 * @throws UsageError when it is negative, not finite, or has no unit or an unknown one
 * @example bitsPerMs('1Gbps') // 1000000
 */
export const bitsPerMs = (value: Bandwidth): number => readQuantity(bandwidth, value)

/**
 * A distance in kilometres.
 *
 * @throws UsageError when it is negative, not finite, or has no unit or an unknown one
 * @example kilometres('5500km') // 5500
 */
export const kilometres = (value: Distance): number => readQuantity(distance, value)

/** Each unit counts from 1 up to its end: ninety seconds are "90s", but ten minutes are "10m". */
const SPANS = [
  { unit: 'ms', perMs: 1, end: 1000 },
  { unit: 's', perMs: 1000, end: 600 },
  { unit: 'm', perMs: 60_000, end: 600 },
  { unit: 'h', perMs: 3_600_000, end: Infinity },
] as const

/**
 * A time as a person would write it, with at most three significant figures: `'0.40ms'`, `'25ms'`,
 * `'1.38s'`, `'90s'`, `'3m'`. The shortest text wins, then the finer unit. It reads back with
 * `durationMs`, but for the sign of a difference.
 *
 * @param ms a finite number of milliseconds
 */
export function formatMs(ms: Ms): string {
  invariant(Number.isFinite(ms), `a time in a report is ${ms}`)
  if (ms < 0) return `-${formatMs(-ms)}`
  const rounded = threeFigures(ms)
  if (rounded < 1) return formatBelowOneMs(rounded)
  return SPANS.map(({ unit, perMs, end }) => ({ count: threeFigures(ms / perMs), unit, end }))
    .filter(({ count, end }) => count >= 1 && count < end)
    .map(({ count, unit }) => `${count}${unit}`)
    .reduce((shortest, text) => (text.length < shortest.length ? text : shortest))
}

function formatBelowOneMs(ms: Ms): string {
  if (ms === 0) return '0ms'
  if (ms >= 0.1) return `${String(ms).padEnd(4, '0')}ms`
  return ms >= 0.001 ? `${threeFigures(ms * 1e3)}us` : `${threeFigures(ms * 1e6)}ns`
}

const threeFigures = (value: number): number => Number(value.toPrecision(3))

/**
 * A share in percent, with two decimals or as many more as it takes to tell the truth: 0.99996 is
 * not `'100%'`, and a share below the wanted one does not look like it.
 *
 * @param value 0 to 1
 * @param wanted the share it is compared with, 0 to 1; none by default
 * @example formatShare(0.99899, 0.999) // '99.899%'
 */
export function formatShare(value: number, wanted = 1): string {
  invariant(Number.isFinite(value), `a share in a report is ${value}`)
  const sides = (x: number): string => [0, wanted, 1].map(mark => Math.sign(x - mark)).join()
  for (let decimals = 2; decimals < 20; decimals++) {
    const percent = (value * 100).toFixed(decimals).replace(/\.?0+$/, '')
    if (sides(Number(`${percent}e-2`)) === sides(value)) return `${percent}%`
  }
  return `${value * 100}%`
}

const wholeUnits = [
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1_000],
] as const

/** A duration in the largest unit that divides it, without rounding: `90s`, `250ms`, `0.5ms`. */
export function exactDuration(ms: Ms): string {
  for (const [unit, length] of wholeUnits) {
    if (ms > 0 && ms % length === 0) return `${ms / length}${unit}`
  }
  return `${inDigits(ms)}ms`
}

/** A rate that reads back as exactly the same one: `200/s`, or `0.1234567/ms`. */
export function exactRate(perMs: number): Rate {
  const perSecond = `${inDigits(perMs * 1_000)}/s` as Rate
  return ratePerMs(perSecond) === perMs ? perSecond : (`${inDigits(perMs)}/ms` as Rate)
}

/** A number without an exponent: `5e-7` is `0.0000005`. */
function inDigits(value: number): string {
  if (Number.isInteger(value)) return `${BigInt(value)}`
  const [, whole = '', fraction = '', exponent] = /^(\d+)\.?(\d*)e-(\d+)$/.exec(`${value}`) ?? []
  if (exponent === undefined) return `${value}`
  return `0.${'0'.repeat(Number(exponent) - 1)}${whole}${fraction}`
}
