/** When what is finite in a replica is used up again, though there is more of it. */
import { moment } from '../../kernel/figures.ts'
import type { Ms } from '../../kernel/units.ts'
import type { Seen } from './measures.ts'

/** `full again at t=102s`, where its use has grown to the end. */
export function fullAgain(seen: Seen): string {
  const { after, place } = seen
  const { horizonMs } = after.recording.grid
  const names = Object.keys(after.at(place).resources)
  const moments = names.flatMap(name => {
    const part = (from: number, to: number) =>
      after.at(place, { between: [from * horizonMs, to * horizonMs] }).resources[name]
    const [early, middle, late] = [part(0.7, 0.8), part(0.8, 0.9), part(0.9, 1)]
    const grown = late.mean - middle.mean
    const isSteady = grown > 0 && middle.mean - early.mean > grown / 2 && late.denied === 0
    if (!isSteady || grown < late.size * GROWING) return []
    const left: Ms = ((late.size - late.peak) / grown) * (horizonMs / 10)
    return [{ name, at: horizonMs + left }]
  })
  const [first] = moments.toSorted((a, b) => a.at - b.at)
  if (first === undefined) return ''
  const at = moment(Math.round(first.at / 1_000) * 1_000)
  return `only postpones it: the ${first.name} is full again at about t=${at}`
}

/** Of a tenth of the run: more than this is growth. */
const GROWING = 0.002
