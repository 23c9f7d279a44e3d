/** How long a queue is, and how long one waits in it, step by step. */
import { UsageError } from '../kernel/errors.ts'
import type { Duration, Ms } from '../kernel/units.ts'
import { Level } from './levels.ts'
import type { QueueMeasure } from './measure.ts'
import type { ComponentMeter } from './meters.ts'
import { named } from './lookup.ts'
import type { Recording } from './recording.ts'
import { type Point, seriesOf } from './series.ts'
import { levelOf } from './views.ts'
import type { Span } from './window.ts'

/** Whose queue is meant, and in which steps. */
type Asked = { readonly at?: string | undefined; readonly every?: Duration | undefined }

/**
 * A measure of what waits: messages of a queue, or requests for a slot of a component.
 *
 * @throws UsageError when the question does not say where, or names no such place
 */
export function queueSeries(recording: Recording, measure: QueueMeasure, asked: Asked): Point[] {
  const { at, every } = asked
  if (at === undefined) {
    const fix = `write series('${measure}', { at: 'orders' })`
    throw new UsageError({ what: `a ${measure} is that of one component`, where: 'series', fix })
  }
  const meter = recording.queues.get(at) ?? named(recording.components, at, 'component')
  return seriesOf(recording, every, span => measures[measure](meter, span, recording.endedAt))
}

const measures: {
  readonly [M in QueueMeasure]: (
    meter: ComponentMeter,
    span: Span,
    endedAt: Ms,
  ) => number | undefined
} = {
  depth: (meter, span, endedAt) => levelOf(meter.levels, Level.Queued, { span, endedAt }).mean,
  lag: ({ waiting }, { slots }) => waiting.histogram(slots).quantile(1),
}
