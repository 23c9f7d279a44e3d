/** The kind of goal that wants a circuit breaker to open. */
import { type Duration, durationMs } from '../../../kernel/units.ts'
import { isPart, type Window } from '../../../record/window.ts'
import { judgeCircuit } from '../../circuit.ts'
import { firstFaultMs } from '../../faults.ts'
import { goalKind } from '../kind.ts'
import { callGiven, optionGiven, partOf } from '../read.ts'

/** When a circuit breaker is to have opened; say no more than one window. */
export type CircuitOptions = Window & {
  /** How soon: from the beginning of the window, else of the first fault, else of the run. */
  readonly within?: Duration | undefined
}

/** A breaker opened, soon enough. */
export const trips = goalKind({
  matcher: 'toTripCircuit',
  isOfFaults: true,
  beforeOptions: 1,
  read: (call: string, { within, ...window }: CircuitOptions = {}) => ({
    call: callGiven(call),
    withinMs: optionGiven(within, 'within', durationMs),
    question: partOf(window),
  }),
  judge: (run, { call, withinMs, question }) => judgeCircuit(run, call, { withinMs, ...question }),
  decided: (soFar, { call, withinMs, question }) => {
    // It counts from the first fault, which may be still to come.
    const isEarly = withinMs !== undefined && !isPart(question) && firstFaultMs(soFar) === undefined
    if (isEarly) return undefined
    return judgeCircuit(soFar, call, { withinMs, ...question }).is === 'held' ? 'held' : undefined
  },
})
