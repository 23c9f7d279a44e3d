/** What the connections that a component takes must look like. */
import * as v from 'valibot'
import type { Problem } from '../../kernel/errors.ts'
import { queuePlaces } from '../../kernel/queue-bound.ts'
import { consistent, numberThat, options, type Schema, wholeNumber } from '../../kernel/schema.ts'
import { aRate, durationOver0 } from '../../kernel/unit-schemas.ts'
import type { ListenData } from './network-data.ts'

const MOST = 1_000_000_000

/** `net.core.somaxconn` of Linux since 5.4. */
const BACKLOG = 4_096

const someRate: Schema<number> = v.pipe(
  aRate,
  numberThat(perMs => perMs > 0, 'a rate over 0', "accepts: '200/s'"),
)

const written = options({
  maxConnections: v.optional(wholeNumber(1, MOST, 'maxConnections: 100')),
  idle: v.optional(durationOver0('5s')),
  maxRequests: v.optional(wholeNumber(1, MOST, 'maxRequests: 1_000')),
  accepts: v.optional(someRate),
  backlog: v.optional(queuePlaces(0, 1_000_000, 'backlog: 128')),
})

/** How a component takes connections, as the engine takes it. */
export const listenSchema: Schema<ListenData> = v.pipe(
  consistent(written, mistakes),
  v.transform(
    ({ maxConnections, idle, maxRequests, accepts, backlog }): ListenData => ({
      most: maxConnections ?? Infinity,
      idleMs: idle ?? Infinity,
      requests: maxRequests ?? Infinity,
      acceptMs: accepts === undefined ? 0 : 1 / accepts,
      backlog: backlog ?? BACKLOG,
    }),
  ),
)

function mistakes({ accepts, backlog }: v.InferOutput<typeof written>): Problem[] {
  if (backlog === undefined || accepts !== undefined) return []
  const what = 'nobody waits to be accepted where that takes no time'
  return [{ what, where: 'backlog', fix: "give accepts: '200/s', or leave the backlog out" }]
}
