/** What may be said of the traffic on links and cables, and what it becomes. */
import * as v from 'valibot'
import { distributionOf } from '../../kernel/distributions/index.ts'
import type { Problem } from '../../kernel/errors.ts'
import { lazy } from '../../kernel/lazy.ts'
import { queuePlaces } from '../../kernel/queue-bound.ts'
import {
  consistent,
  numberThat,
  numberWithin,
  oneOf,
  options,
  readBy,
  type Schema,
  wholeNumber,
  yesOrNo,
} from '../../kernel/schema.ts'
import { aBandwidth, aDuration, aShare, aSize, durationOver0 } from '../../kernel/unit-schemas.ts'
import { text } from '../texts.ts'
import type { CapacityData, ConnectionData, CongestionData, LossData } from './network-data.ts'

const MOST_WAITING = 1_000
const RECONNECT_MS = 1_000

/** A bandwidth over which something gets through. */
const someBandwidth: Schema<number> = v.pipe(
  aBandwidth,
  numberThat(bits => bits > 0, 'a bandwidth over 0', "bandwidth: '1Gbps'"),
)

type EachWay = { readonly there: number; readonly back: number }

const bothWays = v.pipe(
  someBandwidth,
  v.transform((bits): EachWay => ({ there: bits, back: bits })),
)

/** The same each way, or another there and back. */
const bandwidth: Schema<EachWay> = v.lazy(written =>
  typeof written === 'object' && written !== null
    ? options({ there: someBandwidth, back: someBandwidth })
    : bothWays,
)

const someBytes: Schema<number> = v.pipe(
  aSize,
  numberThat(size => size > 0, 'a size over 0', "window: '64KB'"),
)

const capacityEntries = {
  bandwidth: v.optional(bandwidth),
  sharing: v.optional(oneOf(['none', 'fifo', 'fair', 'reserved'])),
  load: v.optional(aBandwidth),
  buffer: v.optional(aSize),
  duplex: v.optional(oneOf(['full', 'half'])),
}

/** The words of a capacity, once each has been read. */
export type CapacityOptions = v.InferOutput<v.ObjectSchema<typeof capacityEntries, undefined>>

/** A capacity, with what was left out. */
export function capacityOf(written: CapacityOptions, sharing: CapacityData['sharing']) {
  return {
    sharing: written.sharing ?? sharing,
    bitsPerMs: written.bandwidth?.there ?? Infinity,
    backBitsPerMs: written.bandwidth?.back ?? Infinity,
    loadBitsPerMs: written.load ?? 0,
    bufferBytes: written.buffer ?? Infinity,
    isHalfDuplex: written.duplex === 'half',
  } satisfies CapacityData
}

/** What is wrong with a capacity as a whole. */
export function* mistakesInCapacity({ sharing, ...written }: CapacityData): Generator<Problem> {
  const { bitsPerMs, backBitsPerMs, loadBitsPerMs: load, bufferBytes } = written
  if (written.isHalfDuplex && bitsPerMs !== backBitsPerMs) {
    const what = 'both directions share one bandwidth, and have two'
    yield { what, where: 'bandwidth', fix: "write bandwidth: '1Gbps', or leave duplex out" }
  }
  const bandwidth = Math.min(bitsPerMs, backBitsPerMs)
  if (load >= bandwidth && (sharing === 'fifo' || sharing === 'reserved')) {
    const what = 'others use all of the bandwidth, so nothing would ever get through'
    yield { what, where: 'load', fix: "declare less load, or sharing: 'fair'" }
  }
  if (sharing === 'none' && bufferBytes < Infinity) {
    const fix = "give sharing: 'fifo', or leave the buffer out"
    yield { what: 'nothing waits where nothing is shared', where: 'buffer', fix }
  }
}

/** A cable: a bandwidth that several links share. */
export const cableSchema: Schema<CapacityData> = consistent(
  v.pipe(
    options({ ...capacityEntries, bandwidth }),
    v.transform(written => capacityOf(written, 'fair')),
  ),
  capacity => [...mistakesInCapacity(capacity)],
)

const aFactor = numberThat(factor => factor >= 1, 'a factor of 1 or more', 'factor: 2')
const someGrowth = numberWithin(0, 100, 'slope: 1')

const step = options({ above: aShare, factor: aFactor })
const usualSteps = [
  { above: 0.7, factor: 2 },
  { above: 0.9, factor: 5 },
]

const rising = consistent(v.array(step), steps =>
  steps.every((one, i) => i === 0 || steps[i - 1].above < one.above)
    ? []
    : [{ what: 'the steps do not rise', fix: 'list them by `above`, the lowest first' }],
)

const models = {
  linear: options({ model: v.literal('linear'), slope: v.optional(someGrowth, 1) }),
  exponential: options({ model: v.literal('exponential'), steepness: v.optional(someGrowth, 2) }),
  step: options({ model: v.literal('step'), steps: v.optional(rising, usualSteps) }),
} satisfies { [M in CongestionData['model']]: Schema<CongestionData> }

