/** Why a goal broke, as a chapter of a failure: a few lines. */
import type { Diagnosis } from '../explain/diagnosis.ts'
import { insteadSentences, stepSentences } from '../explain/sentences.ts'
import { counted } from './numbers.ts'

const MOST_LINES = 6

/** From the cause to the clients, and what it comes to without. */
export function whyLines(diagnosis: Diagnosis): string[] {
  const instead = insteadSentences(diagnosis)
  const { unchecked } = diagnosis
  const left = unchecked.length > 0 ? [`${counted(unchecked.length, 'change')} not checked`] : []
  const last = [...instead, ...left].slice(0, 2)
  return [...stepSentences(diagnosis).slice(0, MOST_LINES - last.length), ...last]
}
