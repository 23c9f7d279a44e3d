/** Goals of every kind for a drawn system: of the whole run and of parts of it, tight and loose. */
import { type Fault, type Goal, goal, queueOf, type Window } from 'gameday'

/** What goals can be about. */
export type Askable = {
  readonly components: readonly string[]
  readonly calls: readonly string[]
  readonly faults: readonly Fault[]
}

/** A goal of each kind and each part of the run, about each component and call. */
export const goalsOf = (named: Askable): readonly Goal[] => [
  ...windowsOf(named.faults).flatMap(window => [
    ...ofRequests(named, window),
    ...ofLoad(named, window),
    ...ofStates(named, window),
  ]),
  ...named.faults.flatMap(after => [goal.recovers('100ms', { after })]),
  goal.recovers('100ms', { of: goal.latency('p90', '50ms') }),
  goal.returnsToSteadyState({ within: '100ms' }),
  goal.covers(),
]

const windowsOf = ([fault]: readonly Fault[]): readonly Window[] => [
  {},
  { between: [0, 200] },
  { between: [150, 400] },
  ...(fault === undefined ? [] : [{ during: fault }, { after: fault }]),
]

function ofRequests({ components, calls }: Askable, window: Window): Goal[] {
  const whose = [{}, ...components.map(at => ({ at })), ...calls.map(on => ({ on }))]
  return whose.flatMap(each => {
    const question = { ...each, ...window }
    return [
      goal.availability('100%', question),
      goal.latency('p90', '50ms', question),
      goal.correctness('100%', question),
      goal.errorBudget('99%', question),
      goal.degradesGracefully('90%', question),
      goal.goodput('80%', question),
    ]
  })
}

const ofLoad = ({ components, calls }: Askable, window: Window): Goal[] => [
  ...components.flatMap(at => [
    goal.queueBound(at, { depth: 0, ...window }),
    goal.queueBound(at, { depth: 5, wait: '20ms', ...window }),
    goal.waste('5%', { at, ...window }),
  ]),
  ...calls.map(on => goal.amplification(1.2, { on, ...window })),
  goal.amplification(1, window),
  goal.waste('10%', window),
  goal.losesNothing(window),
]

const ofStates = ({ components, calls }: Askable, window: Window): Goal[] => [
  ...calls.flatMap(call => [goal.trips(call, window), goal.trips(call, { within: 30, ...window })]),
  ...components.map(at => goal.reaches(queueOf(at).above(1), window)),
  goal.blastRadius({ share: '5%', ...window }),
  goal.blastRadius({ components: 1, ...window }),
]
