/** Which of the declared links carries a call. */
import type { SystemData } from '../data.ts'
import { type LinkData, noLink } from './links.ts'

/** Whom a link joins, and in which zones: null for nowhere. */
export type Ends = {
  readonly caller: string
  readonly callee: string
  readonly from: string | null
  readonly to: string | null
}

/** A declared link, under the name it was found by. */
export type FoundLink = { readonly declared: LinkData; readonly as: string }

/**
 * The narrowest declaration that fits: this call, these components, their zones, their regions,
 * the default.
 *
 * @param name of the call; its callee may name an operation
 */
export function linkBetween(
  { links, regions }: Pick<SystemData, 'links' | 'regions'>,
  name: string,
  { caller, callee, from, to }: Ends,
): FoundLink {
  const zones = [from ?? '', to ?? '']
  const places = [zones, zones.map(zone => regions.get(zone) ?? '')].flatMap(eitherWay)
  for (const as of [name, `${caller}->${callee}`, ...places, 'default']) {
    const declared = links.get(as)
    if (declared !== undefined) return { declared, as }
  }
  return { declared: noLink, as: 'default' }
}

/** The ends of a call between replicas that stand as near to each other as any do. */
export function nearestEnds(parts: SystemData['parts'], caller: string, callee: string): Ends {
  const [here, there] = [caller, callee].map(part => parts.get(part)?.zones ?? [])
  const shared = here.find(zone => there.includes(zone))
  return { caller, callee, from: shared ?? here[0] ?? null, to: shared ?? there[0] ?? null }
}

const eitherWay = ([from, to]: readonly string[]): string[] => [
  `${from}<->${to}`,
  `${to}<->${from}`,
]
