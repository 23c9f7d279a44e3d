/** In which range a number may lie, and the one in the middle: it is farthest from both ends. */
import { holds, type Setting, type Trying } from './check.ts'
import type { Dial, Remedy } from './remedy.ts'

/** A remedy with the best of its numbers, and the range in which that may lie. */
export type Ranged = { readonly remedy: Remedy; readonly range: string | undefined }

/**
 * Looks up and down from a remedy that holds for as long as the goals hold, and takes the geometric
 * middle. Nothing behind a value that breaks a goal belongs to the range; of two that are next to
 * each other only the farther one is played where that holds.
 *
 * @param most how many values are looked at in each direction
 */
export function* ranged(setting: Setting, remedy: Remedy, most: number): Trying<Ranged> {
  const dials = remedy.flatMap(({ dial }) => dial ?? [])
  const [dial] = dials
  const index = remedy.findIndex(change => change.dial === dial)
  if (dials.length !== 1) return { remedy, range: undefined }
  const at = (value: number): Remedy => remedy.with(index, dial.turned(value))
  const up = yield* asFar(setting, at, valuesFrom(dial, most, 1))
  const down = yield* asFar(setting, at, valuesFrom(dial, most, -1))
  const all = [...down.toReversed(), dial.value, ...up]
  const [least, largest] = [all[0], all[all.length - 1]]
  if (all.length === 1) return { remedy, range: undefined }
  const middle = nearest(all, least, largest)
  const range = `${dial.text(least)} to ${dial.text(largest)}`
  return { remedy: middle === dial.value ? remedy : at(middle), range }
}

function valuesFrom({ values, value }: Dial, most: number, step: 1 | -1): readonly number[] {
  const beyond = values.filter(other => (step === 1 ? other > value : other < value))
  return (step === 1 ? beyond : beyond.toReversed()).slice(0, most)
}

/** Every other value, and the one before it where the goals are broken. */
function* asFar(
  setting: Setting,
  at: (value: number) => Remedy,
  values: readonly number[],
): Trying<number[]> {
  const held: number[] = []
  for (let i = 0; i < values.length; i += 2) {
    const pair = values.slice(i, i + 2)
    const last = pair[pair.length - 1]
    if (yield* holds(setting, at(last))) held.push(...pair)
    else {
      if (pair.length > 1 && (yield* holds(setting, at(pair[0])))) held.push(pair[0])
      break
    }
  }
  return held
}

/** Of some values the one nearest to the geometric middle of two. */
function nearest(values: readonly number[], least: number, largest: number): number {
  const middle = Math.sqrt(least * largest)
  const far = (value: number): number => Math.max(value / middle, middle / value)
  return values.reduce((best, value) => (far(value) < far(best) ? value : best))
}
