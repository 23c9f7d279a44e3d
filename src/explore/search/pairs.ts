/** How much of what can go wrong was tried: kinds of fault with their targets. */
import type { Findings, Totals } from '../findings.ts'
import type { FaultSpace } from '../space/space.ts'

/** How many pairs there are, how many touched something in some trial, and which never did. */
export function pairsOf(space: FaultSpace, { touched }: Totals): Findings['pairs'] {
  const pairs = new Set(
    space.kinds.flatMap(kind => space.choicesOf(kind).map(({ target }) => `${kind} ${target}`)),
  )
  const never = [...pairs].filter(name => !Object.hasOwn(touched, name))
  return { possible: pairs.size, touched: pairs.size - never.length, never }
}