const noModel = v.object({ model: oneOf(['linear', 'exponential', 'step']) })

const congestion = v.lazy(written => {
  const model = (written as { model?: unknown } | null)?.model
  const isKnown = typeof model === 'string' && Object.hasOwn(models, model)
  return isKnown ? models[model as CongestionData['model']] : noModel
}) as Schema<CongestionData>

const lossOptions = options({
  rate: v.optional(aShare, 0),
  congested: v.optional(aShare),
  above: v.optional(aShare, 0.9),
  transport: v.optional(oneOf(['retransmit', 'none']), 'retransmit'),
  rto: v.optional(durationOver0(), 200),
  retransmissions: v.optional(wholeNumber(0, 30, 'retransmissions: 6'), 6),
})

const loss: Schema<LossData> = v.lazy(written =>
  v.pipe(
    typeof written === 'object' ? lossOptions : byRate,
    v.transform(({ rate, congested = rate, above, transport, rto, retransmissions }) => ({
      rate,
      congested,
      above,
      retransmits: transport === 'retransmit',
      rtoMs: rto,
      most: retransmissions,
    })),
  ),
)

const byRate = v.pipe(
  aShare,
  v.transform(rate => v.parse(lossOptions, { rate })),
)

/** What becomes of messages that a full buffer drops, where nothing else was said. */
export const usualLoss = lazy((): LossData => Object.freeze(v.parse(loss, 0)))

const connection = options({
  dns: v.optional(readBy(distributionOf)),
  tcp: v.optional(wholeNumber(0, 100, 'tcp: 1'), 1),
  tls: v.optional(wholeNumber(0, 100, 'tls: 1'), 1),
})

const keepAliveOptions = options({
  most: v.optional(wholeNumber(1, 1_000_000, 'most: 10')),
  least: v.optional(wholeNumber(0, 10_000, 'least: 5'), 0),
  reconnect: v.optional(durationOver0('1s')),
  idle: v.optional(aDuration, 90_000),
  maxRequests: v.optional(wholeNumber(1, 1_000_000_000, 'maxRequests: 1_000')),
  atOnce: v.optional(queuePlaces(1, 1_000_000, 'atOnce: 100'), 1),
  inOrder: v.optional(yesOrNo, false),
  whenFull: v.optional(oneOf(['wait', 'refuse']), 'wait'),
  queue: v.optional(queuePlaces(0, 1_000_000, 'queue: 100'), MOST_WAITING),
})

const keepAlive = consistent(keepAliveOptions, ({ most = Infinity, least, reconnect, ...more }) => {
  const problems: Problem[] = []
  if (least > most) {
    const what = `${least} connections are always open where there are ${most} at most`
    problems.push({ what, where: 'least', fix: `write least: ${most}, or a larger \`most\`` })
  }
  if (reconnect !== undefined && least === 0) {
    const what = 'no connection is opened again where none is open at rest'
    problems.push({ what, where: 'reconnect', fix: 'give least: 5, or leave reconnect out' })
  }
  if (more.inOrder && more.atOnce === 1) {
    const what = 'one request at a time is in order anyway'
    problems.push({ what, where: 'inOrder', fix: 'give atOnce: 100, or leave inOrder out' })
  }
  return problems
})

/** What may be said of the traffic on a link. */
export const trafficEntries = {
  ...capacityEntries,
  over: v.optional(text('name of a cable', "its name, as in over: 'uplink'")),
  weight: v.optional(numberWithin(0.001, 1_000, 'weight: 4')),
  rate: v.optional(someBandwidth),
  window: v.optional(someBytes),
  mss: v.optional(someBytes),
  congestion: v.optional(congestion),
  loss: v.optional(loss),
  connection: v.optional(connection),
  keepAlive: v.optional(keepAlive),
}

/** The words of a link's traffic, once each has been read. */
export type TrafficOptions = v.InferOutput<v.ObjectSchema<typeof trafficEntries, undefined>>

/** Connections, when something was said of them. */
export function connectionOf({ connection: made, keepAlive: kept }: TrafficOptions) {
  if (made === undefined && kept === undefined) return null
  const { dns, tcp, tls } = made ?? v.parse(connection, {})
  return {
    dns: dns ?? null,
    roundTrips: tcp + tls,
    isTrusting: tls === 0,
    most: kept?.most ?? Infinity,
    least: kept?.least ?? 0,
    reconnectMs: kept?.reconnect ?? RECONNECT_MS,
    idleMs: kept?.idle ?? 0,
    requests: kept?.maxRequests ?? Infinity,
    atOnce: kept?.atOnce ?? 1,
    isInOrder: kept?.inOrder ?? false,
    whenFull: kept?.whenFull ?? 'wait',
    queue: kept?.queue ?? 0,
  } satisfies ConnectionData
}
