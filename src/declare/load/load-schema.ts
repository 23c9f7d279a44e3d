/** What a shape of load must look like, and the course that it comes to. */
import * as v from 'valibot'
import type { Problem } from '../../kernel/errors.ts'
import {
  chosenBy,
  consistent,
  isRecord,
  listOf,
  message,
  options,
  type Schema,
  shown,
} from '../../kernel/schema.ts'
import { exactDuration, type Ms } from '../../kernel/units.ts'
import { aDuration, aRate, durationOver0 } from '../../kernel/unit-schemas.ts'
import type { PieceData, ShapeData } from './load-data.ts'
import type { LoadShape } from './load-shapes.ts'
import { traceSchema } from './trace-schema.ts'

const DAY_MS = 86_400_000

const start = v.optional(aDuration, 0)
const shape = <const K extends string>(name: K) => ({ shape: v.literal(name) })

/** A rate that holds for a time. */
const level = (forMs: Ms, at: number): PieceData => ({ forMs, from: at, to: at })
const forGood = (at: number): PieceData => level(Infinity, at)
/** A time that may be none at all, which is no piece. */
const until = (ms: Ms, at: number): PieceData[] => (ms === 0 ? [] : [level(ms, at)])

const pieces = (lead: readonly PieceData[], cycle: readonly PieceData[]): ShapeData => ({
  course: 'pieces',
  lead,
  cycle,
})

/** Two rates that differ, of which one at least offers some load. */
const changing = <T extends { readonly from: number; readonly to: number }>(
  name: string,
  schema: Schema<T>,
): Schema<T> =>
  consistent(schema, ({ from, to }) => {
    const both = perSecond(from)
    return from === to
      ? [
          {
            what: `a ${name} from ${both} to ${both} changes nothing`,
            fix: `write rate: '${both}'`,
          },
        ]
      : []
  })

const ramp = v.pipe(
  changing(
    'ramp',
    options({ ...shape('ramp'), from: aRate, to: aRate, over: durationOver0(), at: start }),
  ),
  v.transform(({ from, to, over, at }) =>
    pieces([...until(at, from), { forMs: over, from, to }], [forGood(to)]),
  ),
)

const spike = v.pipe(
  changing(
    'spike',
    options({
      ...shape('spike'),
      from: aRate,
      to: aRate,
      at: aDuration,
      for: durationOver0(),
    }),
  ),
  v.transform(({ from, to, at, for: length }) =>
    pieces([...until(at, from), level(length, to)], [forGood(from)]),
  ),
)

const burstOptions = options({
  ...shape('burst'),
  from: aRate,
  to: aRate,
  every: durationOver0(),
  for: durationOver0(),
  at: start,
})

const burst = v.pipe(
  consistent(changing('burst', burstOptions), neverEnding),
  v.transform(({ from, to, every, for: length, at }) =>
    pieces(until(at, from), [level(length, to), level(every - length, from)]),
  ),
)

const diurnal = v.pipe(
  consistent(
    options({
      ...shape('diurnal'),
      low: aRate,
      high: aRate,
      period: v.optional(durationOver0(), DAY_MS),
    }),
    upsideDown,
  ),
  v.transform(
    ({ low, high, period }): ShapeData => ({ course: 'wave', low, high, periodMs: period }),
  ),
)

const levels = consistent(
  listOf(
    options({ rate: aRate, for: v.optional(durationOver0()) }),
    "steps([{ rate: '10/s', for: '1m' }, …])",
  ),
  endlessLevels,
)

const steps = v.pipe(
  options({ ...shape('steps'), levels }),
  v.transform(({ levels }) => {
    const last = levels[levels.length - 1]
    const lasting = levels.filter(one => one.for !== undefined)
    const lead = lasting.map(one => level(one.for as Ms, one.rate))
    return pieces(lead, last.for === undefined ? [forGood(last.rate)] : [])
  }),
)

const shapes: { readonly [K in LoadShape['shape']]: Schema<ShapeData> } = {
  ramp,
  spike,
  burst,
  diurnal,
  steps,
  trace: traceSchema,
}

const noShape: Schema<never> = v.never(issue =>
  message(
    `${shown(issue.input)} is no shape of load`,
    "write one, as in load: ramp({ from: '10/s', to: '100/s', over: '1m' })",
  ),
)

/** Any shape of load. */
export const loadSchema: Schema<ShapeData> = chosenBy(written => {
  const name = isRecord(written) && typeof written.shape === 'string' ? written.shape : ''
  return Object.hasOwn(shapes, name) ? shapes[name as LoadShape['shape']] : noShape
})

function neverEnding({ every, for: length }: { every: Ms; for: Ms }): Problem[] {
  if (length < every) return []
  const [long, often] = [exactDuration(length), exactDuration(every)]
  const what = `bursts of ${long} every ${often} never end`
  return [{ what, fix: `write a length below ${often}, or bursts further apart` }]
}

function upsideDown({ low, high }: { low: number; high: number }): Problem[] {
  if (low < high) return []
  const what = `low is ${perSecond(low)} and high is ${perSecond(high)}`
  return [{ what, fix: 'write a rate for high that is over the one for low' }]
}

function endlessLevels(all: readonly { rate: number; for?: Ms | undefined }[]): Problem[] {
  const endless = all.findIndex((one, i) => one.for === undefined && i < all.length - 1)
  const problems: Problem[] = []
  if (endless >= 0) {
    const what = `level #${endless + 1} does not say for how long, and others follow`
    problems.push({ what, fix: "give each but the last a length, as in for: '1m'" })
  }
  if (all.length > 0 && all.every(one => one.rate === 0)) {
    problems.push({ what: 'a rate of 0 offers no load', fix: 'give one level a rate over 0' })
  }
  return problems
}

/** A rate as users write it. */
const perSecond = (perMs: number): string => `${Number((perMs * 1_000).toPrecision(12))}/s`
