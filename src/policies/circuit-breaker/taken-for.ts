/** What a call is taken for, once its outcome is known. */
import type { Bearing } from './bearing.ts'
import { noSuchOutcome } from './misuse.ts'
import type { CallOutcome } from './state.ts'

/** A success, a failure, or a call that was never made. */
export type Taken = 'ok' | 'failed' | 'none'

/** What the outcome of a call, or of a probe, is taken for. */
export function takenFor(bearing: Bearing, outcome: CallOutcome, of: 'call' | 'probe'): Taken {
  switch (outcome) {
    case 'ok':
    case 'failed':
      return outcome
    case 'ignored':
    case 'cancelled': {
      const as = bearing[outcome] ?? 'none'
      return as === 'success' || (of === 'probe' && as === 'successOfProbe') ? 'ok' : 'none'
    }
    default:
      throw noSuchOutcome(outcome)
  }
}
