/** The kind of goal that wants a store to have all that was promised. */
import type { Run } from '../../../record/run.ts'
import { keysIn, missingFrom, timesOf } from '../../answered.ts'
import { belowMost } from '../../margin.ts'
import { judged, unknown, type Verdict } from '../../verdict.ts'
import { goalKind } from '../kind.ts'
import { nameGiven, optionGiven, partOf, wordsGiven } from '../read.ts'

/** What must be kept, and where. */
export type KeptOptions = {
  /** The answer that lists what a store has. */
  readonly in: string
  /**
   * The answer that lists what must be among it. Default: there must be as many as requests of
   * clients were answered well.
   */
  readonly of?: string | undefined
}

/** The numbers behind a verdict on what is kept. */
export type KeptEvidence = {
  /** How many things must be there. */
  readonly promised: number
  /** How many different ones are. */
  readonly kept: number
  readonly lost: number
  /** Which are lost, where they have names. */
  readonly names: readonly string[]
}

/** All that was promised is there. */
export const keeps = goalKind({
  matcher: 'toLoseNothing',
  beforeOptions: 0,
  isTimed: true,
  read: (options: KeptOptions) => {
    const given = wordsGiven<KeptOptions>(options, ['in', 'of'])
    return {
      in: nameGiven(given.in, 'question of ask'),
      of: optionGiven(given.of, 'of', of => nameGiven(of, 'question of ask')),
      question: partOf(),
    }
  },
  judge: (run: Run, { in: store, of }): Verdict<KeptEvidence> => {
    const kept = timesOf(keysIn(run, store))
    const wanted = of === undefined ? undefined : [...new Set(keysIn(run, of))]
    const promised = wanted === undefined ? run.requests().outcomes.ok : wanted.length
    if (promised === 0) {
      return unknown(wanted === undefined ? 'no request was answered' : `"${of}" lists nothing`)
    }
    const names = missingFrom(kept, wanted ?? [])
    const lost = wanted === undefined ? Math.max(0, promised - kept.size) : names.length
    return judged({ holds: lost === 0, margin: belowMost(lost, 0, 'count') }, () => ({
      promised,
      kept: kept.size,
      lost,
      names,
    }))
  },
})
