/** The kind of goal that sets a limit to what waits: how many, and how long. */
import { UsageError } from '../../../kernel/errors.ts'
import { type Percentile, shareOf } from '../../../kernel/percentile.ts'
import { isOver } from '../../../kernel/rounding.ts'
import { type Duration, durationMs, type Ms } from '../../../kernel/units.ts'
import { Level } from '../../../record/levels.ts'
import { named } from '../../../record/lookup.ts'
import type { ComponentMeter } from '../../../record/meters.ts'
import type { Run } from '../../../record/run.ts'
import { type Span, spanOf, type Window } from '../../../record/window.ts'
import { nothingCame } from '../../availability.ts'
import { type TimeSeries, courseOf } from '../../course.ts'
import { belowMost, type Margin, tightest } from '../../margin.ts'
import { judged, unknown, type Verdict } from '../../verdict.ts'
import { goalKind } from '../kind.ts'
import { countGiven, nameGiven, optionGiven, optionsGiven, partOf } from '../read.ts'

/** What may wait at most; say how many, how long, or both. */
export type QueueBoundOptions = Window & {
  /** How many may wait at once. */
  readonly depth?: number | undefined
  /** How long one may wait: for a slot of a component, for a worker of a queue. */
  readonly wait?: Duration | undefined
  /** Of the waits, as `'p99'`. Default: the longest. */
  readonly percentile?: Percentile | undefined
}

/** The numbers behind a verdict on what waits. */
export type QueueBoundEvidence = {
  readonly at: string
  /** Requests or messages that came. */
  readonly came: number
  /** The most that waited at once. */
  readonly peak: number
  readonly depth: number | undefined
  /** The percentile of the waits that was asked for. */
  readonly actualMs: Ms
  readonly percentile: number
  readonly waitMs: Ms | undefined
  /** The most that waited at once, slot by slot. */
  readonly course: TimeSeries
}

/** Neither more nor longer than so waited in front of a component, or in a queue. */
export const queueBound = goalKind({
  matcher: 'toBoundQueue',
  beforeOptions: 1,
  read: (at: string, options: QueueBoundOptions) => {
    const { depth, wait, percentile, ...window } = optionsGiven(options, boundWords)
    if (depth === undefined && wait === undefined) throw noBound()
    return {
      at: nameGiven(at, 'component or queue'),
      depth: depth === undefined ? undefined : countGiven(depth, 'depth'),
      waitMs: optionGiven(wait, 'wait', durationMs),
      percentile: optionGiven(percentile, 'percentile', shareOf) ?? 1,
      question: partOf(window),
    }
  },
  judge: (run, data): Verdict<QueueBoundEvidence> => {
    const span = spanOf(run.recording, data.question)
    const meter = meterOf(run, data.at)
    const came = meter.tally.counts.issued(span.slots)
    if (came === 0) return unknown(nothingCame({ at: data.at, ...data.question }))
    const peak = meter.levels.peak(Level.Queued, span.slots)
    const actualMs = meter.waiting.histogram(span.slots).quantile(data.percentile) ?? 0
    const { depth, waitMs } = data
    const isLong = waitMs !== undefined && isOver(actualMs, waitMs)
    const holds = !isLong && peak <= (depth ?? Infinity)
    if (holds && waitMs !== undefined && isCutOff(run, meter, span)) {
      return unknown(`${meter.levels.queued} still waited at ${data.at} when the run ended`)
    }
    return judged({ holds, margin: marginOf({ ...data, peak, actualMs }) }, () => ({
      ...data,
      came,
      peak,
      actualMs,
      course: courseOf(run, data.question, part => peakIn(run, meter, part)),
    }))
  },
  // A peak is never lower later.
  decided: (soFar, { at, depth = Infinity, question }) => {
    const { slots } = spanOf(soFar.recording, question)
    const { tally, levels } = meterOf(soFar, at)
    const isDeeper = tally.counts.issued(slots) > 0 && levels.peak(Level.Queued, slots) > depth
    return isDeeper ? 'broken' : undefined
  },
})

const boundWords = ['depth', 'wait', 'percentile']

const meterOf = ({ recording }: Run, at: string): ComponentMeter =>
  recording.queues.get(at) ?? named(recording.components, at, 'component')

/** How long those waited that never left is not known. */
const isCutOff = (run: Run, { levels }: ComponentMeter, { toMs }: Span): boolean =>
  levels.queued > 0 && toMs >= run.recording.grid.horizonMs

const peakIn = ({ recording }: Run, { levels }: ComponentMeter, part: Window): number =>
  levels.peak(Level.Queued, spanOf(recording, part).slots)

function marginOf({
  peak,
  depth,
  actualMs,
  waitMs,
}: Pick<QueueBoundEvidence, 'peak' | 'depth' | 'actualMs' | 'waitMs'>): Margin | undefined {
  return tightest([
    ...(depth === undefined ? [] : [belowMost(peak, depth, 'count')]),
    ...(waitMs === undefined ? [] : [belowMost(actualMs, waitMs, 'ms')]),
  ])
}

function noBound(): UsageError {
  const fix = "write { depth: 100 }, { wait: '200ms' }, or both"
  return new UsageError({ what: 'no bound is given', fix })
}
