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
import { calleeOf, layersOf } from '../declare/graph.ts'
import { exactDuration, type Ms } from '../kernel/units.ts'
import type { CallMeter } from '../record/meters.ts'
import type { Run } from '../record/run.ts'
import type { CallNumbers } from '../record/views.ts'
import { isCutOff } from './cut-off.ts'

/** Something that protects a call or a component. */
export type Protection = {
  /** The option by which it is declared, as `timeout` or `breaker`. */
  readonly what: string
  /** The call or the component that has it. */
  readonly at: string
  /** A fault that would give it something to do, as it is written. */
  readonly by: string
}

/** What a call or a component is, for a fault that gives its protection something to do. */
type Place = {
  /** The component that would have to fail. */
  readonly at: string
  /** Those who send the load. */
  readonly clients: string
}

type CallRow = {
  readonly has: (layer: CallPolicy) => boolean
  readonly by: (place: Place, layer: CallPolicy) => string
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

const failing = ({ at }: Place): string => `errors('${at}')`
const slower = ({ at }: Place, ms: Ms): string => `slow('${at}', { by: '${exactDuration(ms)}' })`
const busier = ({ clients }: Place): string => `surge('${clients}', { factor: 10 })`

/** So long that whoever waits for it is in the way of others. */
const LONG_MS = 1_000

/** What calls may have, and how it shows that it had something to do. */
const ofCalls = {
  timeout: {
    has: ({ timeout }) => timeout < Infinity,
    by: (place, { timeout }) => slower(place, timeout),
    worked: ({ attempts }) => attempts.outcomes.timeout > 0,
  },
  deadline: {
    has: ({ deadline }) => deadline < Infinity,
    by: (place, { deadline }) => slower(place, deadline),
    worked: ({ outcomes, attempts }, run, name) =>
      outcomes.timeout > 0 ||
      (outcomes.degraded > attempts.outcomes.degraded && isCutOff(run, name)),
  },
  retry: {
    has: ({ retry }) => retry !== null,
    by: failing,
    worked: (_, run, name) => isRetried(run, name),
  },
  breaker: {
    has: ({ breaker }) => breaker !== null,
    by: failing,
    worked: ({ breaker }) => breaker.length > 0,
  },
  fallback: {
    has: ({ fallback }) => fallback !== null,
    by: failing,
    worked: ({ outcomes: { degraded, error, timeout, rejected }, attempts }) =>
      error + timeout + rejected > 0 || degraded > attempts.outcomes.degraded,
  },
  bulkhead: {
    has: ({ bulkhead }) => bulkhead !== null,
    by: place => slower(place, LONG_MS),
    worked: isMet(bulkhead, 'bulkhead full', 'waited too long for a place'),
  },
  rateLimit: {
    has: ({ rateLimit }) => rateLimit !== null,
    by: busier,
    worked: isMet(/^rate limit /, 'rate limit reached'),
  },
  limit: {
    has: ({ limit }) => limit !== null,
    by: place => slower(place, LONG_MS),
    worked: isMet(/^concurrency limit /, 'concurrency limit reached'),
  },
  throttle: {
    has: ({ throttle }) => throttle !== null,
    by: ({ at }) => `errors('${at}', { code: 503 })`,
    worked: isMet(/^throttle /, 'throttled'),
  },
  hedge: {
    has: ({ hedge }) => hedge !== null,
    by: place => slower(place, LONG_MS),
    worked: ({ counts }) => (counts['hedges sent'] ?? 0) > 0,
  },
} satisfies { readonly [what: string]: CallRow }

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
  readonly by: (place: Place) => string
  readonly worked: (run: Run, name: string) => boolean
}

const isTurnedAway = (reason: string) => (run: Run, name: string) =>
  run.at(name).reasons.some(({ because }) => because === reason)

const isChanged = (to: string) => (run: Run, name: string) =>
  run.recording.replicaChanges.some(({ component, is }) => component === name && is === to)

/** Whether a cache has answered with what it had. */
function hasServed(run: Run, name: string): boolean {
  if (!run.recording.caches.has(name)) return false
  const { hits, stale } = run.cache(name)
  return hits + stale > 0
}

/** What components may have. */
const ofParts = {
  shedding: {
    has: ({ shedding }) => shedding !== null,
    by: busier,
    worked: (run, name) => (run.at(name).counts['requests shed'] ?? 0) > 0,
  },
  rateLimit: {
    has: ({ rateLimit }) => rateLimit !== null,
    by: busier,
    worked: isTurnedAway('429'),
  },
  limit: {
    has: ({ limit }) => limit !== null,
    by: place => slower(place, LONG_MS),
    worked: isTurnedAway('concurrency limit reached'),
  },
  cache: {
    has: ({ cache }) => cache !== null,
    by: ({ clients }) => `load of ${clients} that asks for the same again`,
    worked: (run, name) => hasServed(run, name),
  },
  healthCheck: {
    has: ({ balancing }) => (balancing?.health ?? null) !== null,
    by: ({ at }) => `crash('${at}#0')`,
    worked: isChanged('unhealthy'),
  },
  outlierDetection: {
    has: ({ balancing }) => (balancing?.outliers ?? null) !== null,
    by: ({ at }) => `errors('${at}#0')`,
    worked: isChanged('ejected'),
  },
} satisfies { readonly [what: string]: PartRow }

const callRows: { readonly [what: string]: CallRow } = ofCalls
const partRows: { readonly [what: string]: PartRow } = ofParts

/** The option by which a call or a component is protected. */
export type ProtectionName = keyof typeof ofCalls | keyof typeof ofParts

/** The options by which calls and components are protected. */
export const protectionNames: readonly string[] = [
  ...new Set([...Object.keys(ofCalls), ...Object.keys(ofParts)]),
]

/** Everything that protects a part or a call of one, in the order of the declaration. */
export function protectionsOf({ parts }: SystemData): readonly Protection[] {
  const [clients = ''] = [...parts].find(([, { kind }]) => kind === 'clients') ?? []
  const all = new Map<string, Protection>()
  for (const [name, part] of parts) {
    if (part.kind === 'clients') continue
    for (const [what, { has, by }] of Object.entries(partRows)) {
      if (has(part)) all.set(`${what} ${name}`, { what, at: name, by: by({ at: name, clients }) })
    }
    const steps = sequencesOf(part).flatMap(([, sequence]) => [...everyStep(sequence)])
    for (const protection of steps.flatMap(step => protectionsOn(name, step, clients))) {
      all.set(`${protection.what} ${protection.at}`, protection)
    }
  }
  return [...all.values()]
}

function protectionsOn(caller: string, step: StepData, clients: string): Protection[] {
  const callee = calleeOf(step)
  if (callee === null || !('policy' in step)) return []
  const layers = layersOf(step.policy)
  const place = { at: callee.split('.', 1)[0], clients }
  return Object.entries(callRows).flatMap(([what, { has, by }]) => {
    const layer = layers.find(has)
    return layer === undefined ? [] : [{ what, at: `${caller}->${callee}`, by: by(place, layer) }]
  })
}

/** Whether a protection had anything to do in a run. */
export function hadWork(run: Run, { what, at }: Pick<Protection, 'what' | 'at'>): boolean {
  if (!at.includes('->')) return partRows[what].worked(run, at)
  return run.recording.calls.has(at) && callRows[what].worked(run.on(at), run, at)
}
