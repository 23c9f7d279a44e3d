/**
 * A failure that feeds itself: what began it is over, a component is as busy as it can be, and of
 * its load that which the failure makes is what it cannot do.
 */
import { amplificationOf } from '../judge/amplification.ts'
import type { Ms } from '../kernel/units.ts'
import {
  calmCall,
  callIn,
  calmComponent,
  type Case,
  componentIn,
  during,
  lengthOf,
  meanOf,
} from './case.ts'
import type { Mechanism } from './diagnosis.ts'
import type { Spell } from './misses.ts'
import { isHedged, missesTimes, repeatedOn } from './multiplied.ts'
import { calleeOf, callsTo, slotsOf } from './topology.ts'

/** As busy as it can be. */
const BUSY = 0.9

/** Fewer of the attempts than this are answered in time. */
const IN_TIME = 0.5

/** It has to go on for so many slots after what began it. */
const LEAST_SLOTS = 3

/** A loop that keeps a failure alive. */
export type Loop = {
  /** What feeds it: tries, or questions that a cache cannot answer. */
  readonly mechanism: Extract<Mechanism, 'retry loop' | 'hedges' | 'cache misses'>
  /** The call that makes the load. */
  readonly call: string
  /** The component that cannot do it. */
  readonly component: string
  /** When what began it was over. */
  readonly fromMs: Ms
  /** What the calls alone come to, of what the component can do: below 1. */
  readonly alone: number
  /** The same with what the loop adds: 1 or more. */
  readonly withLoop: number
  /** How many times as much load the loop makes. */
  readonly gain: number
  /** The share of attempts that are answered in time. */
  readonly inTime: number
}

/**
 * The loop on a way down, if there is one.
 *
 * @param endedMs when what began it was over
 */
export function loopIn(one: Case, path: readonly string[], endedMs: Ms): Loop | undefined {
  const after = afterwards(one, endedMs)
  if (after === undefined) return undefined
  const later = during(one, after)
  for (const call of path.toReversed()) {
    const component = calleeOf(call)
    const { utilisation } = componentIn(later, component)
    const { attempts } = callIn(later, call)
    const inTime = attempts.issued === 0 ? 1 : attempts.outcomes.ok / attempts.issued
    if (utilisation < BUSY || inTime > IN_TIME) continue
    const found = loopAt(later, path, call)
    if (found === undefined) continue
    return { ...found, component, inTime, fromMs: endedMs, gain: found.withLoop / found.alone }
  }
  return undefined
}

/** What is left of the spell once its trigger is over; undefined when that is next to nothing. */
function afterwards({ run, spell }: Case, endedMs: Ms): Spell | undefined {
  const { edges } = run.recording.grid
  const later = edges.filter(edge => edge >= Math.max(endedMs, spell.fromMs) && edge < spell.toMs)
  return later.length < LEAST_SLOTS ? undefined : { fromMs: later[0], toMs: spell.toMs }
}

type Found = Pick<Loop, 'mechanism' | 'call' | 'alone' | 'withLoop'>

/** Whether a component could do what it is asked for, were it not for retries, or for misses. */
function loopAt(later: Case, path: readonly string[], call: string): Found | undefined {
  const component = calleeOf(call)
  const each = eachIn(later, component) / lengthOf(later)
  const { attempts, alone: once } = askedOf(later, component)
  const load = attempts * each
  const retried = attempts / once
  const above = path.slice(0, path.indexOf(call) + 1)
  const missing = above
    .map(name => ({ name, times: missesTimes(later, name) }))
    .sort((a, b) => b.times - a.times)[0]
  const isMissing = missing.times > retried
  const alone = load / (isMissing ? missing.times : retried)
  if (!(load >= 1 && alone < 1)) return undefined
  if (isMissing) return { mechanism: 'cache misses', call: missing.name, alone, withLoop: load }
  const beside = callsTo(later.run, component)
  const from = repeatedOn(later, [...above, ...beside])[0]?.call ?? call
  const mechanism = isHedged(later, from) ? 'hedges' : 'retry loop'
  return { mechanism, call: from, alone, withLoop: load }
}

/** How long one request keeps all of it busy, as usual; where it usually has none, as it worked. */
function eachIn(later: Case, component: string): Ms {
  const calm = calmComponent(later, component)
  if (calm === undefined) return 0
  if (calm.issued > 0) return (calm.utilisation * lengthOf(later)) / calm.issued
  return meanOf(componentIn(later, component).working) / slotsOf(later.system, component)
}

/**
 * What was sent to it by all who call it, also what it turned away, and what that would be had
 * nobody tried again. Who waits for a retry begins nothing else: it is no less than usual.
 */
function askedOf(later: Case, component: string): { attempts: number; alone: number } {
  const window = { between: [later.spell.fromMs, later.spell.toMs] } as const
  const times = amplificationOf(later.run, window)
  const asked = callsTo(later.run, component).map(call => {
    const attempts = callIn(later, call).attempts.issued
    const usual = calmCall(later, call)?.attempts.issued ?? 0
    const alone = Math.max(attempts / (times.get(call) ?? 1), Math.min(usual, attempts))
    return { attempts, alone }
  })
  return {
    attempts: asked.reduce((sum, { attempts }) => sum + attempts, 0),
    alone: asked.reduce((sum, { alone }) => sum + alone, 0),
  }
}
