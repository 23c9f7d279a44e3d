/** When a breaker was in a state, and when a component was down: states have exact times. */
import type { BreakerStateName, Question } from '../../faults/condition-data.ts'
import type { CircuitState, Recording } from '../../record/recording.ts'
import type { Interval } from '../course.ts'
import { askedIn } from './asked.ts'

/** A time in which a state was the same. */
export type Spell = Interval

type State = Extract<Question, { readonly is: 'breaker' | 'down' }>

/**
 * The times in which what is asked about was so; where several replicas were, they overlap.
 *
 * @throws UsageError for a name that the run does not know
 */
export function spellsOf(recording: Recording, question: State): Spell[] {
  const { calls } = askedIn(recording, question)
  if (question.is === 'down') return downSpells(recording, question.of)
  return calls
    .filter(call => recording.circuits.has(call))
    .flatMap(call => breakerSpells(recording, call, question.state))
}

/** A change of something, and what it is from then on. */
type Change<T> = { readonly at: number; readonly to: T }

/** From one change to the next, each time that it was as it is meant. */
function spellsIn<T>(changes: readonly Change<T>[], isMeant: (state: T) => boolean): Spell[] {
  return changes.flatMap(({ at, to }, i) =>
    isMeant(to) ? [{ fromMs: at, toMs: changes[i + 1]?.at ?? Infinity }] : [],
  )
}

/** Each replica of the caller has a breaker of its own. */
function breakerSpells(recording: Recording, call: string, asked: BreakerStateName): Spell[] {
  const { transitions, components } = recording
  const meant: readonly CircuitState[] = asked === 'open' ? ['open', 'isolated'] : [asked]
  const replicas = components.get(call.split('->')[0])?.replicas.length ?? 0
  return Array.from({ length: Math.max(1, replicas) }, (_, replica) => {
    const own = transitions.filter(change => change.call === call && change.replica === replica)
    const first = { at: 0, to: own[0]?.from ?? ('closed' as const) }
    return spellsIn([first, ...own], state => meant.includes(state))
  }).flat()
}

/** A component is down while none of its replicas runs. */
function downSpells({ stops, components }: Recording, component: string): Spell[] {
  const replicas = Math.max(1, components.get(component)?.replicas.length ?? 0)
  const down = new Set<number>()
  const changes = stops
    .filter(stop => stop.component === component)
    .map(({ at, replica, isDown }) => {
      if (isDown) down.add(replica)
      else down.delete(replica)
      return { at, to: down.size === replicas }
    })
  return spellsIn(changes, isDown => isDown)
}
