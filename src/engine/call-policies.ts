/**
 * The other half of the table of the policies of calls (`declare/calls/call-policies.ts`): what
 * each compiles to, which is a gate before the calls, or parts of their call site.
 */
import type { CallPolicy } from '../declare/data.ts'
import { type PolicyData, type PolicyName, policyOrder } from '../declare/calls/call-policies.ts'
import type { Ms } from '../kernel/units.ts'
import { AdaptiveThrottle, ConcurrencyLimiter, Retry } from '../policies/index.ts'
import { Breakers } from '../world/calls/breakers.ts'
import { BulkheadGate } from '../world/calls/bulkhead-gate.ts'
import type { CallSite } from '../world/calls/call-site.ts'
import type { CallSiteParts } from '../world/calls/call-site-parts.ts'
import { Fallback } from '../world/calls/fallback.ts'
import { Hedges } from '../world/calls/hedges.ts'
import { LimitGate } from '../world/calls/limit-gate.ts'
import { bulkheadName } from '../world/calls/limit-names.ts'
import { RateLimitGate } from '../world/calls/rate-limit-gate.ts'
import { RetryBudgets } from '../world/calls/retry-budgets.ts'
import { ThrottleGate } from '../world/calls/throttle-gate.ts'
import type { Program } from '../world/handling/program.ts'
import type { GateKeeper, Guarded, MakeGate, Share } from './gates.ts'

/** One layer of a call, and what its policies need to know of it. */
export type Layer = Guarded & {
  /** What makes its attempts, when they have policies of their own. */
  readonly within: CallSite | null
  /** How long its client waits at most. */
  readonly patienceMs: Ms
  readonly standFor: StandFor
  readonly shared: SharedPolicies
}

/** Compiles the steps that stand in for a call with a policy; null when there are none. */
export type StandFor = (policy: CallPolicy) => Program | null

/** What several call sites of one run share: equal options for the same callee are one. */
export class SharedPolicies {
  readonly breakers = new Map<string, Breakers>()
  readonly budgets = new Map<string, RetryBudgets>()
}

/** What becomes of one policy. */
type Compiled<K extends PolicyName> =
  /** A gate, where the call has that policy. */
  | { readonly gate: (data: PolicyData<K>, layer: Guarded, share: Share) => MakeGate }
  /** Parts of the call site, whether the call has that policy or not. */
  | { readonly parts: (data: CallPolicy[K], layer: Layer) => Partial<CallSiteParts> }

/** What each policy compiles to. */
const compiledPolicies = {
  fallback: { parts: (_, layer) => ({ fallback: fallbackOf(layer) }) },
  deadline: {
    parts: (deadline, { patienceMs }) => ({ deadlineMs: Math.min(deadline, patienceMs) }),
  },
  rateLimit: {
    gate({ scope, ...options }, { caller, name, policy }, share) {
      const key = `${name} rate limit ${JSON.stringify(policy.rateLimit)}`
      return share({ caller, key, isGlobal: scope === 'global' }, now => {
        return new RateLimitGate(caller.agenda, options, { now, where: name })
      })
    },
  },
  bulkhead: {
    gate({ pool, ...options }, { caller, name }, share) {
      const own = `${name} bulkhead ${JSON.stringify(options)}`
      const key = pool === undefined ? own : `${caller.handling.name} pool ${pool}`
      const names = { limit: bulkheadName(options, pool), where: name }
      return share({ caller, key }, () => new BulkheadGate(caller.agenda, options, names))
    },
  },
  limit: {
    gate(limit, { caller, name }) {
      const random = caller.world.sharedRandom(`${name}/limit`)
      return () => new LimitGate(new ConcurrencyLimiter(limit, random, name))
    },
  },
  throttle: {
    gate(throttle, { caller, name }) {
      const random = caller.world.sharedRandom(`${name}/throttle`)
      return () => new ThrottleGate(new AdaptiveThrottle(throttle, name), random)
    },
  },
  hedge: { parts: (_, layer) => ({ hedges: hedgesOf(layer) }) },
  retry: {
    parts: (_, layer) => ({
      retry: retryOf(layer),
      retryRandom: layer.caller.world.sharedRandom(`${layer.name}/retry`),
      budgets: budgetsOf(layer),
    }),
  },
  breaker: { parts: (_, layer) => ({ breakers: breakersOf(layer) }) },
  timeout: {
    parts: (timeout, { policy: { breaker } }) => ({
      timeoutMs: Math.min(timeout, breaker?.timeout ?? Infinity),
    }),
  },
} satisfies { readonly [K in PolicyName]: Compiled<K> }

