/** Systems that would not fit in memory: said when they are declared, with the product. */
import { count, product } from '../kernel/count.ts'
import type { Problem } from '../kernel/errors.ts'
import { MOST_PLACES, placesOnRing, pointsOf } from '../policies/balancing/ring-size.ts'
import type { HandlerData, SystemData } from './data.ts'
import { mostReplicas } from './scaling-schema.ts'

/** Each takes some kilobytes, most of them for its numbers. */
const MOST_REPLICAS = 100_000

type NamedPart = readonly [name: string, part: HandlerData]

/** Mistakes in how large a system is as a whole. */
export function mistakesInSize({ name, parts }: SystemData): Problem[] {
  const handlers = [...parts].flatMap(([part, data]): NamedPart[] =>
    data.kind === 'clients' ? [] : [[part, { ...data, replicas: mostReplicas(data) }]],
  )
  const where = `system "${name}"`
  return [...tooManyReplicas(handlers), ...tooManyPlaces(handlers)].map(problem => ({
    where,
    ...problem,
  }))
}

function tooManyReplicas(handlers: readonly NamedPart[]): Problem[] {
  const total = handlers.reduce((sum, [, { replicas }]) => sum + replicas, 0)
  if (total <= MOST_REPLICAS) return []
  const most = Math.max(...handlers.map(([, { replicas }]) => replicas))
  const many = handlers.filter(([, { replicas }]) => replicas === most).length
  const inAll = total === many * most ? '' : `, and ${count(total - many * most)} others`
  const what = product([many, many === 1 ? 'component' : 'components'], [most, 'replicas'])
  const limit = `a system has ${count(MOST_REPLICAS)} at most`
  const fix = 'declare fewer replicas: a tenth of them under a tenth of the load behaves alike'
  return [{ what: `${what}${inAll}: ${limit}`, fix }]
}

function tooManyPlaces(handlers: readonly NamedPart[]): Problem[] {
  const rings = handlers
    .map(([where, { replicas, balancing }]) => ({ where, replicas, by: balancing?.by }))
    .map(ring => ({ ...ring, places: ring.by ? placesOnRing(ring.by, ring.replicas) : 0 }))
    .sort((a, b) => b.places - a.places)
  const total = rings.reduce((sum, { places }) => sum + places, 0)
  if (total <= MOST_PLACES) return []
  const [{ where, replicas, by, places }] = rings
  const what = product([replicas, 'replicas'], [pointsOf(by), 'points'], 'places on the ring')
  const others = total === places ? '' : `, and ${count(total - places)} on others`
  const limit = `there is room for ${count(MOST_PLACES)}`
  return [{ what: `${what}${others}: ${limit}`, where, fix: 'write fewer, as in points: 160' }]
}
