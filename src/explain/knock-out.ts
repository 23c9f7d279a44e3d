/** What carries a failure, taken away: one edit of the declaration for each kind. */
import type { System } from '../declare/index.ts'
import type { Ms } from '../kernel/units.ts'
import { callIn, calmCall, type Case, lengthOf } from './case.ts'
import type { Mechanism } from './diagnosis.ts'
import { changed, type Draft, type Written, type WrittenCall } from '../declare/draft.ts'
import { cacheBehind, handlerOf } from './topology.ts'

/** So many of what is finite are endless here. */
const PLENTY = 1_000_000

const MANY_CONNECTIONS = 10_000

/** Longer than this, of what usually takes so long, is too long. */
const TOO_LONG = 4

/** What is changed, and where. */
type Knock = { readonly one: Case; readonly place: string; readonly also: readonly string[] }

type Edit = (draft: Draft, knock: Knock) => void

/** Only what somebody has declared can be taken away: of faults, the runs without them tell. */
const edits: { readonly [mechanism in Mechanism]?: Edit } = {
  retries: (draft, { place, also }) => drop(draft, [place, ...also], ['retry']),
  'retry loop': (draft, { place, also }) => drop(draft, [place, ...also], ['retry']),
  hedges: (draft, { place, also }) => drop(draft, [place, ...also], ['hedge']),
  'open breaker': (draft, { place }) => drop(draft, [place], ['breaker']),
  "caller's limit": (draft, { place }) => {
    drop(draft, [place], ['bulkhead', 'limit', 'rateLimit', 'throttle'])
    endlessConnections(draft, place)
  },
  'no time-out': (draft, { one, place }) => {
    // What is asked for without limit holds its caller up; so that nothing else does, it may fail.
    const bounded = { timeout: timeLimitFor(one, place), optional: true }
    for (const { step } of callsAt(draft, [place])) Object.assign(step, bounded)
  },
  'cache misses': (draft, { one, place }) => alwaysHitting(draft, one, place),
  ejection: (draft, { place }) => {
    for (const option of ['outlierDetection', 'health', 'panicThreshold']) {
      delete draft.parts[place][option]
    }
  },
  resource: (draft, { place }) => plentyAt(draft.parts[place]),
  'dead letters': (draft, { one, place }) => {
    const deliveries = handlerOf(one.system, place)?.messages?.deliveries ?? 0
    const most = deliveries === Infinity ? 'unbounded' : Math.max(deliveries, 3)
    const patient = { redeliverAfter: lengthOf(one), deliveries: most }
    Object.assign(draft.parts[place], patient)
  },
}

/** Whether a mechanism can be taken away. */
export const canKnockOut = (mechanism: Mechanism): boolean => edits[mechanism] !== undefined

/**
 * The system without what carries the failure.
 *
 * @param place a call or a component
 * @param also further calls that do the same
 * @returns undefined where nothing of the kind can be taken away
 */
export function without(
  one: Case,
  { mechanism, place }: { readonly mechanism: Mechanism; readonly place: string },
  also: readonly string[] = [],
): System | undefined {
  const edit = edits[mechanism]
  if (edit === undefined) return undefined
  return changed(one.system, draft => edit(draft, { one, place, also }))
}

/** A time limit for a call that has none: far above what it usually takes. */
export function timeLimitFor(one: Case, call: string): Ms {
  const usual = calmCall(one, call)?.latency.p99 ?? callIn(one, call).latency.p50 ?? 1
  return Math.ceil(usual * TOO_LONG)
}

const callsAt = ({ calls }: Draft, names: readonly string[]): readonly WrittenCall[] =>
  calls.filter(({ name }) => names.includes(name))

/** Takes policies off calls, also where they stand in an order of their own. */
function drop(draft: Draft, names: readonly string[], policies: readonly string[]): void {
  for (const { step } of callsAt(draft, names)) {
    for (const policy of policies) delete step[policy]
    const row = step['policies']
    if (!Array.isArray(row)) continue
    step['policies'] = row.filter(entry => !policies.some(policy => policy in (entry as object)))
  }
}

/** A link that keeps connections keeps as many as anybody wants. */
function endlessConnections({ options }: Draft, place: string): void {
  const network = (options['network'] ?? {}) as { readonly [name: string]: Written }
  for (const name of [place, 'default']) {
    const kept = network[name]?.['keepAlive'] as Written | undefined
    if (kept !== undefined) kept['most'] = MANY_CONNECTIONS
  }
}

/** The cache hits as often as in the calm run. */
function alwaysHitting({ parts, calls }: Draft, one: Case, place: string): void {
  const cache = cacheBehind(one.run, place)
  if (cache === undefined) return
  const { fromMs, toMs } = one.spell
  const usual = one.calm.cache(cache, { between: [fromMs, toMs] }).hitRatio ?? 1
  const steps = calls.map(({ step }) => step).filter(step => step['step'] === 'cached')
  const owner = parts[cache]
  const isCdn = owner['kind'] === 'cdn'
  if (!isCdn && owner['kind'] !== 'cache') return // it is inside a service
  if (!isCdn) owner['warmUp'] = 0
  const asking = isCdn ? [owner] : steps.filter(step => step['cache'] === cache)
  for (const step of asking) {
    for (const option of keyed) delete step[option]
    step['hitRatio'] = Math.min(usual, MOST_HITS)
  }
}

/** A cache that never misses would be another one. */
const MOST_HITS = 0.999

const keyed = [
  'key',
  'ttl',
  'spread',
  'staleFor',
  'staleIfError',
  'earlyRefresh',
  'refreshAhead',
  'coalesce',
  'negativeTtl',
]

const countable = ['connections', 'ports', 'fileDescriptors']

function plentyAt(part: Written): void {
  const resources = (part['resources'] ?? {}) as Written
  for (const name of countable.filter(each => each in resources)) {
    const of = resources[name]
    resources[name] = typeof of === 'number' ? PLENTY : { ...(of as object), size: PLENTY }
  }
}
