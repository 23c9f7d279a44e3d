/** A diagnosis in sentences: the steps, and what the same seed gives instead. */
import { counted } from '../kernel/figures.ts'
import type { Diagnosis, Guilt } from './diagnosis.ts'

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

const noFaults: { readonly [guilt in Guilt]?: string } = {
  none: 'no fault touched anything: it is broken in its steady state',
  innocent: 'the faults have no part in it',
}

/** What the same seed gives without what is to blame. */
export function insteadSentences({ guilt, faults, instead }: Diagnosis): readonly string[] {
  const lacking = noFaults[guilt]
  const withThem = faults.length === 0 ? '' : faults.length === 1 ? 'with it, ' : 'with them, '
  const parts = instead.map(({ change, measured }, i) => {
    return i === 0 ? `${change}, same seed: ${measured}` : `${withThem}${change}: ${measured}`
  })
  const all = [...(lacking === undefined ? [] : [lacking]), ...parts]
  return all.length === 0 ? [] : [all.join('; ')]
}
