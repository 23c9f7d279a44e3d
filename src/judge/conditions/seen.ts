/**
 * Whether a condition held, piece by piece of a run, and by how much. A piece is a slot of the
 * recording, or, where a state changes within one, a part of it. Margins of conditions that are
 * combined follow the robustness of signal temporal logic (Donzé and Maler, 2010): of all the
 * least, of any the greatest, of `not` the opposite, of `lasting` the least of so long a time.
 */
import type { ComparisonData, ConditionData, Question } from '../../faults/condition-data.ts'
import { questionsOf } from '../../faults/condition-data.ts'
import { hasReached } from '../../kernel/rounding.ts'
import type { Ms } from '../../kernel/units.ts'
import type { Recording } from '../../record/recording.ts'
import type { Interval } from '../course.ts'
import { aboveLeast, belowMost, type Margin, type MarginUnit } from '../margin.ts'
import { gaugeOver } from './gauge.ts'
import { type Spell, spellsOf } from './spells.ts'

/** A condition in a piece of a run. */
export type Seen = {
  readonly holds: boolean
  /** How far it is from its limit: endless where no number tells. */
  readonly margin: Margin
  /** Whether there was anything to see of it. */
  readonly isKnown: boolean
}

/** A piece of a run, and the slot that it is in. */
export type Piece = Interval & { readonly slot: number }

/** The pieces of a run, up to the end of the load: all states are the same throughout each. */
export function piecesFor(recording: Recording, condition: ConditionData): Piece[] {
  const { edges } = recording.grid
  const states = questionsOf(condition).filter(isState)
  const changes = states.flatMap(state => spellsOf(recording, state))
  const moments = new Set(changes.flatMap(({ fromMs, toMs }) => [fromMs, toMs]))
  const inOrder = [...moments].sort((a, b) => a - b)
  return edges.slice(0, -1).flatMap((from, slot) => {
    const cuts = inOrder.filter(at => at > from && at < edges[slot + 1])
    const all = [from, ...cuts, edges[slot + 1]]
    return all.slice(0, -1).map((fromMs, i) => ({ fromMs, toMs: all[i + 1], slot }))
  })
}

/**
 * A condition in each piece of a run.
 *
 * @throws UsageError for a name that the run does not know
 */
export function seenIn(
  recording: Recording,
  condition: ConditionData,
  pieces: readonly Piece[],
): readonly Seen[] {
  const of = (data: ConditionData): readonly Seen[] => seenIn(recording, data, pieces)
  switch (condition.is) {
    case 'above':
    case 'below':
      return compared(recording, condition, pieces)
    case 'breaker':
    case 'down': {
      const spells = spellsOf(recording, condition)
      return pieces.map(piece => state(spells.some(spell => isWithin(piece, spell))))
    }
    case 'lasting':
      return lasting(of(condition.of), condition.forMs, pieces)
    case 'not':
      return of(condition.of).map(opposite)
    case 'allOf':
    case 'anyOf':
      return together(condition.is, condition.of.map(of))
  }
}

type State = Extract<Question, { readonly is: 'breaker' | 'down' }>

const isState = (question: Question): question is State => !('gauge' in question)

const isWithin = ({ fromMs, toMs }: Piece, spell: Spell): boolean =>
  spell.fromMs <= fromMs && spell.toMs >= toMs

const endless = (by: number): Margin => ({ by, share: by, unit: 'count' })

const state = (holds: boolean): Seen => ({
  holds,
  margin: endless(holds ? Infinity : -Infinity),
  isKnown: true,
})

const nothing: Seen = { holds: false, margin: endless(-Infinity), isKnown: false }

/** In which unit what is measured is told, and how many of it a limit's unit is. */
const units: { readonly [K in ComparisonData['gauge']['gauge']]: readonly [MarginUnit, number] } = {
  queueOf: ['count', 1],
  utilisation: ['share', 1],
  rate: ['count', 1_000], // a second
  errorRate: ['share', 1],
  timeoutRate: ['share', 1],
  latency: ['ms', 1],
}

function compared(
  recording: Recording,
  data: ComparisonData,
  pieces: readonly Piece[],
): readonly Seen[] {
  const values = gaugeOver(recording, data)
  const [unit, times] = units[data.gauge.gauge]
  const from = data.is === 'above' ? aboveLeast : belowMost
  return pieces.map(({ slot }) => {
    const value = values[slot]
    if (value === undefined) return nothing
    const holds = data.is === 'above' ? value > data.limit : value < data.limit
    return { holds, margin: from(value * times, data.limit * times, unit), isKnown: true }
  })
}

const opposite = ({ holds, margin, isKnown }: Seen): Seen => ({
  holds: !holds,
  margin: { ...margin, by: 0 - margin.by, share: 0 - margin.share },
  isKnown,
})

function together(is: 'allOf' | 'anyOf', each: readonly (readonly Seen[])[]): readonly Seen[] {
  const pick = is === 'allOf' ? least : greatest
  return each[0].map((_, i) => pick(each.map(seen => seen[i])))
}

/** Of some together, all of which have to hold. */
const least = (some: readonly Seen[]): Seen => ({
  holds: some.every(({ holds }) => holds),
  margin: some.map(({ margin }) => margin).reduce((a, b) => (b.share < a.share ? b : a)),
  isKnown: some.some(({ isKnown }) => isKnown),
})

/** Of some, any of which is enough. */
export const greatest = (some: readonly Seen[]): Seen => ({
  holds: some.some(({ holds }) => holds),
  margin: some.map(({ margin }) => margin).reduce((a, b) => (b.share > a.share ? b : a)),
  isKnown: some.some(({ isKnown }) => isKnown),
})

/** It has held in every piece of so long a time, which ends with this one. */
function lasting(of: readonly Seen[], forMs: Ms, pieces: readonly Piece[]): readonly Seen[] {
  let first = 0
  return pieces.map(({ toMs }, i) => {
    while (first < i && hasReached(toMs - pieces[first + 1].fromMs, forMs)) first++
    if (hasReached(toMs - pieces[first].fromMs, forMs)) return least(of.slice(first, i + 1))
    return { ...nothing, isKnown: of[i].isKnown }
  })
}
