/** A cache that was emptied: how much it missed from then on, and whether fills were shared. */
import { everyStep, type KeysData, sequencesOf } from '../declare/data.ts'
import { count } from '../kernel/count.ts'
import type { Case } from './case.ts'

/** `front was emptied: 83 misses from then on, not 0; up to 83 fills of one key at once`. */
export function emptiedText(one: Case, cache: string): string | undefined {
  const { fromMs } = one.spell
  const later = { between: [fromMs, one.run.recording.grid.horizonMs] } as const
  const { emptied, misses, fillsInFlight } = one.run.cache(cache, later)
  if (emptied.length === 0) return undefined
  const before = one.hasCalm ? one.calm.cache(cache, later).misses : 0
  const usual = before === 0 ? '' : `, not ${count(before)}`
  const at = fillsInFlight.peak
  const keys = keysOf(one, cache)
  const which = keys === undefined || at <= keys ? '' : ` of ${keyText(keys)}`
  const fills = `up to ${count(at)} fills${which} at once`
  return `${cache} was emptied: ${count(misses)} misses since${usual}, ${fills}`
}

const keyText = (keys: number): string => (keys === 1 ? 'the same key' : `${count(keys)} keys`)

/** How many keys it is asked for, by all its callers; undefined where that is not said. */
function keysOf({ system: { data } }: Case, cache: string): number | undefined {
  const steps = [...data.parts.values()]
    .flatMap(part => sequencesOf(part).flatMap(([, all]) => [...everyStep(all)]))
    .filter(step => step.step === 'cached')
  const numbers = steps.filter(step => step.cache === cache).map(({ keys }) => itemsOf(keys))
  return numbers.length === 0 ? undefined : Math.max(...numbers)
}

function itemsOf(keys: KeysData): number {
  if (!('keys' in keys)) return Infinity
  return typeof keys.keys === 'number' ? keys.keys : keys.keys.items
}
