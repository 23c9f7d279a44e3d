/** How the first remedy that is offered for a planted outage fares once it is declared. */
import { remedies } from 'gameday/explore'
import { faultsOf, type Outage, verdictOf } from './outage.ts'
import { pasted } from '../../explain/support/pasted.ts'

/** The first remedy, and in how many seeds it holds. */
export type Mended = {
  /** What it is; undefined where none was found. */
  readonly what: string | undefined
  /** How many were found. */
  readonly cures: number
  readonly held: number
  readonly seeds: number
  readonly runs: number
}

/** Seeks remedies in one seed, pastes the first, and plays it in that seed and others. */
export async function mended(
  outage: Outage,
  seed: string,
  others: readonly string[],
): Promise<Mended> {
  const { system, goal, for: length } = outage
  const faults = [...faultsOf(outage)]
  const { cures, runs } = await remedies(system, { goal, for: length, faults, seed, strict: false })
  const [first] = cures
  const found = { what: first?.what, cures: cures.length, seeds: others.length + 1, runs }
  if (first === undefined) return { ...found, held: 0 }
  const cured = pasted(system, first.lines)
  const held = [seed, ...others].filter(one => verdictOf(outage, one, { system: cured }) === 'held')
  return { ...found, held: held.length }
}
