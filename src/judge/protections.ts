/**
 * What a system is declared to protect itself with, and which of it had anything to do in a run.
 * What never had is untested: nobody knows whether it would help.
 */
import {
  type CallPolicy,
  everyStep,
  type HandlerData,
  sequencesOf,
  type StepData,
  type SystemData,
} from '../declare/data.ts'
import { calleeOf } from '../declare/graph.ts'
import type { CallMeter } from '../record/meters.ts'
import type { Run } from '../record/run.ts'
import type { CallNumbers } from '../record/views.ts'

/** Something that protects a call or a component. */
export type Protection = {
  /** The option by which it is declared, as `timeout` or `breaker`. */
  readonly what: string
  /** The call or the component that has it. */
  readonly at: string
}

type CallRow = {
  readonly has: (layer: CallPolicy) => boolean
  readonly worked: (numbers: CallNumbers, run: Run, name: string) => boolean
}

/** Whether calls waited at a limit of their caller, or were turned away there. */
const isMet =
  (limit: RegExp, ...reasons: readonly string[]) =>
  ({ limits, reasons: failed }: CallNumbers): boolean =>
    limits.some(({ limit: name }) => limit.test(name)) ||
    failed.some(({ because }) => reasons.includes(because))

/** What bulkheads are called, each kind by its name. */
const bulkhead = /^(?:bulkhead|(?:thread|connection|process) pool) /

/** What calls may have, and how it shows that it had something to do. */
const ofCalls: { readonly [what: string]: CallRow } = {
  timeout: {
    has: ({ timeout }) => timeout < Infinity,
    worked: ({ attempts }) => attempts.outcomes.timeout > 0,
  },
  deadline: {
    has: ({ deadline }) => deadline < Infinity,
    worked: ({ outcomes }) => outcomes.timeout > 0,
  },
  retry: { has: ({ retry }) => retry !== null, worked: (_, run, name) => isRetried(run, name) },
  breaker: {
    has: ({ breaker }) => breaker !== null,
    worked: ({ breaker }) => breaker.length > 0,
  },
  fallback: {
    has: ({ fallback }) => fallback !== null,
    worked: ({ outcomes: { degraded, error, timeout, rejected }, attempts }) =>
      error + timeout + rejected > 0 || degraded > attempts.outcomes.degraded,
  },
  bulkhead: {
    has: ({ bulkhead }) => bulkhead !== null,
    worked: isMet(bulkhead, 'bulkhead full', 'waited too long for a place'),
  },
  rateLimit: {
    has: ({ rateLimit }) => rateLimit !== null,
    worked: isMet(/^rate limit /, 'rate limit reached'),
  },
  limit: {
    has: ({ limit }) => limit !== null,
    worked: isMet(/^concurrency limit /, 'concurrency limit reached'),
  },
  throttle: {
    has: ({ throttle }) => throttle !== null,
    worked: isMet(/^throttle /, 'throttled'),
  },
  hedge: {
    has: ({ hedge }) => hedge !== null,
    worked: ({ counts }) => (counts['hedges sent'] ?? 0) > 0,
  },
}

/** A call that is turned away has no attempt, so that more attempts than calls by any time tell. */
function isRetried({ recording }: Run, name: string): boolean {
  const { attempts, tallies } = recording.calls.get(name) as CallMeter
  let more = 0
  for (let slot = 0; slot < recording.grid.slots; slot++) {
    const range = { from: slot, to: slot + 1 }
    more += attempts.issued(range)
    for (const { counts } of tallies) more -= counts.issued(range)
    if (more > 0) return true
  }
  return false
}

type PartRow = {
  readonly has: (part: HandlerData) => boolean
  readonly worked: (run: Run, name: string) => boolean
}

const isTurnedAway = (reason: string) => (run: Run, name: string) =>
  run.at(name).reasons.some(({ because }) => because === reason)

const isChanged = (to: string) => (run: Run, name: string) =>
  run.recording.replicaChanges.some(({ component, is }) => component === name && is === to)

/** What components may have. */
const ofParts: { readonly [what: string]: PartRow } = {
  shedding: {
    has: ({ shedding }) => shedding !== null,
    worked: (run, name) => (run.at(name).counts['requests shed'] ?? 0) > 0,
  },
  rateLimit: {
    has: ({ rateLimit }) => rateLimit !== null,
    worked: isTurnedAway('rate limit reached'),
  },
  limit: { has: ({ limit }) => limit !== null, worked: isTurnedAway('concurrency limit reached') },
  healthCheck: {
    has: ({ balancing }) => (balancing?.health ?? null) !== null,
    worked: isChanged('unhealthy'),
  },
  outlierDetection: {
    has: ({ balancing }) => (balancing?.outliers ?? null) !== null,
    worked: isChanged('ejected'),
  },
}

/** Everything that protects a part or a call of one, in the order of the declaration. */
export function protectionsOf({ parts }: SystemData): readonly Protection[] {
  const all = new Map<string, Protection>()
  for (const [name, part] of parts) {
    if (part.kind === 'clients') continue
    for (const [what, { has }] of Object.entries(ofParts)) {
      if (has(part)) all.set(`${what} ${name}`, { what, at: name })
    }
    const steps = sequencesOf(part).flatMap(([, sequence]) => [...everyStep(sequence)])
    for (const protection of steps.flatMap(step => protectionsOn(name, step))) {
      all.set(`${protection.what} ${protection.at}`, protection)
    }
  }
  return [...all.values()]
}

function protectionsOn(caller: string, step: StepData): Protection[] {
  const callee = calleeOf(step)
  if (callee === null || !('policy' in step)) return []
  const layers = layersOf(step.policy)
  return Object.entries(ofCalls).flatMap(([what, { has }]) =>
    layers.some(has) ? [{ what, at: `${caller}->${callee}` }] : [],
  )
}

const layersOf = (policy: CallPolicy): CallPolicy[] =>
  policy.inner === null ? [policy] : [policy, ...layersOf(policy.inner)]

/** Whether a protection had anything to do in a run. */
export function hadWork(run: Run, { what, at }: Protection): boolean {
  if (!at.includes('->')) return ofParts[what].worked(run, at)
  return run.recording.calls.has(at) && ofCalls[what].worked(run.on(at), run, at)
}
