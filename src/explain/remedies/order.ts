/** Which remedy is tried first: the likeliest for the cause, at the place it comes from. */
import { componentOf } from '../../declare/graph.ts'
import type { System } from '../../declare/index.ts'
import { draftOf } from '../../declare/draft.ts'
import type { Diagnosis, Mechanism } from '../diagnosis.ts'
import { catalogue, type KindName } from './catalogue/index.ts'
import type { Remedy } from './remedy.ts'

/** Kinds of changes; those that are made together are joined by a plus. */
type Kinds = KindName | `${KindName}+${KindName}`

const overload: readonly Kinds[] = [
  ...(['more slots', 'more replicas', 'coalescing', 'queue bound', 'CoDel'] as const),
  ...(['short queue', 'fallback'] as const),
]
const noAnswer: readonly Kinds[] = ['one retry', 'fallback', 'breaker+fallback']

/** What cures each kind of cause, the likeliest first; everything else comes behind. */
const byCause: { readonly [M in Mechanism]: readonly Kinds[] } = {
  'no time-out': [
    ...(['time-out', 'hedge', 'time-out+fallback', 'time-out+breaker', 'bulkhead'] as const),
    'queue bound',
  ],
  'slow work': [
    ...(['capacity', 'hedge', 'time-out', 'time-out+fallback', 'time-out+breaker'] as const),
    ...(['more slots', 'fallback', 'breaker'] as const),
  ],
  'slow network': ['time-out', 'time-out+fallback', 'keep-alive', 'fallback'],
  errors: ['larger budget', ...noAnswer],
  down: ['resource', 'short queue', 'health checks', 'ejection', ...noAnswer],
  'lost answers': ['time-out+fallback', 'fallback', 'one retry', 'time-out+breaker'],
  overload,
  load: overload,
  retries: ['retry budget', 'no retries', 'fewer retries', 'queue bound', 'CoDel', 'breaker'],
  'retry loop': [
    ...(['retry budget', 'no retries', 'breaker', 'queue bound', 'CoDel'] as const),
    'deadlines handed on',
  ],
  hedges: ['time-out', ...overload],
  'cache misses': [
    ...(['coalescing', 'more slots', 'queue bound', 'CoDel', 'staggering'] as const),
    'stale answers',
  ],
  "caller's limit": [
    ...(['larger pool', 'separate pool', 'shorter wait', 'time-out', 'keep-alive'] as const),
    'fallback',
  ],
  'open breaker': ['breaker by share', 'no breaker', 'fallback'],
  ejection: ['less ejection', 'more replicas'],
  resource: ['resource', 'breaker', 'fallback'],
  'dead letters': ['later redelivery', 'deliveries', 'visibility'],
}

/** What is likely where nobody knows the cause. */
const unknownCause: readonly Kinds[] = [
  ...(['time-out', 'time-out+fallback', 'retry budget', 'no retries', 'larger pool'] as const),
  ...(['later redelivery', 'queue bound', 'CoDel', 'breaker', 'time-out+breaker'] as const),
]

const kinds = Object.keys(catalogue)
/** Kinds that do not belong to a cause come so far behind those that do. */
const BEHIND = 20
/** What a step away from the place counts, in kinds. */
const STEP = 0.8

/** How many places a place that is not on the way counts as. */
const ASIDE = 12

/** What is known of the cause, and of the places. */
export type Likely = {
  /** Where remedies may be made, the likeliest first. */
  readonly places: readonly string[]
  /** How many of these are on the way from the cause to the clients. */
  readonly known: number
  readonly cause: Diagnosis | undefined
}

const likelyFor = (cause: Diagnosis | undefined): readonly string[] =>
  cause === undefined ? unknownCause : byCause[cause.mechanism]

const kindsOf = (remedy: Remedy): string => [...new Set(remedy.map(({ kind }) => kind))].join('+')

/** Where messages wait, more workers do the work in time; more room for them only puts it off. */
function beforeQueues(likely: readonly string[], remedies: readonly Remedy[]): readonly string[] {
  const hasQueue = remedies.some(([{ kind }]) => kind === 'capacity')
  if (!hasQueue || !likely.includes('capacity') || !likely.includes('more slots')) return likely
  return ['more slots', ...likely.filter(kind => kind !== 'more slots')]
}

/** Whether a remedy fits what is known of the cause. */
export const isLikely = (remedy: Remedy, cause: Diagnosis | undefined): boolean =>
  likelyFor(cause).includes(kindsOf(remedy))

/**
 * Remedies in the order in which they are tried.
 *
 * @param remedies all there are
 */
export function inOrder(remedies: readonly Remedy[], { places, known, cause }: Likely): Remedy[] {
  const likely = beforeQueues(likelyFor(cause), remedies)
  const aside = (i: number): number => (cause !== undefined && i >= known ? i + ASIDE : i)
  const rank = new Map(places.map((place, i) => [place, aside(i)]))
  const weight = (remedy: Remedy): number => {
    const found = likely.indexOf(kindsOf(remedy))
    const last = Math.max(...remedy.map(({ kind }) => kinds.indexOf(kind)))
    const kind = found >= 0 ? found : BEHIND + last
    // What concerns the whole system is far from nothing.
    const far = Math.max(...remedy.map(({ place }) => rank.get(place) ?? 0))
    return kind + STEP * far
  }
  return remedies
    .map(remedy => ({ remedy, weight: weight(remedy) }))
    .sort((a, b) => a.weight - b.weight)
    .map(({ remedy }) => remedy)
}

/** The calls from the clients to the place and their ends, from the place outwards. */
export function placesOn({ path, place }: Pick<Diagnosis, 'path' | 'place'>): string[] {
  const found = new Set<string>()
  for (const name of [place, ...path.toReversed()]) {
    found.add(name)
    const [caller, callee] = name.split('->')
    if (callee === undefined) continue
    found.add(componentOf(callee))
    found.add(caller)
  }
  return [...found]
}

/** Caches that are asked on the way: what they do with misses is decided there. */
export function cachesAsked(system: System, places: readonly string[]): string[] {
  const { calls } = draftOf(system)
  return calls
    .filter(({ caller, step }) => step['step'] === 'cached' && places.includes(caller))
    .map(({ name }) => name)
}
