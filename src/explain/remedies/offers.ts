/** What could be changed in a system at some places, by what was measured while all was well. */
import type { HandlerData } from '../../declare/data.ts'
import { componentOf } from '../../declare/graph.ts'
import type { System } from '../../declare/index.ts'
import { Outcome } from '../../record/outcome.ts'
import type { Run } from '../../record/run.ts'
import { availabilityOf } from '../../record/views.ts'
import { spanOf } from '../../record/window.ts'
import { type Draft, draftOf, type WrittenCall } from '../../declare/draft.ts'
import { catalogue, type KindName, layered, together } from './catalogue/index.ts'
import { type CallPlace, msOf, type Offer, type PartPlace, type Row } from './catalogue/row.ts'
import type { Change, Remedy } from './remedy.ts'

/** How long callers wait that never give up. */
const PATIENCE_MS = 2_000

/** What is known of the system: its declaration, and what it does. */
export type Scene = {
  readonly system: System
  /** A run of it without faults. */
  readonly calm: Run
  /** The one that is to be mended. */
  readonly run: Run
}

type Drafted = Scene & { readonly draft: Draft }

/**
 * Every remedy of the catalogue that can be tried at some places.
 *
 * @param known the system and what it does
 * @param places calls and components
 */
export function remediesAt(known: Scene, places: ReadonlySet<string>): Remedy[] {
  const scene = { ...known, draft: draftOf(known.system) }
  const calls = callPlaces(scene, places)
  const parts = partPlaces(scene, places)
  const changes = Object.entries(catalogue).flatMap(([name, row]) =>
    changesOf(name as KindName, row, { scene, calls, parts }),
  )
  return [...changes.map(change => [change]), ...pairsOf(changes), ...layersOf(changes)]
}

type Places = {
  readonly scene: Drafted
  readonly calls: readonly CallPlace[]
  readonly parts: readonly PartPlace[]
}

function changesOf(kind: KindName, row: Row, { scene, calls, parts }: Places): Change[] {
  const { price, standsIn, turnsAway, postpones } = row
  const at = { kind, price, standsIn, turnsAway, postpones }
  switch (row.at) {
    case 'call':
      return calls.flatMap(place => {
        const here = { ...at, isIdle: row.isIdle?.(place), place: place.name, find: stepsOf }
        return row.offers(place).map(offer => changeOf(offer, here))
      })
    case 'part':
      return parts.flatMap(place => {
        const here = { ...at, isIdle: row.isIdle?.(place), place: place.name, find: partOf }
        return row.offers(place).map(offer => changeOf(offer, here))
      })
    case 'system': {
      const place = scene.system.name
      return row
        .offers(scene.draft)
        .map(offer => changeOf(offer, { ...at, place, find: draft => [draft] }))
    }
  }
}

type At<Target> = Omit<Change, 'what' | 'note' | 'edit' | 'dial' | 'grows' | 'size'> & {
  /** What is written to at a place. */
  readonly find: (draft: Draft, place: string) => readonly Target[]
}

const stepsOf = ({ calls }: Draft, place: string) =>
  calls.filter(({ name }) => name === place).map(({ step }) => step)

const partOf = ({ parts }: Draft, place: string) => [parts[place]]

function changeOf<Target>({ edit, dial, size, ...said }: Offer<Target>, at: At<Target>): Change {
  const { find, ...named } = at
  return {
    ...named,
    ...said,
    edit: draft => find(draft, at.place).forEach(edit),
    dial: dial && { ...dial, turned: value => changeOf(dial.turned(value), at) },
    size: size && { ...size, at: times => changeOf(size.at(times), at) },
  }
}

/** Two changes of one place that belong together. */
function pairsOf(changes: readonly Change[]): Remedy[] {
  return together.flatMap(([first, second]) =>
    changes
      .filter(({ kind }) => kind === first)
      .flatMap(one =>
        changes
          .filter(({ kind, place }) => kind === second && place === one.place)
          .map(other => [one, other]),
      ),
  )
}

/** The same change at all places but one, and at all: one layer of retries may be left. */
function layersOf(changes: readonly Change[]): Remedy[] {
  const all = layered.map(wanted => changes.filter(({ kind }) => kind === wanted))
  return all.filter(({ length }) => length > 1).flatMap(layers => [...butOne(layers), layers])
}

/** Two of two layers are each tried alone. */
const butOne = (layers: readonly Change[]): Remedy[] =>
  layers.length === 2 ? [] : layers.map(kept => layers.filter(layer => layer !== kept))

function callPlaces(
  { system, calm, run, draft }: Drafted,
  wanted: ReadonlySet<string>,
): CallPlace[] {
  const found = new Map<string, WrittenCall>()
  for (const call of draft.calls) {
    if (wanted.has(call.name) && !found.has(call.name)) found.set(call.name, call)
  }
  return [...found.values()].map(({ name, caller, callee, step }) => ({
    name,
    callee,
    step,
    isCached: step['step'] === 'cached',
    isByClients: system.data.parts.get(caller)?.kind === 'clients',
    hasStandIn: step['fallback'] !== undefined || step['optional'] === true,
    isFailing: isFailingIn(run, name),
    ...timesOf(calm, name),
  }))
}

function timesOf(calm: Run, name: string): Pick<CallPlace, 'perSecond' | 'meanMs' | 'p99Ms'> {
  const { calls, grid } = calm.recording
  const numbers = calls.has(name) ? calm.on(name) : undefined
  const { mean = 10, p99 = 10 } = numbers?.latency ?? {}
  return {
    perSecond: ((numbers?.issued ?? 0) / grid.horizonMs) * 1_000,
    meanMs: mean,
    p99Ms: p99,
  }
}

function partPlaces(
  { system, calm, run, draft }: Drafted,
  wanted: ReadonlySet<string>,
): PartPlace[] {
  return Object.entries(draft.parts).flatMap(([name, part]) => {
    const data = system.data.parts.get(name)
    if (!wanted.has(name) || data === undefined || data.kind === 'clients') return []
    return [
      {
        name,
        part,
        data: data satisfies HandlerData,
        isTroubled: isTroubledIn(run, name),
        meanMs: calm.at(name).latency.mean ?? 1,
        patienceMs: patienceFor(draft, name),
      },
    ]
  })
}

function isFailingIn({ recording }: Run, name: string): boolean {
  const span = spanOf(recording)
  const meter = recording.calls.get(name)
  if (meter === undefined) return false
  const failed = meter.attempts.outcomes(span.slots).some((many, i) => many > 0 && !isServed(i))
  return failed || (availabilityOf(meter.tallies, span) ?? 1) < 1
}

const isServed = (outcome: number): boolean =>
  outcome === Outcome.Ok || outcome === Outcome.Degraded

function isTroubledIn(run: Run, name: string): boolean {
  const { queue, availability = 1 } = run.at(name)
  return queue.peak > 0 || availability < 1
}

/** The shortest time that a caller waits, clients included. */
function patienceFor({ calls, parts }: Draft, name: string): number {
  const waits = calls
    .filter(({ callee }) => componentOf(callee) === name)
    .flatMap(({ step, caller }) => [
      msOf(step['timeout']) ?? msOf(step['deadline']) ?? Infinity,
      parts[caller]['kind'] === 'clients' ? (msOf(parts[caller]['timeout']) ?? Infinity) : Infinity,
    ])
  return Math.min(PATIENCE_MS, ...waits)
}
