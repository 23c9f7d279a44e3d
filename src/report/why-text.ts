/** Why a goal broke, as a chapter of a failure: a few lines. */
import type { Diagnosis } from '../explain/diagnosis.ts'
import { insteadSentences, shortDoubts } from '../explain/sentences.ts'

const MOST_LINES = 6

/** A sentence as it is printed, and whether it may be left out. */
type Printed = { readonly lines: readonly string[]; readonly isDetail: boolean }

/**
 * From the cause to the clients, and what it comes to without.
 *
 * @param printed a sentence in lines that are no wider than a terminal
 */
export function whyLines(
  diagnosis: Diagnosis,
  printed: (sentence: string) => readonly string[] = sentence => [sentence],
): readonly string[] {
  const last = [...insteadSentences(diagnosis), ...shortDoubts(diagnosis)].flatMap(printed)
  const steps = diagnosis.steps.map(({ sentence, isDetail }) => ({
    lines: printed(sentence),
    isDetail,
  }))
  return [...withoutLeastTelling(steps, MOST_LINES - last.length), ...last].slice(0, MOST_LINES)
}

/** What began it and what the clients saw are kept: details go first, then what comes last. */
function withoutLeastTelling(steps: readonly Printed[], most: number): readonly string[] {
  const left = [...steps]
  while (left.flatMap(({ lines }) => lines).length > most && left.length > 2) {
    const detail = left.findLastIndex(({ isDetail }, i) => isDetail && i > 0)
    left.splice(detail === -1 ? left.length - 2 : detail, 1)
  }
  return left.flatMap(({ lines }) => lines)
}
