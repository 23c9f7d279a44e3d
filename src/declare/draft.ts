/** A declaration as data that can be changed, and the system made of it again. */
import { componentOf } from './graph.ts'
import type { System } from './system.ts'
import { systemFrom } from './system-from.ts'

/** A part of a declaration, as it was written and as JSON holds it. */
export type Written = { [option: string]: unknown }

/** A call as it stands in a declaration: a step, and whose it is. */
export type WrittenCall = {
  /** As runs call it: `product->db.read`. */
  readonly name: string
  readonly caller: string
  /** The component that is called, without an operation. */
  readonly callee: string
  /** The cache whose misses it fetches, if it does. */
  readonly cache: string | undefined
  /** The step, with its policies; to be written to. */
  readonly step: Written
}

/** A declaration that may be written to. */
export type Draft = {
  readonly parts: { readonly [name: string]: Written }
  readonly options: Written
  /** Every call in it, in the order of the declaration. */
  readonly calls: readonly WrittenCall[]
}

/** A copy of a declaration that may be written to. */
export function draftOf(system: System): Draft {
  const { parts, options } = JSON.parse(JSON.stringify(system)) as Omit<Draft, 'calls'>
  return { parts, options, calls: Object.entries(parts).flatMap(callsIn) }
}

/**
 * The same system with a change.
 *
 * @param edit writes to a copy of the declaration
 * @throws UsageError when what comes of it is no system
 */
export function changed(system: System, edit: (draft: Draft) => void): System {
  const draft = draftOf(system)
  edit(draft)
  const { parts, options } = draft
  return systemFrom({ name: system.name, parts, options }, { code: system.parts })
}

/** Short forms become steps, so that options can be given to them. */
function callsIn([caller, part]: [string, Written]): WrittenCall[] {
  for (const short of ['call', 'origin']) {
    const to = part[short]
    if (typeof to === 'string') part[short] = { step: 'call', to }
  }
  const owned = part['kind'] === 'cdn' ? caller : undefined
  return [...within(part, { caller, cache: owned })]
}

type Place = { readonly caller: string; readonly cache: string | undefined }

function* within(node: unknown, place: Place): Generator<WrittenCall> {
  if (typeof node !== 'object' || node === null) return
  const step = node as Written
  const to = step['step'] === 'cached' ? step['cache'] : (step['to'] ?? step['queue'])
  if (typeof step['step'] === 'string' && typeof to === 'string') {
    const { caller } = place
    yield { ...place, name: `${caller}->${to}`, callee: componentOf(to), step }
  }
  for (const [option, inner] of Object.entries(step)) {
    const isMiss = step['step'] === 'cached' && option === 'miss'
    const cache = typeof step['cache'] === 'string' ? step['cache'] : place.caller
    yield* within(inner, isMiss ? { ...place, cache } : place)
  }
}
