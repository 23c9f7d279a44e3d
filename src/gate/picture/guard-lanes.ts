/** Breakers, bulkheads, rate limits and kept connections over time. */
import { spellsOf } from '../../judge/conditions/spells.ts'
import type { Ms } from '../../kernel/units.ts'
import type { Recording } from '../../record/recording.ts'
import { limitNumbers } from '../../record/limit-meter.ts'
import type { BreakerSpell, GuardLane } from './data.ts'
import { overSteps } from './steps.ts'

/** A lane for each call that has a breaker, or has waited at a limit, in order of names. */
export const guardLanes = (recording: Recording, edgesMs: readonly Ms[]): GuardLane[] =>
  [...recording.calls.keys()]
    .sort()
    .map(call => ({
      call,
      breaker: recording.circuits.has(call) ? breakerSpells(recording, call) : null,
      limits: limitsOf(recording, call, edgesMs),
    }))
    .filter(({ breaker, limits }) => breaker !== null || limits.length > 0)

function limitsOf(recording: Recording, call: string, edgesMs: readonly Ms[]) {
  const { limits } = recording.calls.get(call)!
  return [...limits.keys()].sort().map(limit => {
    const meters = [new Map([[limit, limits.get(limit)!]])]
    const waited = overSteps(recording, edgesMs, span => limitNumbers(meters, span)[0]?.waited ?? 0)
    return { limit, waited }
  })
}

/** Where breakers of several replicas overlap, the state that is most open. */
function breakerSpells(recording: Recording, call: string): BreakerSpell[] {
  const { horizonMs } = recording.grid
  const [open, halfOpen] = (['open', 'half-open'] as const).map(state =>
    spellsOf(recording, { is: 'breaker', of: call, state }),
  )
  const isIn = (spells: typeof open, at: Ms): boolean =>
    spells.some(({ fromMs, toMs }) => fromMs <= at && at < toMs)
  const moments = [...open, ...halfOpen].flatMap(({ fromMs, toMs }) => [fromMs, toMs])
  const changes = [...new Set(moments)].filter(at => at < horizonMs).sort((a, b) => a - b)
  const spells: BreakerSpell[] = []
  for (const [i, fromMs] of changes.entries()) {
    const state = isIn(open, fromMs) ? 'open' : isIn(halfOpen, fromMs) ? 'half-open' : undefined
    if (state === undefined) continue
    const toMs = changes[i + 1] ?? horizonMs
    const last = spells.at(-1)
    if (last?.state === state && last.toMs === fromMs) spells[spells.length - 1] = { ...last, toMs }
    else spells.push({ fromMs, toMs, state })
  }
  return spells
}
