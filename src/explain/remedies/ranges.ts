/** In which range a number may lie, and the one in the middle: it is farthest from both ends. */
import { check, holding, type Outcome, type Setting, type Trying } from './check.ts'
import type { Dial, Remedy } from './remedy.ts'

/** A remedy, what came of it, and the range of its number. */
export type Ranged = {
  readonly remedy: Remedy
  readonly outcome: Extract<Outcome, { readonly is: 'cure' }>
  readonly range: string | undefined
}

/**
 * Looks up and down from a remedy that cures for as long as the goals hold, and takes the geometric
 * middle. Nothing behind the first value that breaks a goal belongs to the range.
 *
 * @param most how many values are tried in each direction
 */
export function* ranged(
  setting: Setting,
  cure: Omit<Ranged, 'range'>,
  most: number,
): Trying<Ranged> {
  const { remedy } = cure
  const dials = remedy.flatMap(({ dial }) => dial ?? [])
  const [dial] = dials
  const index = remedy.findIndex(change => change.dial === dial)
  if (dials.length !== 1) return { ...cure, range: undefined }
  const at = (value: number): Remedy => remedy.with(index, dial.turned(value))
  const up = yield* asFar(setting, at, valuesFrom(dial, most, 1))
  const down = yield* asFar(setting, at, valuesFrom(dial, most, -1))
  const all = [...down.toReversed(), dial.value, ...up]
  const [least, largest] = [all[0], all[all.length - 1]]
  const range = `${dial.text(least)} to ${dial.text(largest)}`
  const middle = nearest(all, least, largest)
  if (all.length === 1) return { ...cure, range: undefined }
  if (middle === dial.value) return { ...cure, range }
  const outcome = yield* check(setting, at(middle))
  return outcome.is === 'cure' ? { remedy: at(middle), outcome, range } : { ...cure, range }
}

function valuesFrom({ values, value }: Dial, most: number, step: 1 | -1): readonly number[] {
  const beyond = values.filter(other => (step === 1 ? other > value : other < value))
  return (step === 1 ? beyond : beyond.toReversed()).slice(0, most)
}

function* asFar(
  setting: Setting,
  at: (value: number) => Remedy,
  values: readonly number[],
): Trying<number[]> {
  const held: number[] = []
  for (const value of values) {
    const tried = yield* holding(setting, at(value))
    if (typeof tried === 'string' || tried.standing.is !== 'held') break
    held.push(value)
  }
  return held
}

/** Of some values the one nearest to the geometric middle of two. */
function nearest(values: readonly number[], least: number, largest: number): number {
  const middle = Math.sqrt(least * largest)
  const far = (value: number): number => Math.max(value / middle, middle / value)
  return values.reduce((best, value) => (far(value) < far(best) ? value : best))
}
