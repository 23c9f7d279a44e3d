/** Which targets of a system have to do with each other: faults that matter together are there. */
import {
  everyStep,
  type PartData,
  sequencesOf,
  type StepData,
  stepsInside,
  type SystemData,
} from '../../declare/data.ts'
import { calleeOf, callsOf, componentOf } from '../../declare/graph.ts'
import { partsIn, zonesIn } from '../../declare/network/zone.ts'

/** Knows who is near whom. */
export class Neighbours {
  readonly #parts: SystemData['parts']
  readonly #near: Joined
  readonly #standIns: Joined
  readonly #members = new Map<string, readonly string[]>()

  constructor({ parts }: SystemData) {
    this.#parts = parts
    this.#near = nearIn(parts)
    this.#standIns = standInsIn(parts)
  }

  /**
   * Whether two targets are the same, call each other, are called by the same caller, or stand in
   * the same zone.
   */
  areNear(one: string, other: string): boolean {
    return this.#areJoined(one, other, (a, b) => a === b || has(this.#near, a, b))
  }

  /**
   * Whether one of two targets stands in for the other when that fails: as a fallback, as what is
   * asked for what a cache does not have, or as another zone.
   */
  standIn(one: string, other: string): boolean {
    if (one === other) return false
    if (one.startsWith(ZONE) && other.startsWith(ZONE)) return true
    return this.#areJoined(one, other, (a, b) => has(this.#standIns, a, b))
  }

  #areJoined(one: string, other: string, are: (a: string, b: string) => boolean): boolean {
    const others = this.#membersOf(other)
    return this.#membersOf(one).some(a => others.some(b => are(a, b)))
  }

  /** The components that a target is about. */
  #membersOf(target: string): readonly string[] {
    let members = this.#members.get(target)
    if (members === undefined) this.#members.set(target, (members = this.#find(target)))
    return members
  }

  #find(target: string): readonly string[] {
    if (!target.startsWith(ZONE)) return target.split(/<?->/).map(name => componentOf(name))
    return partsIn(this.#parts, target.slice(ZONE.length))
  }
}

const ZONE = 'zone:'

/** Names, and those that each is joined with. */
type Joined = ReadonlyMap<string, ReadonlySet<string>>

const has = (joined: Joined, one: string, other: string): boolean =>
  joined.get(one)?.has(other) === true

type Parts = SystemData['parts']

/** Joins each of the names with each other and with itself. */
function join(joined: Map<string, Set<string>>, names: readonly string[]): void {
  for (const one of names) {
    const others = joined.get(one) ?? new Set()
    joined.set(one, others)
    for (const other of names) others.add(other)
  }
}

function nearIn(parts: Parts): Joined {
  const near = new Map<string, Set<string>>()
  for (const [name, part] of parts) join(near, [name, ...callsOf(part)])
  for (const zone of zonesIn(parts)) join(near, partsIn(parts, zone))
  return near
}

function standInsIn(parts: Parts): Joined {
  const standIns = new Map<string, Set<string>>()
  for (const [one, others] of [...parts.values()].flatMap(replaced)) {
    for (const other of others) join(standIns, [one, other])
  }
  return standIns
}

/** Each component that a part calls and that steps stand in for, with those that they call. */
function replaced(part: PartData): [string, string[]][] {
  const steps = sequencesOf(part).flatMap(([, sequence]) => [...everyStep(sequence)])
  return steps.flatMap(step => {
    const callee = calleeOf(step)
    const inside = stepsInside(step).flatMap(sequence => [...everyStep(sequence)])
    return callee === null ? [] : [[componentOf(callee), inside.flatMap(calledBy)]]
  })
}

function calledBy(step: StepData): string[] {
  const callee = calleeOf(step)
  return callee === null ? [] : [componentOf(callee)]
}
