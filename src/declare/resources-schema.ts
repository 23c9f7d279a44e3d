/** What the finite resources of a component must look like. */
import * as v from 'valibot'
import type { Problem } from '../kernel/errors.ts'
import {
  chosenBy,
  consistent,
  isRecord,
  numberThat,
  options,
  readBy,
  type Schema,
  wholeNumber,
} from '../kernel/schema.ts'
import { bitsPerMs, bytes, durationMs, ratePerMs, share } from '../kernel/units.ts'
import type { PipeData, ResourcesData, StockData } from './resources-data.ts'

const RESTART_MS = 10_000
const LINGERS_MS = 60_000
const MOST = 1_000_000_000
const BITS_PER_BYTE = 8

type Stock = Omit<StockData, 'name'>

const usual = { idle: 0, each: 1, share: 1, lingersMs: 0, restartMs: 0 }

const howMany = (example: string): Schema<number> => wholeNumber(1, MOST, example)
const some = readBy(bytes)
const none = v.optional(some, 0)

const memory = v.pipe(
  options({
    size: some,
    each: none,
    idle: none,
    restart: v.optional(readBy(durationMs), RESTART_MS),
  }),
  v.transform(({ restart, ...told }): Stock => ({ ...usual, ...told, restartMs: restart })),
)

const diskSpace = v.pipe(
  options({ size: some, each: some, idle: none, writes: v.optional(readBy(share), 1) }),
  v.transform(({ writes, ...told }): Stock => ({ ...usual, ...told, share: writes })),
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
    v.transform((told): Stock => ({ ...usual, ...told })),
  ),
)

const ports = orJust(
  v.pipe(
    options({
      size: howMany('size: 28_232'),
      each: v.optional(howMany('each: 2'), 1),
      lingers: v.optional(readBy(durationMs), LINGERS_MS),
    }),
    v.transform(({ lingers, ...told }): Stock => ({ ...usual, ...told, lingersMs: lingers })),
  ),
)

const rate = readBy(ratePerMs)

const diskIo = chosenBy(written =>
  isRecord(written)
    ? v.pipe(
        options({ rate, each: v.optional(howMany('each: 2'), 1) }),
        v.transform(told => told.each / told.rate),
      )
    : v.pipe(
        rate,
        v.transform(perMs => 1 / perMs),
      ),
)

const bandwidth = v.pipe(
  options({ rate: readBy(bitsPerMs), each: some }),
  v.transform(told => (told.each * BITS_PER_BYTE) / told.rate),
)

const sensible = (schema: Schema<Stock>): Schema<Stock> => consistent(schema, tooMuch)

const whole = options({
  memory: v.optional(sensible(memory)),
  cpu: v.optional(numberThat(cores => cores > 0, 'a number of cores', 'cpu: 4')),
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
  v.transform(({ cpu = Infinity, diskIo, bandwidth, ...stocks }) => ({
    cores: cpu,
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
