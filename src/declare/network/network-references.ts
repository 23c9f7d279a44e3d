/** Mistakes in what the network of a declaration names: calls, zones, regions and cables. */
import { didYouMean, type Problem } from '../../kernel/errors.ts'
import type { SystemData } from '../data.ts'
import { calleesOf, componentOf } from '../graph.ts'
import { zonesIn } from './zone.ts'

/** Names in the network that stand for nothing. */
export function* mistakesInNetwork(data: SystemData): Generator<Problem> {
  const known = joined(data)
  for (const link of data.links.keys()) {
    if (known.has(link)) continue
    const what = `"${link}" is neither a declared call nor two zones or regions`
    yield { what, where: 'network', fix: didYouMean(link, [...known]) }
  }
  yield* mistakesInRegions(data)
  yield* mistakesInCables(data)
}

/** Everything between which there can be a link. */
function joined({ parts, regions }: SystemData): Set<string> {
  const known = new Set(['default'])
  for (const [caller, part] of parts) {
    for (const callee of calleesOf(part)) {
      known.add(`${caller}->${callee}`).add(`${caller}->${componentOf(callee)}`)
    }
  }
  for (const places of [zonesIn(parts), new Set(regions.values())]) {
    for (const a of places) for (const b of places) known.add(`${a}<->${b}`)
  }
  return known
}

function* mistakesInRegions({ parts, regions }: SystemData): Generator<Problem> {
  const zones = zonesIn(parts)
  for (const zone of regions.keys()) {
    if (zones.includes(zone)) continue
    const what = `no part is in the zone "${zone}"`
    yield { what, where: 'regions', fix: didYouMean(zone, zones) }
  }
}

function* mistakesInCables({ links, cables }: SystemData): Generator<Problem> {
  for (const [link, { traffic }] of links) {
    const name = traffic?.over
    if (name === null || name === undefined) continue
    const cable = cables.get(name)
    const where = `network › ${link}`
    if (cable === undefined) {
      const fix = cables.size > 0 ? didYouMean(name, [...cables.keys()]) : HOW_TO_DECLARE
      yield { what: `there is no cable "${name}"`, where, fix }
    } else if (traffic?.congestion && cable.sharing !== 'none') {
      const what = `queues arise in the cable "${name}": it needs no model of congestion`
      yield { what, where, fix: "leave congestion out, or give the cable sharing: 'none'" }
    } else if (traffic?.weight !== 1 && cable.sharing !== 'fair') {
      const what = `the cable "${name}" is not shared fairly, so weight changes nothing`
      yield { what, where, fix: "give the cable sharing: 'fair', or leave weight out" }
    }
  }
}

const HOW_TO_DECLARE = "declare it with the system: { cables: { uplink: { bandwidth: '1Gbps' } } }"
