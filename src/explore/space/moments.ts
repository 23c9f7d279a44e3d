/** The times that matter in a system: time-outs, deadlines, what breakers wait for, lifetimes. */
import {
  type CallPolicy,
  everyStep,
  type PartData,
  sequencesOf,
  type SystemData,
} from '../../declare/data.ts'
import type { Ms } from '../../kernel/units.ts'

/** Times at which a system changes its mind, in rising order, each once. */
export function momentsOf({ parts }: SystemData): readonly Ms[] {
  const all = [...parts.values()].flatMap(timesOf)
  return [...new Set(all)].filter(ms => ms >= 1 && ms < Infinity).sort((a, b) => a - b)
}

function timesOf(part: PartData): Ms[] {
  const own = part.kind === 'clients' ? [part.timeoutMs] : []
  const steps = sequencesOf(part).flatMap(([, sequence]) => [...everyStep(sequence)])
  const inside = steps.flatMap(step => {
    if (step.step === 'cached') return [...ofPolicy(step.policy), ...ttlOf(step.keys)]
    return 'policy' in step ? ofPolicy(step.policy) : []
  })
  return [...own, ...inside]
}

function ofPolicy({ timeoutMs, deadlineMs, retry, breaker, inner }: CallPolicy): Ms[] {
  const { attempts = 1 } = retry ?? {}
  const openFor = typeof breaker?.openFor === 'number' ? breaker.openFor : Infinity
  return [
    timeoutMs,
    timeoutMs * attempts,
    deadlineMs,
    openFor,
    breaker?.window ?? Infinity,
    ...(inner === null ? [] : ofPolicy(inner)),
  ]
}

const ttlOf = (keys: object): Ms[] =>
  'ages' in keys ? [(keys.ages as { readonly ttlMs: Ms }).ttlMs] : []
