/** Which of the declared links carries a call. */
import type { SystemData } from '../data.ts'
import { type LinkData, noLink } from './links.ts'

/** A declared link, under the name it was found by. */
export type FoundLink = { readonly declared: LinkData; readonly as: string }

/**
 * The narrowest declaration that fits: this call, these components, their zones, their regions,
 * the default.
 *
 * @param name of the call; its callee may name an operation
 */
export function linkBetween(
  { links, parts, regions }: Pick<SystemData, 'links' | 'parts' | 'regions'>,
  name: string,
  { caller, callee }: { readonly caller: string; readonly callee: string },
): FoundLink {
  const zones = [caller, callee].map(part => parts.get(part)?.zone ?? '')
  const places = [zones, zones.map(zone => regions.get(zone) ?? '')].flatMap(eitherWay)
  for (const as of [name, `${caller}->${callee}`, ...places, 'default']) {
    const declared = links.get(as)
    if (declared !== undefined) return { declared, as }
  }
  return { declared: noLink, as: 'default' }
}

const eitherWay = ([from, to]: readonly string[]): string[] => [
  `${from}<->${to}`,
  `${to}<->${from}`,
]