type Rows = typeof compiledPolicies
type PartsOf<Row> = Row extends { parts: (...args: never[]) => infer Parts } ? Parts : never

/** All those of a union at once. */
type Together<Union> = (Union extends unknown ? (each: Union) => void : never) extends (
  all: infer All,
) => void
  ? All
  : never

/** What the policies of a call give to its call site, their gates apart. */
type PolicyParts = Together<PartsOf<Rows[PolicyName]>>

/** Compiles the policies of one layer of a call. */
export const partsOfPolicies = (layer: Layer, gates: GateKeeper) => ({
  ...(Object.assign({}, ...policyOrder.map(name => partsOf(name, layer))) as PolicyParts),
  gates: gates.gatesFor(layer, share =>
    policyOrder.flatMap(name => gateOf(name, layer, share) ?? []),
  ),
})

// The compiler has checked each row against its name, which it cannot follow through a loop: what
// a row takes is what the call says under the same name.

function partsOf(name: PolicyName, layer: Layer): Partial<CallSiteParts> {
  const row = compiledPolicies[name]
  return 'parts' in row ? row.parts(layer.policy[name] as never, layer) : {}
}

function gateOf(name: PolicyName, layer: Layer, share: Share): MakeGate | null {
  const row = compiledPolicies[name]
  const data = layer.policy[name]
  return 'gate' in row && data !== null ? row.gate(data as never, layer, share) : null
}

/** What stands in for the failed calls of a component; null when nothing does. */
function fallbackOf({ caller, policy, standFor }: Layer): Fallback | null {
  const { standIn = null, lastGoodMs = null } = policy.fallback ?? {}
  const instead = standIn === 'value' ? 'value' : standFor(policy)
  if (instead === null && lastGoodMs === null) return null
  return remembered(new Fallback(instead, lastGoodMs), caller)
}

function hedgesOf({ caller, policy: { hedge }, within, log }: Layer): Hedges | null {
  return hedge === null || within === null
    ? null
    : remembered(new Hedges(hedge, within, log), caller)
}

/** The budget is kept for all calls of a name, apart from the rule by which each is tried again. */
function retryOf({ name, policy }: Layer): Retry | null {
  if (policy.retry === null) return null
  const { budget: _, ...rule } = policy.retry
  return new Retry(rule, name)
}

/** Equal options guard the same callee with the same breakers. */
function breakersOf({ caller, name, policy: { breaker }, shared }: Layer): Breakers | null {
  if (breaker === null) return null
  const { world, handling } = caller
  return knownOr(shared.breakers, `${name} ${JSON.stringify(breaker)}`, () => {
    world.recording.circuit(name, breaker)
    return remembered(new Breakers(name, handling.replicas, breaker, world), caller)
  })
}

/** Equal retries of calls of one name are paid from the same budgets. */
function budgetsOf({ caller, name, policy: { retry }, shared }: Layer): RetryBudgets | null {
  const budget = retry?.budget
  if (budget === undefined) return null
  return knownOr(shared.budgets, `${name} ${JSON.stringify(retry)}`, () =>
    remembered(new RetryBudgets(name, budget), caller),
  )
}

/** What a process remembers ends with it. */
function remembered<M extends Layer['caller']['memories'][number]>(
  memory: M,
  caller: Layer['caller'],
): M {
  caller.memories.push(memory)
  return memory
}

function knownOr<T>(known: Map<string, T>, key: string, make: () => T): T {
  const found = known.get(key) ?? make()
  known.set(key, found)
  return found
}
