/** What was found, in the order in which it is told. */
import type { System } from '../../declare/index.ts'
import type { Diagnosis, Guilt } from '../diagnosis.ts'
import type { Setting } from './check.ts'
import {
  type Cure,
  type FailedRemedy,
  type FoundRemedies,
  type Repair,
  told,
  type Tried,
} from './found.ts'
import { inWords, priceOf, type Remedy, repairs } from './remedy.ts'
import { isMistake, repairOf } from './repairs.ts'

/** A cure, and what it was made of. */
export type FoundCure = { readonly cure: Cure; readonly remedy: Remedy }

/** What repairs, what turns some away, what stands in, what loses; each by price. */
export const better = (a: FoundCure, b: FoundCure): number =>
  levelOf(a) - levelOf(b) || priceOf(a.remedy) - priceOf(b.remedy)

function levelOf({ cure, remedy }: FoundCure): number {
  if (cure.messagesLost > 0) return 3
  if (cure.isStandIn) return 2
  return repairs(remedy) ? 0 : 1
}

/** Whether nothing is taken from anybody for it. */
export const isClean = (found: FoundCure): boolean => levelOf(found) === 0

/** What would repair the faults that are to blame. */
export function repairsOf(cause: Diagnosis | undefined, system: System): Repair[] {
  if (cause === undefined || !isSure[cause.guilt]) return []
  return cause.faults.map(fault => ({
    fault,
    what: repairOf(fault, system),
    isMistake: isMistake(fault),
    isEnough: cause.guilt === 'needed',
  }))
}

const isSure: { readonly [guilt in Guilt]: boolean } = {
  needed: true,
  enough: true,
  suspected: false,
  none: false,
  innocent: false,
}

/** Nothing has failed. */
export const nothing: Pick<FoundRemedies, 'insufficient' | 'harmful' | 'impossible'> = {
  insufficient: [],
  harmful: [],
  impossible: [],
}

/** What did not do, the best first. */
export function failedIn(tried: readonly Tried[], setting: Setting): typeof nothing {
  const [insufficient, harmful]: [FailedRemedy[], FailedRemedy[]] = [[], []]
  for (const { remedy, outcome } of tried) {
    if (outcome.is === 'insufficient') {
      const said = told({ remedy, outcome }, setting)
      insufficient.push({ ...said, why: 'is not enough' })
    } else if (outcome.is === 'harmful') {
      harmful.push({ ...told({ remedy, outcome }, setting), why: outcome.why })
    }
  }
  insufficient.sort((a, b) => b.ofTheWay - a.ofTheWay)
  const impossible = tried.flatMap(({ remedy, outcome }) =>
    outcome.is === 'invalid' ? [{ what: inWords(remedy), why: outcome.why }] : [],
  )
  return { insufficient, harmful, impossible }
}
