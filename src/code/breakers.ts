/** Breakers that others have made, on the record: those of cockatiel and opossum tell of it. */
import { UsageError } from '../kernel/errors.ts'
import { shown } from '../kernel/schema.ts'
import { formatMs, type Ms } from '../kernel/units.ts'
import type { CircuitState } from '../record/recording.ts'
import { running } from '../virtual/host.ts'
import type { ReplicaProcess } from './process.ts'
import { networkHere } from './process.ts'

/** Something of which only the names of what it has are known. */
type Made = Readonly<Record<string, unknown>>
type Listen = (hear: () => void) => unknown

/** How the breakers of one library are known, asked and heard. */
type Library = {
  readonly knows: (made: Made) => boolean
  readonly state: (made: Made) => CircuitState
  readonly listen: (made: Made, hear: () => void) => void
}

const libraries: { readonly [name: string]: Library } = {
  cockatiel: {
    knows: made => typeof made['onStateChange'] === 'function',
    state: made => cockatielStates[made['state'] as number],
    listen: (made, hear) => (made['onStateChange'] as Listen)(hear),
  },
  opossum: {
    knows: made => typeof made['fire'] === 'function' && typeof made['on'] === 'function',
    state: made => (made['opened'] === true ? 'open' : made['halfOpen'] ? 'half-open' : 'closed'),
    listen: (made, hear) => {
      const on = (made['on'] as (event: string, hear: () => void) => unknown).bind(made)
      for (const event of ['open', 'halfOpen', 'close']) on(event, hear)
    },
  },
}

/** By their numbers. */
const cockatielStates: readonly CircuitState[] = ['closed', 'open', 'half-open', 'isolated']

/** A breaker on the record, in one life of a process. */
type Watched = {
  readonly life: object
  readonly breaker: object
  readonly call: string
  state: CircuitState
  since: Ms
}

const watchedBy = new WeakMap<ReplicaProcess, Watched[]>()

/**
 * Puts a circuit breaker of cockatiel or opossum on the record, so that `toTripCircuit`, reports
 * and timelines see when it opens and closes. Outside of a run it does nothing.
 *
 * @param breaker the breaker, or a policy of cockatiel that wraps one
 * @param callee the component whose calls it guards
 * @returns the same breaker
 * @throws UsageError when there is no breaker in it, or no component of that name may be called
 * @example
 * import Opossum from 'opossum'
 *
 * const orders = app(() => {
 *   const guard = recordBreaker(new Opossum(() => fetch('http://stock/left')), 'stock')
 *   return async () => Response.json(await (await guard.fire()).json())
 * })
 */
export function recordBreaker<B extends object>(breaker: B, callee: string): B {
  const process = networkHere()?.process
  const breakers = breakersIn(breaker)
  if (breakers.length === 0) throw noBreaker(breaker, callee)
  if (process === undefined) return breaker
  process.desk.insistOn(callee)
  for (const one of breakers) watch(process, one, callee)
  return breaker
}

/** The breakers that a policy is, or wraps. */
export function breakersIn(policy: unknown): object[] {
  if ((typeof policy !== 'object' && typeof policy !== 'function') || policy === null) return []
  if (libraryOf(policy) !== undefined) return [policy]
  const { wrapped } = policy as { wrapped?: unknown }
  return Array.isArray(wrapped) ? wrapped.flatMap(breakersIn) : []
}

/** Notes what a breaker of a process is, and each change of it, as long as the process lives. */
export function watch(process: ReplicaProcess, breaker: object, callee: string): void {
  const { component, index } = process.replica
  const { recording } = component.world
  const life = process.host
  const call = `${component.handling.name}->${callee}`
  const all = watchedBy.get(process) ?? []
  if (all.some(known => known.life === life && known.breaker === breaker)) return
  const [name, library] = libraryOf(breaker) as readonly [string, Library]
  if (!recording.circuits.has(call)) recording.circuit(call, { by: name, openFor: 0 })
  const { now } = component.agenda
  for (const former of all.filter(known => known.life !== life && known.call === call)) {
    change(former, 'closed', 'its process restarted')
  }
  const watched: Watched = { life, breaker, call, state: 'closed', since: now }
  watchedBy.set(process, [...all.filter(known => known.life === life), watched])
  const see = (): void => {
    if (running() === life) change(watched, library.state(breaker as Made), undefined)
  }
  library.listen(breaker as Made, see)
  see()

  function change(of: Watched, to: CircuitState, why: string | undefined): void {
    const { state: from, since } = of
    const at = component.agenda.now
    if (from === to) return
    of.state = to
    of.since = at
    const because = why ?? whyItChanged(from, to, at - since)
    recording.transitions.push({ at, call, replica: index, from, to, because })
  }
}

/** What can be seen from without: it does not tell what it has counted. */
function whyItChanged(from: CircuitState, to: CircuitState, lasted: Ms): string {
  if (to === 'isolated' || from === 'isolated') return 'by hand'
  if (from === 'open' && to === 'half-open') return `open for ${formatMs(lasted)}`
  if (from === 'half-open') return to === 'open' ? 'a probe failed' : 'its probes succeeded'
  return from === 'closed' && to === 'open' ? 'its rule was met' : 'by hand'
}

const libraryOf = (made: object): readonly [string, Library] | undefined =>
  Object.entries(libraries).find(([, { knows }]) => knows(made as Made))

const noBreaker = (given: unknown, callee: string): UsageError =>
  new UsageError({
    what: `${shown(given)} is no circuit breaker of cockatiel or opossum`,
    where: `recordBreaker(…, '${callee}')`,
    fix: 'hand over what circuitBreaker(…) or wrap(…) of cockatiel, or new Opossum(…) made',
  })
