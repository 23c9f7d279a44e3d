/** A system under changes: what is declared while some of them are in force. */
import { saysSame } from '../../kernel/says-same.ts'
import { didYouMean, type Problem, UsageError } from '../../kernel/errors.ts'
import type { SystemData } from '../data.ts'
import { changed, type Draft, draftOf, type Written } from '../draft.ts'
import type { System } from '../system.ts'
import type { Change } from './change.ts'
import { missingIn, patched } from './patch.ts'
import { countingTogether, ordersOf } from './together.ts'
import { isCall } from './words.ts'

/** The declarations of one system, by the changes in force. */
export class Redeclared {
  readonly #system: System
  /** A condition may make and take back the same change many times. */
  readonly #known = new Map<string, SystemData>()

  constructor(system: System) {
    this.#system = system
  }

  /**
   * What is declared under some changes, the later ones over the earlier.
   *
   * @throws UsageError when they make no system together
   */
  under(changes: readonly Change[]): SystemData {
    if (changes.length === 0) return this.#system.data
    const key = JSON.stringify(changes.map(({ target, options }) => [target, options]))
    const known = this.#known.get(key)
    if (known !== undefined) return known
    const made = redeclared(this.#system, changes).data
    this.#known.set(key, made)
    return made
  }
}

/**
 * A system with changes written over its declaration.
 *
 * @throws UsageError when what comes of it is no system
 */
const redeclared = (system: System, changes: readonly Change[]): System =>
  changed(system, draft => {
    for (const change of changes) {
      for (const place of placesOf(draft, change)) write(place, change)
    }
  })

/** Everything that is wrong with changes of a system, whenever they are made. */
export function mistakesInChanges(system: System, changes: readonly Change[]): Problem[] {
  if (changes.length === 0) return []
  const draft = draftOf(system)
  const alone = changes.flatMap(change => {
    const problems = mistakesAt(draft, change, changes)
    return problems.length > 0 ? problems : refusals(system, [change], `${change}`)
  })
  return alone.length > 0 ? alone : mistakesTogether(system, changes)
}

/** What is wrong with some of them at the same time; more of them are wrong for the same reason. */
function mistakesTogether(system: System, changes: readonly Change[]): Problem[] {
  const wrong: (readonly Change[])[] = []
  return countingTogether(changes).flatMap(together => {
    if (wrong.some(those => those.every(change => together.includes(change)))) return []
    const all = ordersOf(together).map(order => refusals(system, order, order.join(' and ')))
    const problems = all.find(({ length }) => length > 0) ?? []
    if (problems.length > 0) wrong.push(together)
    return problems
  })
}

/** What is no system any more; the change stands before the place. */
function refusals(system: System, changes: readonly Change[], where: string): Problem[] {
  try {
    redeclared(system, changes)
    return []
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    return error.problems.map(problem => ({
      ...problem,
      where: problem.where === undefined ? where : `${where}: ${problem.where}`,
    }))
  }
}

function mistakesAt(draft: Draft, change: Change, all: readonly Change[]): Problem[] {
  const { target, options } = change
  const where = `${change}`
  const places = placesOf(draft, change)
  if ('replicas' in options && places.some(({ kind }) => kind === 'code' || kind === 'app')) {
    const what = `"${target}" is code, which has as many processes as at the start`
    return [{ what, where, fix: 'leave replicas out, or declare as many as there are to be' }]
  }
  if (places.length === 0) return [{ where, ...unknown(draft, target) }]
  if (places.some(place => interrupts(place) !== interrupts(patched(place, options)))) {
    const what = 'whether requests interrupt each other (preemptive) is settled at the start'
    return [{ what, where, fix: 'leave preemptive as it is declared' }]
  }
  // What others have changed before cannot be told here.
  if (all.some(other => other !== change && other.target === target)) return []
  const missing = places.map(place => missingIn(place, options))
  const nowhere = missing[0].filter(path => missing.every(paths => paths.includes(path)))
  if (nowhere.length > 0) {
    return nowhere.map(path => ({
      what: `"${target}" has no ${path} that could be taken away`,
      where,
      fix: `leave ${path} out, or declare it`,
    }))
  }
  if (!places.every(place => saysSame(place, patched(place, options)))) return []
  const fix = 'say what is to be otherwise, or leave the change out'
  return [{ what: 'it changes nothing: all of it is declared so', where, fix }]
}

const interrupts = (place: unknown): boolean =>
  (place as { shedding?: { preemptive?: boolean } }).shedding?.preemptive === true

function unknown({ parts, calls }: Draft, target: string): Problem {
  const names = isCall(target) ? [...new Set(calls.map(({ name }) => name))] : Object.keys(parts)
  const what = isCall(target) ? `nobody calls "${target}" by that name` : `there is no "${target}"`
  return { what, fix: didYouMean(target, names) }
}

/** The parts of a draft that a change writes to. */
function placesOf({ parts, calls }: Draft, { target }: Change): Written[] {
  if (!isCall(target)) return Object.hasOwn(parts, target) ? [parts[target]] : []
  return calls
    .filter(({ name }) => name === target || name.startsWith(`${target}.`))
    .map(({ step }) => step)
}

function write(place: Written, { options }: Change): void {
  const next = patched(place, options) as Written
  for (const name of Object.keys(place)) if (!(name in next)) delete place[name]
  Object.assign(place, next)
}
