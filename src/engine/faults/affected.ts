/** Aims a fault at what its target names: what of that it strikes, or why it cannot. */
import type { Effect, Place } from '../../faults/effect.ts'
import type { Fault } from '../../faults/fault.ts'
import { effectOf, kindOf } from '../../faults/kinds.ts'
import { isStoreError, type StoreError, storeErrors } from '../../faults/store-errors.ts'
import { didYouMean, type Problem } from '../../kernel/errors.ts'
import { componentOf } from '../../declare/graph.ts'
import type { Breakers } from '../../world/calls/breakers.ts'
import { changesReplica, resets } from '../../world/faults/in-force.ts'
import type { Program } from '../../world/handling/program.ts'
import type { Replica } from '../../world/handling/replica.ts'
import type { JoinedLink } from '../links.ts'

/** What a fault strikes: replicas, links, or the breakers of a call. The others are empty. */
export type Affected = {
  readonly replicas: readonly Replica[]
  readonly links: readonly JoinedLink[]
  readonly breakers: readonly Breakers[]
  /** Of replicas, the one operation that it strikes; null for all. */
  readonly of: Program | null
}

const nothing: Affected = { replicas: [], links: [], breakers: [], of: null }

/** All that a target names. */
export type ResolvedTarget = {
  /** Of components that handle requests. */
  readonly replicas: readonly Replica[]
  /** Every way to them and from them; or the links themselves. */
  readonly links: readonly JoinedLink[]
  /** The ways to them only. */
  readonly waysIn: readonly JoinedLink[]
  /** Those who send requests. */
  readonly clients: readonly Replica[]
  /** Those of a call. */
  readonly breakers: readonly Breakers[]
  /** It is a single replica, which messages can be kept from as well as a link can. */
  readonly isReplica: boolean
  /** It is one operation of a component; null for all else. */
  readonly operation: Program | null
}

/**
 * What a fault strikes of all that its target names, or why that makes no sense.
 *
 * @param guarded names the calls that have a breaker
 */
export function affectedBy(
  fault: Fault,
  named: ResolvedTarget,
  guarded: () => string[],
): Affected | Problem {
  const kind = kindOf(fault.cause)
  const problem = { where: `${fault}`, ...whyNot[kind.strikes](fault.target) }
  switch (kind.strikes) {
    case 'handler':
      if (named.operation !== null) return onOperation(fault, named.replicas, named.operation)
      if (named.replicas.length > 0) return shareOf(fault, named.replicas)
      return kind.alsoOnLinks(fault.cause) ? onLinks(named.links, problem) : problem
    case 'link':
      return cutOff(fault, named) ?? onLinks(...fittingLinks(fault, named.links, problem))
    case 'way in':
      return onLinks(named.waysIn, problem)
    case 'clients':
      return named.clients.length > 0 ? { ...nothing, replicas: named.clients } : problem
    case 'breaker':
      if (named.breakers.length > 0) return { ...nothing, breakers: named.breakers }
      return withGuards(problem, fault.target, guarded())
  }
}

/** One operation can fail by itself where that is a matter of single requests. */
function onOperation(fault: Fault, replicas: readonly Replica[], of: Program): Affected | Problem {
  const effect = effectOf(fault.cause)
  if (isOfRequests(effect)) {
    const struck = shareOf(fault, replicas)
    return 'what' in struck ? struck : { ...struck, of }
  }
  const component = componentOf(fault.target)
  const what = `${fault.cause.kind} strikes ${component} as a whole, not one operation of it`
  return { what, where: `${fault}`, fix: `aim it at "${component}"` }
}

/** Whether an effect is on each request by itself, and not on whoever handles it. */
const isOfRequests = (effect: Effect): boolean =>
  !changesReplica(effect) &&
  effect.forgets === 0 &&
  effect.restarts === 0 &&
  !isStoreError(effect.errorAt)

const onLinks = (links: readonly JoinedLink[], problem: Problem): Affected | Problem =>
  links.length > 0 ? { ...nothing, links } : problem

/** Of many links only those that have what the fault is about. */
function fittingLinks(
  fault: Fault,
  links: readonly JoinedLink[],
  problem: Problem,
): [readonly JoinedLink[], Problem] {
  if (links.length === 0 || !resets(effectOf(fault.cause))) return [links, problem]
  const what = `"${fault.target}" has no connections: no link of it says how they are made`
  const fix = "declare it, as in network: { 'web->db': { latency: '1ms', connection: {} } }"
  const canBreak = ({ link }: JoinedLink): boolean =>
    link.connections !== null || link.sockets !== null
  return [links.filter(canBreak), { ...problem, what, fix }]
}

