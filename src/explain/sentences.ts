/** A diagnosis in sentences: the steps, and what the same seed gives instead. */
import type { Diagnosis, Guilt } from './diagnosis.ts'

/** Marks what could not be confirmed. */
const DOUBT = '? '

/** Everything, from the cause to the clients. */
export function sentencesOf(diagnosis: Diagnosis): readonly string[] {
  const { unchecked } = diagnosis
  const left = unchecked.length === 0 ? [] : [`not checked: ${unchecked.join(', ')}`]
  return [...stepSentences(diagnosis), ...insteadSentences(diagnosis), ...left]
}

/** What happened; with a question mark where it could not be confirmed. */
export const stepSentences = ({ steps, isConfirmed }: Diagnosis): readonly string[] =>
  steps.map(({ sentence }) => `${isConfirmed ? '' : DOUBT}${sentence}`)

const noFaults: { readonly [guilt in Guilt]?: string } = {
  none: 'no fault touched anything: it is broken in its steady state',
  innocent: 'the faults have no part in it',
}

/** What the same seed gives without what is to blame. */
export function insteadSentences({ guilt, instead }: Diagnosis): readonly string[] {
  const lacking = noFaults[guilt]
  const parts = instead.map(({ change, measured }, i) => {
    return i === 0 ? `${change}, same seed: ${measured}` : `with it, ${change}: ${measured}`
  })
  const all = [...(lacking === undefined ? [] : [lacking]), ...parts]
  return all.length === 0 ? [] : [all.join('; ')]
}
