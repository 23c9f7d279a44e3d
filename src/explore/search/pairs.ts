/** How much of what can go wrong was tried: kinds of fault with their targets. */
import type { Findings, Totals } from '../findings.ts'
import type { FaultSpace } from '../space/space.ts'

/** How many pairs there are, and how many touched something in some trial. */
export function pairsOf(space: FaultSpace, { touched }: Totals): Findings['pairs'] {
  const pairs = new Set(
    space.kinds.flatMap(kind => space.choicesOf(kind).map(({ target }) => `${kind} ${target}`)),
  )
  const hit = Object.keys(touched).filter(name => pairs.has(name))
  return { possible: pairs.size, touched: hit.length }
}
