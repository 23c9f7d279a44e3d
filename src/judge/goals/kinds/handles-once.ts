/** The kind of goal that wants the effect of each request once, however often it was tried. */
import type { Run } from '../../../record/run.ts'
import { keysIn, missingFrom, timesOf } from '../../answered.ts'
import { belowMost } from '../../margin.ts'
import { judged, unknown, type Verdict } from '../../verdict.ts'
import { goalKind } from '../kind.ts'
import { nameGiven, optionGiven, partOf, wordsGiven } from '../read.ts'

/** What is to have had an effect. */
export type OnceOptions = {
  /** The answer that lists all that must have had its effect. Default: only doubles count. */
  readonly of?: string | undefined
}

/** The numbers behind a verdict on effects. */
export type OnceEvidence = {
  /** How many effects there are, doubles among them. */
  readonly effects: number
  /** What had its effect several times, and how often. */
  readonly twice: readonly { readonly key: string; readonly times: number }[]
  /** What had none. */
  readonly missing: readonly string[]
}

/** Each effect that a store lists is there once. */
export const handlesOnce = goalKind({
  matcher: 'toHandleOnce',
  beforeOptions: 1,
  isTimed: true,
  read: (effects: string, options?: OnceOptions) => ({
    effects: nameGiven(effects, 'question of ask'),
    of: optionGiven(wordsGiven(options, ['of']).of, 'of', of => nameGiven(of, 'question of ask')),
    question: partOf(),
  }),
  judge: (run: Run, { effects, of }): Verdict<OnceEvidence> => {
    const keys = keysIn(run, effects)
    const wanted = of === undefined ? [] : keysIn(run, of)
    if (keys.length + wanted.length === 0) return unknown(`"${effects}" lists no effect`)
    const times = timesOf(keys)
    const missing = missingFrom(times, wanted)
    const twice = [...times].filter(([, n]) => n > 1).map(([key, n]) => ({ key, times: n }))
    const wrong = twice.length + missing.length
    return judged({ holds: wrong === 0, margin: belowMost(wrong, 0, 'count') }, () => ({
      effects: keys.length,
      twice,
      missing,
    }))
  },
})
