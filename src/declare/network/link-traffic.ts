/** From what was said of a link's traffic to what the engine takes, and what contradicts itself. */
import { mean } from '../../kernel/distributions/index.ts'
import type { Problem } from '../../kernel/errors.ts'
import type { Ms } from '../../kernel/units.ts'
import type { LinkData } from './links.ts'
import type { TrafficData } from './network-data.ts'
import {
  capacityOf,
  connectionOf,
  mistakesInCapacity,
  type TrafficOptions,
} from './network-schema.ts'

const BITS_PER_BYTE = 8

/** √(3/2): one acknowledgement for each segment, losses at equal distances (Mathis et al. 1997). */
const MATHIS_C = Math.sqrt(3 / 2)

/** Makes a link more than a latency; a bandwidth alone does not, if it is the same both ways. */
const trafficWords = [
  'sharing',
  'load',
  'buffer',
  'duplex',
  'over',
  'weight',
  'rate',
  'window',
  'mss',
  'congestion',
  'loss',
  'connection',
  'keepAlive',
] as const satisfies readonly (keyof TrafficOptions)[]

/** The traffic of a link, if anything was said of it. */
export function trafficOf(written: TrafficOptions, latency: LinkData): TrafficData | null {
  const isPlain = trafficWords.every(word => written[word] === undefined)
  if (isPlain && latency.backFactor === 1) return null
  const { over, rate = Infinity, congestion, loss } = written
  const windowBytes = windowOf(written)
  return {
    capacity: over === undefined ? capacityOf(written, 'none') : null,
    over: over ?? null,
    weight: written.weight ?? 1,
    rate,
    windowBytes,
    windowRate: Math.min(rate, throughputOf(windowBytes, latency)),
    congestion: congestion ?? null,
    loss: loss ?? null,
    connection: connectionOf(written),
  }
}

/** The window in bytes: the declared one, or a smaller one that loss allows. */
function windowOf({ window = Infinity, mss, loss }: TrafficOptions): number {
  if (mss === undefined || loss === undefined) return window
  return Math.min(window, (mss * MATHIS_C) / Math.sqrt(loss.rate))
}

/** A window each round trip, in bits per millisecond. */
const throughputOf = (windowBytes: number, latency: LinkData): number =>
  windowBytes === Infinity ? Infinity : (windowBytes * BITS_PER_BYTE) / roundTripMs(latency)

/** There and back on average, for a message without length. */
function roundTripMs({ latencyMs, propagationMs, processingMs, random }: LinkData): Ms {
  const constant = latencyMs + propagationMs + processingMs
  return 2 * random.reduce((sum, { of, share }) => sum + mean(of) * share, constant)
}

/** What is wrong with a link's traffic as a whole. */
export function* mistakesInTraffic(written: TrafficOptions, latency: LinkData): Generator<Problem> {
  yield* written.over === undefined ? mistakesInOwn(written) : mistakesOverCable(written)
  const { sharing = 'none', congestion, mss, loss } = written
  if (written.weight !== undefined && written.over === undefined) {
    const what = 'all messages of one link weigh the same, so weight changes nothing'
    yield {
      what,
      where: 'weight',
      fix: "let it share a cable: over: 'uplink', or leave weight out",
    }
  }
  if (congestion !== undefined && sharing !== 'none') {
    const what = 'a link in which queues arise needs no model of congestion'
    yield { what, where: 'congestion', fix: 'leave congestion out, or sharing' }
  }
  if (mss !== undefined && !loss?.rate) {
    const what = 'the size of a segment matters only where segments are lost'
    yield { what, where: 'mss', fix: "give loss: '0.1%', or leave mss out" }
  }
  if (windowOf(written) < Infinity && roundTripMs(latency) === Infinity) {
    const what = 'a window needs a round trip, and the mean latency of this link is infinite'
    yield { what, where: 'window', fix: 'declare a latency with a mean, such as pareto of shape 2' }
  }
}

const cableWords = ['bandwidth', 'sharing', 'load', 'buffer', 'duplex'] as const

function* mistakesOverCable(written: TrafficOptions): Generator<Problem> {
  for (const word of cableWords) {
    if (written[word] === undefined) continue
    yield { what: `the cable says its ${word}`, where: word, fix: 'declare it with the cable' }
  }
}

function* mistakesInOwn(written: TrafficOptions): Generator<Problem> {
  const { sharing = 'none', load, congestion, loss } = written
  if (written.bandwidth === undefined) return yield* mistakesWithout(written)
  yield* mistakesInCapacity(capacityOf(written, 'none'))
  const matters = sharing !== 'none' || congestion !== undefined || isCongestible(loss)
  if (load !== undefined && !matters) {
    const fix = "give sharing: 'fair', congestion, or loss.congested"
    yield { what: 'nobody feels the load of others', where: 'load', fix }
  }
}

/** What needs a bandwidth. */
function* mistakesWithout(written: TrafficOptions): Generator<Problem> {
  const needing = ['sharing', 'load', 'buffer', 'duplex', 'congestion'] as const
  const words = needing.filter(word => written[word] !== undefined && written[word] !== 'none')
  const all = isCongestible(written.loss) ? [...words, 'loss'] : words
  for (const word of all) {
    const what = `${word} needs a bandwidth`
    yield { what, where: word, fix: "give bandwidth: '1Gbps', or the cable it runs over" }
  }
}

const isCongestible = (loss: TrafficOptions['loss']): boolean =>
  loss !== undefined && loss.congested !== loss.rate
