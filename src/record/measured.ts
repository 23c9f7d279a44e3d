/** A measure over time, whatever it is of: requests, what waits, or a cache. */
import type { Duration } from '../kernel/units.ts'
import { cacheSeries } from './cache-series.ts'
import { talliesOf } from './lookup.ts'
import { isOfCaches, isOfQueues, type Measure, measures } from './measure.ts'
import type { Whose } from './question.ts'
import { queueSeries } from './queue-series.ts'
import type { Recording } from './recording.ts'
import { type Point, seriesOf } from './series.ts'

/** Whose, and in which steps. */
type Asked = Whose & { readonly every?: Duration | undefined }

/** The values of a measure, step by step. */
export function measured(recording: Recording, measure: Measure, asked: Asked): Point[] {
  const { every, ...whose } = asked
  const tallies = talliesOf(recording, whose)
  if (isOfQueues(measure)) return queueSeries(recording, measure, asked)
  if (isOfCaches(measure)) return cacheSeries(recording, measure, asked)
  const ask = measures(measure)
  return seriesOf(recording, every, span => ask(tallies, span))
}
