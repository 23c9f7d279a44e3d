/** A diagnosis in sentences: the steps, and what the same seed gives instead. */
import { counted } from '../kernel/figures.ts'
import type { Diagnosis } from './diagnosis.ts'

/** Everything, from the cause to the clients. */
export function sentencesOf(diagnosis: Diagnosis): readonly string[] {
  return [
    ...diagnosis.steps.map(({ sentence }) => sentence),
    ...insteadSentences(diagnosis),
    ...doubts(diagnosis, diagnosis.unchecked.join(', ')),
  ]
}

/** How many changes were not played, in one line. */
export const shortDoubts = (diagnosis: Diagnosis): string[] =>
  doubts(diagnosis, counted(diagnosis.unchecked.length, 'run'))

/** What is not known for sure, and what was not looked at since that takes too long. */
function doubts({ isConfirmed, unchecked }: Diagnosis, left: string): string[] {
  const unsure = isConfirmed ? [] : ['not sure: no run without this cause has shown that it is one']
  const open = unchecked.length === 0 ? [] : [`not played, as it takes too many events: ${left}`]
  const all = [...unsure, ...open]
  return all.length === 0 ? [] : [all.join('; ')]
}

/** What the same seed gives without what is to blame. */
export function insteadSentences({ guilt, faults, instead }: Diagnosis): readonly string[] {
  const lacking =
    guilt === 'none' ? ['no fault touched anything: it is broken in its steady state'] : []
  const withThem = faults.length === 0 ? '' : faults.length === 1 ? 'with it, ' : 'with them, '
  const parts = instead.map(({ change, measured, holds }, i) => {
    if (i > 0) return `${withThem}${change}: ${measured}`
    const isAsWell = guilt === 'innocent' && !holds
    return `${isAsWell ? AS_WELL : change}, same seed: ${measured}`
  })
  const all = [...lacking, ...parts]
  return all.length === 0 ? [] : [all.join('; ')]
}

/** Faults that are no cause may have made it worse, so it is not said that they do nothing. */
const AS_WELL = 'it is broken without the faults as well'
