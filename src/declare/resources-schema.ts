/** What the finite resources of a component must look like. */
import * as v from 'valibot'
import type { Problem } from '../kernel/errors.ts'
import {
  chosenBy,
  consistent,
  isRecord,
  numberThat,
  options,
  type Schema,
  wholeNumber,
} from '../kernel/schema.ts'
import { aBandwidth, aDuration, aRate, aShare, aSize } from '../kernel/unit-schemas.ts'
import type { PipeData, ResourcesData, StockData } from './resources-data.ts'

const RESTART_MS = 10_000
const LINGERS_MS = 60_000
const MOST = 1_000_000_000
const BITS_PER_BYTE = 8

type Stock = Omit<StockData, 'name'>

const usual = { idle: 0, each: 1, share: 1, lingersMs: 0, restartMs: 0, gc: 0 }

const howMany = (example: string): Schema<number> => wholeNumber(1, MOST, example)
const none = v.optional(aSize, 0)

const memory = v.pipe(
  options({
    size: aSize,
    each: none,
    idle: none,
    restart: v.optional(aDuration, RESTART_MS),
    gc: v.optional(aShare, 0),
  }),
  v.transform(({ restart, ...read }): Stock => ({ ...usual, ...read, restartMs: restart })),
)

const diskSpace = v.pipe(
  options({ size: aSize, each: aSize, idle: none, writes: v.optional(aShare, 1) }),
  v.transform(({ writes, ...read }): Stock => ({ ...usual, ...read, share: writes })),
)

/** A number of them, or that number and more. */
const orJust = <T>(rest: Schema<T>): Schema<T> =>
  chosenBy(written =>
    isRecord(written)
      ? rest
      : v.pipe(
          howMany('connections: 100'),
          v.transform(size => v.parse(rest, { size })),
        ),
  )

const countable = orJust(
  v.pipe(
    options({ size: howMany('size: 100'), each: v.optional(howMany('each: 2'), 1) }),
    v.transform((read): Stock => ({ ...usual, ...read })),
  ),
)

const ports = orJust(
  v.pipe(
    options({
      size: howMany('size: 28_232'),
      each: v.optional(howMany('each: 2'), 1),
      lingers: v.optional(aDuration, LINGERS_MS),
    }),
    v.transform(({ lingers, ...read }): Stock => ({ ...usual, ...read, lingersMs: lingers })),
  ),
)

const diskIo = chosenBy(written =>
  isRecord(written)
    ? v.pipe(
        options({ rate: aRate, each: v.optional(howMany('each: 2'), 1) }),
        v.transform(read => read.each / read.rate),
      )
    : v.pipe(
        aRate,
        v.transform(perMs => 1 / perMs),
      ),
)

const bandwidth = v.pipe(
  options({ rate: aBandwidth, each: aSize }),
  v.transform(read => (read.each * BITS_PER_BYTE) / read.rate),
)

/** The coefficients of the universal scalability law; with neither work would not contend. */
const contention = consistent(
  options({ alpha: v.optional(aShare, 0), beta: v.optional(aShare, 0) }),
  ({ alpha, beta }) =>
    alpha + beta > 0
      ? []
      : [{ what: 'with neither alpha nor beta nothing contends', fix: 'write alpha: 0.03' }],
)

const sensible = (schema: Schema<Stock>): Schema<Stock> => consistent(schema, tooMuch)

const whole = options({
  memory: v.optional(sensible(memory)),
  cpu: v.optional(numberThat(cores => cores > 0, 'a number of cores', 'cpu: 4')),
  contention: v.optional(contention),
  diskSpace: v.optional(sensible(diskSpace)),
  diskIo: v.optional(endless(diskIo, "diskIo: '500/s'")),
  fileDescriptors: v.optional(sensible(countable)),
  connections: v.optional(sensible(countable)),
  ports: v.optional(sensible(ports)),
  bandwidth: v.optional(endless(bandwidth, "bandwidth: { rate: '1Gbps', each: '100KB' }")),
})

/** Resources as they were declared, as the engine takes them. */
export const resourcesSchema: Schema<ResourcesData> = v.pipe(
  whole,
  v.transform(({ cpu = Infinity, contention = null, diskIo, bandwidth, ...stocks }) => ({
    cores: cpu,
    contention,
    stocks: stockNames.flatMap((name): StockData[] => {
      const stock = stocks[name]
      return stock === undefined ? [] : [{ name, ...stock }]
    }),
    pipes: [...pipe('diskIo', diskIo), ...pipe('bandwidth', bandwidth)],
  })),
)

/** What is used up for good comes last: who is turned away has not used it. */
const stockNames = ['memory', 'fileDescriptors', 'connections', 'ports', 'diskSpace'] as const

const pipe = (name: PipeData['name'], eachMs: number | undefined): PipeData[] =>
  eachMs === undefined ? [] : [{ name, eachMs }]

function tooMuch({ size, idle, each }: Stock): Problem[] {
  if (idle + each <= size) return []
  const what =
    idle === 0
      ? `a request takes ${each} of it, and there are ${size} in all`
      : `${idle} are in use before the first request takes ${each}, and there are ${size} in all`
  return [{ what, where: 'size', fix: 'give it more, or let requests take less' }]
}

/** A rate of nothing would keep the first request for ever. */
function endless(schema: Schema<number>, example: string): Schema<number> {
  return consistent(schema, eachMs =>
    eachMs < Infinity
      ? []
      : [{ what: 'at a rate of 0 no request would ever begin', fix: `write ${example}` }],
  )
}
