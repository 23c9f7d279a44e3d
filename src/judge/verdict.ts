/** What judges answer: a goal held, was broken, or could not be judged. */

/** Whether a goal held, with the numbers that show it; unknown when there was nothing to judge. */
export type Verdict<Evidence> =
  | { readonly is: 'held' | 'broken'; readonly evidence: Evidence }
  | { readonly is: 'unknown'; readonly reason: string }

/**
 * A verdict on something that did happen.
 *
 * @param holds whether the goal held
 * @param prove gathers the evidence, once, when it is asked for: most goals hold in most runs, and
 * then nobody asks
 */
export function judged<Evidence>(holds: boolean, prove: () => Evidence): Verdict<Evidence> {
  let proof: { readonly evidence: Evidence } | undefined
  return {
    is: holds ? 'held' : 'broken',
    get evidence(): Evidence {
      proof ??= { evidence: prove() }
      return proof.evidence
    },
  }
}

/** No verdict, and why: nothing happened that could be judged. */
export const unknown = (reason: string): Verdict<never> => ({ is: 'unknown', reason })

/** What a failure says whose goal is unknown; a search knows it by that sentence. */
export const NEITHER_NOR = 'So the goal is neither held nor broken'
