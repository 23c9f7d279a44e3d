/** How long anybody waits for what a component does: the most patient of those who call it. */
import type { SystemData } from '../data.ts'
import { componentOf } from '../graph.ts'
import { type DeclaredCall, type Limit, narrower, noLimit } from './calls.ts'
import { attemptMs } from './limits.ts'

/** What nobody misses. */
const HARDLY_ANY_MS = 0.5

/** Who waits how long, by handling. */
export class Patience {
  readonly #data: SystemData
  readonly #byHandling = new Map<string, Limit>()

  /** @param calls those of callers before those of their callees */
  constructor(data: SystemData, calls: readonly DeclaredCall[]) {
    this.#data = data
    for (const call of calls) {
      if (call.step.step !== 'call') continue
      const here = narrower(this.left(call), own(call))
      const known = this.#byHandling.get(call.to)
      if (known === undefined || here.ms > known.ms) this.#byHandling.set(call.to, here)
    }
  }

  /** How long those wait who began all this, from the moment at which a call is made. */
  left({ from, before }: Pick<DeclaredCall, 'from' | 'before'>): Limit {
    const { ms, whose } = this.of(from)
    return before < HARDLY_ANY_MS
      ? { ms, whose }
      : { ms: ms - before, whose: `what is left of ${whose}` }
  }

  /** How long anybody waits for a handling; without end for what workers do. */
  of(handling: string): Limit {
    const part = this.#data.parts.get(componentOf(handling))
    if (part?.kind === 'clients') return { ms: part.timeoutMs, whose: 'the client’s time-out' }
    return this.#byHandling.get(handling) ?? noLimit
  }
}

/** What a call says itself, the narrowest of all. */
function own({ name, step }: DeclaredCall): Limit {
  const { policy } = step
  const timeout = { ms: attemptMs(policy), whose: `the time-out of ${name}` }
  return narrower(timeout, { ms: policy.deadline, whose: `the deadline of ${name}` })
}