/** Messages can be kept from a single replica as well as from a link; packets need a link. */
function cutOff(fault: Fault, { isReplica, replicas }: ResolvedTarget): Affected | null {
  const { lossThere, lossBack, lossOf } = effectOf(fault.cause)
  const isCut = lossThere + lossBack > 0 && lossOf !== 'packet'
  return isReplica && isCut ? { ...nothing, replicas } : null
}

const withGuards = (problem: Problem, target: string, guarded: string[]): Problem =>
  guarded.length === 0
    ? problem
    : { ...problem, fix: `${problem.fix}; or ${didYouMean(target, guarded)}` }

const whyNot: { readonly [place in Place]: (target: string) => Problem } = {
  handler: target => ({
    what: `"${target}" does no work of its own that this fault could change`,
    fix: "aim it at a component, a replica or a zone; a link can be slow({ by: '50ms' })",
  }),
  link: target => ({
    what: `"${target}" has no links of its own to cut`,
    fix: 'aim it at a component, a call, a zone or two zones',
  }),
  'way in': target => ({
    what: `nobody calls "${target}" by that name`,
    fix: 'aim it at a component that is called, a call, a zone or two zones',
  }),
  clients: target => ({
    what: `"${target}" sends no requests of its own accord`,
    fix: 'aim it at clients',
  }),
  breaker: target => ({
    what: `"${target}" is no call with a circuit breaker`,
    fix: 'give the call one with call(…, { breaker: { … } })',
  }),
}

/** 0.07 × 100 is a bit more than 7. */
const ROUNDING = 1e-9

/** Some kinds take some replicas whole; whatever else strikes them all, and some requests. */
function shareOf(fault: Fault, replicas: readonly Replica[]): Affected | Problem {
  const { share } = fault.timing
  const isForSome = kindOf(fault.cause).shareOf === 'replicas' && share < 1
  if (!isForSome) return fitting(fault, replicas)
  const isStruck = ({ index, component }: Replica): boolean =>
    index < Math.ceil(share * component.replicas.length - ROUNDING)
  if (replicas.length > 1) return fitting(fault, replicas.filter(isStruck))
  return {
    what: `a share of "${fault.target}" cannot ${verbOf(fault)}: there is one replica of it`,
    where: `${fault}`,
    fix: 'declare more replicas, or leave the share out',
  }
}

const verbOf = ({ cause }: Fault): string => (cause.kind === 'crash' ? 'crash' : 'be struck')

/** Of many replicas only those that have what the fault is about. */
function fitting(fault: Fault, replicas: readonly Replica[]): Affected | Problem {
  const needed = needs(effectOf(fault.cause))
  if (needed === null) return { ...nothing, replicas }
  const fit = replicas.filter(replica => needed.isMetBy(replica))
  if (fit.length > 0) return { ...nothing, replicas: fit }
  const { what, fix } = needed
  return { what: `"${fault.target}" ${what}`, where: `${fault}`, fix }
}

type Need = { readonly what: string; readonly fix: string; isMetBy(replica: Replica): boolean }

/** What a replica must have for an effect to change anything. */
function needs({ forgets, failsProbes, leak, exhausts, errorAt }: Effect): Need | null {
  if (isStoreError(errorAt)) return aStoreThatTells(errorAt)
  if (forgets > 0) return forgets < 1 ? aRedis : aCache
  if (failsProbes > 0) return healthChecks
  const resource = leak?.of ?? exhausts
  return resource === null || resource === 'threads' ? null : declared(resource)
}

const aCache: Need = {
  what: 'is no cache: there is nothing to forget',
  fix: 'aim it at a cache, or at a redis({ … }) of gameday/redis',
  isMetBy: replica => replica.component.handling.cacheCapacity > 0 || aRedis.isMetBy(replica),
}

const aRedis: Need = {
  what: 'is no Redis: it has no keys of which a share can be forgotten',
  fix: 'aim it at a redis({ … }) of gameday/redis, or leave keys out',
  isMetBy: ({ process }) => process?.store?.forgets ?? false,
}

const aStoreThatTells = (code: StoreError): Need => {
  const isOfRedis = storeErrors.redis.some(known => known === code)
  const [store, word] = isOfRedis ? ['Redis', 'redis'] : ['PostgreSQL', 'postgres']
  return {
    what: `never says ${code}: it is no ${store}`,
    fix: `aim it at a ${word}({ … }) of gameday/${word}, or write code: 503`,
    isMetBy: ({ process }) => process?.store?.errors.includes(code) ?? false,
  }
}

const healthChecks: Need = {
  what: 'is not probed: it declares no health',
  fix: "declare it, as in health: { every: '5s' }",
  isMetBy: ({ component }) => component.isProbed,
}

const declared = (resource: string): Need => ({
  what: `has endless ${resource}: it declares none`,
  fix: `declare it, as in resources: { ${resource}: … }`,
  isMetBy: ({ resources }) => resources?.has(resource) ?? false,
})
