/** What judges answer: a goal held, was broken, or could not be judged. */

import { lazy } from '../kernel/lazy.ts'
import type { Margin } from './margin.ts'

/** Whether a goal held, with the numbers that show it; unknown when there was nothing to judge. */
export type Verdict<Evidence = unknown> =
  | {
      readonly is: 'held' | 'broken'
      /** How far from the limit; undefined where no number tells, as of what never came. */
      readonly margin: Margin | undefined
      /** The numbers behind it. */
      readonly evidence: Evidence
    }
  | {
      readonly is: 'unknown'
      /** Why there was nothing to judge. */
      readonly reason: string
    }

/**
 * A verdict on something that did happen.
 *
 * @param known whether the goal held, and how far it is from its limit
 * @param prove gathers the evidence, once, when it is asked for: most goals hold in most runs, and
 * then nobody asks
 */
export function judged<Evidence>(
  { holds, margin }: { readonly holds: boolean; readonly margin: Margin | undefined },
  prove: () => Evidence,
): Verdict<Evidence> {
  const evidence = lazy(prove)
  return {
    is: holds ? 'held' : 'broken',
    margin,
    get evidence(): Evidence {
      return evidence()
    },
  }
}

/** No verdict, and why: nothing happened that could be judged. */
export const unknown = (reason: string): Verdict<never> => ({ is: 'unknown', reason })

/** What a failure says whose goal is unknown; a search knows it by that sentence. */
export const NEITHER_NOR = 'So the goal is neither held nor broken'
