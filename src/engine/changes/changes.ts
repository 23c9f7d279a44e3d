/** Sets up the changes of a run: each is made by plan or by a condition, and is on the record. */
import type { Change } from '../../declare/changes/change.ts'
import { commonPaths } from '../../declare/changes/patch.ts'
import { mistakesInChanges, Redeclared } from '../../declare/changes/redeclared.ts'
import { isCall } from '../../declare/changes/words.ts'
import type { HandlerData, PartData } from '../../declare/data.ts'
import { mostReplicas } from '../../declare/scaling-schema.ts'
import type { System } from '../../declare/system.ts'
import type { Problem } from '../../kernel/errors.ts'
import { exactDuration, type Ms } from '../../kernel/units.ts'
import type { FaultRecord } from '../../record/fault-record.ts'
import type { World } from '../../world/world.ts'
import type { Wired } from '../compile.ts'
import { type ChangesOfRun, recordFor, type Watching } from '../faults/faults.ts'
import { follow } from '../faults/following.ts'
import { Injection } from '../faults/injection.ts'
import type { Untested } from '../warnings.ts'
import type { Changing } from './changing.ts'
import { ChangingCalls } from './changing-calls.ts'
import { turnLoad, turnPart } from './changing-parts.ts'

/** One change while it counts. */
type InForce = { readonly change: Change; readonly record: FaultRecord }

/** All changes of one run. */
export class Changes implements ChangesOfRun, Changing {
  readonly timed: readonly Change[]
  readonly problems: readonly Problem[]
  /** Notes which calls may change; null where nothing does. */
  readonly calls: ChangingCalls | null
  readonly #declared: Redeclared
  /** Those that count now, in the order in which they were made. */
  #inForce: readonly InForce[] = []
  #wired: Wired | undefined
  #world: World | undefined

  /**
   * @param isAgain whether they were checked before: a system with a remedy may say it all already
   */
  constructor(system: System, changes: readonly Change[], isAgain = false) {
    this.problems = isAgain ? [] : mistakesInChanges(system, changes)
    this.timed = changes
    this.calls = changes.length === 0 ? null : new ChangingCalls()
    this.#declared = new Redeclared(system)
  }

  /** How many replicas of a part there are at any time, if changes or an autoscaler say so. */
  most(name: string): number | undefined {
    if (this.problems.length > 0) return undefined
    const counts = this.timed
      .filter(({ target, options }) => target === name && 'replicas' in options)
      .map(change => mostReplicas(this.#declared.under([change]).parts.get(name)))
    const own = this.#declared.under([]).parts.get(name)
    const scales = counts.length > 0 || (own?.kind !== 'clients' && own?.scaling !== null)
    return scales ? Math.max(mostReplicas(own), ...counts) : undefined
  }

  /** Whether one of them says how the replicas of a part are chosen. */
  turnsBalance(name: string): boolean {
    return this.timed.some(
      ({ target, options }) =>
        target === name && ('balance' in options || 'zoneRouting' in options),
    )
  }

  /** What they are made in. */
  within({ wired, world }: { readonly wired: Wired; readonly world: World }): this {
    this.#wired = wired
    this.#world = world
    return this
  }

  /** When they are made and taken back, as far as that is settled. */
  get plans(): { readonly fault: Change; readonly courses: readonly [] }[] {
    return this.timed.map(fault => ({ fault, courses: [] }))
  }

  setUp({ conditions, watch }: Watching): void {
    const world = this.#world as World
    for (const change of this.timed) {
      const { timing, target, untilMs } = change
      const { when, until } = timing
      const record = recordFor(change, 'change', { struck: [target], happens: true })
      world.recording.changes.push(record)
      const made: InForce = { change, record }
      const injection = new Injection(world, record, {
        begin: now => this.#begin(made, now),
        end: () => this.#end(made),
      })
      const periods = when === undefined ? [{ from: timing.atMs, until: untilMs }] : []
      const begins = when === undefined ? null : conditions.make(when.condition)
      const ends = until === undefined ? null : conditions.make(until)
      follow(injection, timing, { periods, begins, ends }, watch)
    }
  }

  /** Those that were never made in a run that was so long, and why. */
  unmade(horizonMs: Ms): Untested[] {
    const { recording } = this.#world as World
    const made = recording.changes.filter(({ kind }) => kind === 'change')
    return made.flatMap(({ fault: where, periods }, i) => {
      if (periods.some(({ from }) => from < horizonMs)) return []
      const { atMs, when } = this.timed[i].timing
      const isPlanned = when === undefined || atMs >= horizonMs
      const what = isPlanned
        ? `it is made at ${exactDuration(atMs)}, and load ends at ${exactDuration(horizonMs)}`
        : 'its condition never held'
      const fix = isPlanned
        ? 'let it be made earlier, or simulate for longer'
        : 'let its condition ask for less, or give the run more load, faults or time'
      const said = ['a change', 'was never made'] as const
      return [{ where, what, fix, said, isPlanned, isLeftOut: false }]
    })
  }

  #begin(made: InForce, now: Ms): void {
    const { target } = made.change
    const before = this.#partOf(target)
    // What is taken back at this very moment counts no more, whichever of the two is told first.
    this.#inForce = this.#inForce.filter(
      ({ change }) => change.target !== target || change.untilMs > now,
    )
    for (const { change, record } of this.#inForce) {
      const overruled = commonPaths(change, made.change)
      if (overruled.length === 0) continue
      const by = `${overruled.join(' and ')} since ${exactDuration(now)} by ${made.change}`
      record.overruled = [...(record.overruled ?? []), by]
    }
    this.#inForce = [...this.#inForce, made]
    made.record.touched += this.#turn(target, before)
  }

  #end(made: InForce): void {
    const { target } = made.change
    const before = this.#partOf(target)
    this.#inForce = this.#inForce.filter(other => other !== made)
    this.#turn(target, before)
  }

  /** What is declared now of the part that a target is, or whose call it is. */
  #partOf(target: string): PartData {
    const name = target.split('->', 1)[0]
    const changes = this.#inForce.map(({ change }) => change)
    return this.#declared.under(changes).parts.get(name) as PartData
  }

  /** @returns how much has another declaration now */
  #turn(target: string, before: PartData): number {
    const after = this.#partOf(target)
    if (isCall(target)) return this.calls?.turn(target, this.#first(target), after) ?? 0
    const component = this.#wired?.components.get(target)
    if (component === undefined) return 0
    const now = component.agenda.now
    if (after.kind === 'clients') return turnLoad(component, after)
    return turnPart(component, { before: before as HandlerData, after, now })
  }

  /** As it was declared: its steps are those that were compiled. */
  #first(target: string): PartData {
    return this.#declared.under([]).parts.get(target.split('->', 1)[0]) as PartData
  }
}
