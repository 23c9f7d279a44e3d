/** Why a goal broke, as a chapter of a failure: a few lines. */
import type { Diagnosis } from '../explain/diagnosis.ts'
import { insteadSentences, shortDoubts } from '../explain/sentences.ts'

const MOST_LINES = 6

/** From the cause to the clients, and what it comes to without. */
export function whyLines(diagnosis: Diagnosis): string[] {
  const last = [...insteadSentences(diagnosis), ...shortDoubts(diagnosis)]
  const steps = diagnosis.steps.map(({ sentence }) => sentence)
  return [...withoutMiddle(steps, MOST_LINES - last.length), ...last]
}

/** What began it and what the clients saw are kept: the last hops between go first. */
function withoutMiddle(steps: readonly string[], most: number): readonly string[] {
  return steps.length <= most ? steps : [...steps.slice(0, most - 1), ...steps.slice(-1)]
}
