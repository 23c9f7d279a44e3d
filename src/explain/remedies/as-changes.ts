/** A remedy as changes that are made while a run goes on, where it can be made then. */
import { saysSame } from '../../kernel/says-same.ts'
import { callOptions, change } from '../../declare/changes/words.ts'
import { partOptions } from '../../declare/changes/options.ts'
import type { Change } from '../../declare/changes/change.ts'
import { type Draft, draftOf, type Written } from '../../declare/draft.ts'
import type { System } from '../../declare/index.ts'
import type { Ms } from '../../kernel/units.ts'
import { apply, type Remedy } from './remedy.ts'

/**
 * The changes that make a remedy at a moment.
 *
 * @returns undefined where it can only be made before anything runs
 */
export function asChanges(system: System, remedy: Remedy, atMs: Ms): Change[] | undefined {
  const [before, after] = [draftOf(system), draftOf(system)]
  apply(remedy, after)
  if (!saysSame(before.options, after.options)) return undefined
  const ofParts = Object.keys(before.parts).map(name =>
    patchOf(own(before.parts[name]), own(after.parts[name])),
  )
  const isPossible = ofParts.every(patch => Object.keys(patch).every(isOfPart))
  if (!isPossible) return undefined
  const calls = callPatches(before, after)
  // How a cache is asked, and what it keeps, is settled from the start.
  if (!calls.every(([, patch]) => Object.keys(patch).every(name => callOptions.includes(name)))) {
    return undefined
  }
  const parts = Object.keys(before.parts).map((name, i) => [name, ofParts[i]] as const)
  return [...parts, ...calls]
    .filter(([, patch]) => Object.keys(patch).length > 0)
    .map(([target, patch]) => change(target, patch).at(atMs))
}

const isOfPart = (name: string): boolean => (partOptions as readonly string[]).includes(name)

/** What a part says of itself: its steps are looked at as calls. */
const own = (part: Written): Written =>
  Object.fromEntries(Object.entries(part).filter(([name]) => !steps.includes(name)))

const steps = ['handle', 'operations', 'call', 'requests', 'tasks', 'origin', 'kind']

/** Calls of a name are made alike by what a remedy says of them: each name once. */
function callPatches(before: Draft, after: Draft): (readonly [string, Written])[] {
  const byName = new Map<string, Written>()
  for (const [i, { name, step }] of before.calls.entries()) {
    const patch = patchOf(ownOfStep(step), ownOfStep(after.calls[i].step))
    if (!byName.has(name)) byName.set(name, patch)
  }
  return [...byName]
}

const ownOfStep = (step: Written): Written =>
  Object.fromEntries(Object.entries(step).filter(([name]) => name !== 'miss'))

/** The patch that makes one of the other (JSON Merge Patch, RFC 7396). */
function patchOf(before: Written, after: Written): Written {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  const entries = names.flatMap((name): [string, unknown][] => {
    const [was, is] = [before[name], after[name]]
    if (saysSame(was, is)) return []
    if (is === undefined) return [[name, null]]
    return [[name, isPlain(was) && isPlain(is) ? patchOf(was, is) : is]]
  })
  return Object.fromEntries(entries)
}

const isPlain = (value: unknown): value is Written =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
