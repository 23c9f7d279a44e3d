/** Which weakenings of a declaration its experiments notice, as JSON. */
import type { MutationScore } from '../../explore/mutation/mutation-score.ts'
import { lineData } from './explanation-data.ts'

/** All that was found; the survivors are those mutations whose verdict says so. */
export const mutationData = (name: string, found: MutationScore) => ({
  name,
  score: found.score ?? null,
  because: found.because,
  mutations: found.mutations.map(({ what, lines, verdict, by }) => ({
    what,
    lines: lines.map(lineData),
    verdict,
    by,
  })),
  leftOut: found.leftOut,
  unknown: found.unknown,
  runs: found.runs,
  isCutShort: found.isCutShort,
  isStopped: found.isStopped,
})
