/** Which targets of a system have to do with each other: faults that matter together are there. */
import { callsOf, componentOf } from '../../declare/graph.ts'
import type { SystemData } from '../../declare/data.ts'

/** Knows who is near whom. */
export class Neighbours {
  readonly #parts: SystemData['parts']
  readonly #near: ReadonlyMap<string, ReadonlySet<string>>
  readonly #members = new Map<string, readonly string[]>()

  constructor({ parts }: SystemData) {
    this.#parts = parts
    this.#near = nearIn(parts)
  }

  /**
   * Whether two targets are the same, call each other, are called by the same caller, or stand in
   * the same zone.
   */
  areNear(one: string, other: string): boolean {
    const others = this.#membersOf(other)
    return this.#membersOf(one).some(name => {
      const near = this.#near.get(name)
      return others.some(each => each === name || near?.has(each) === true)
    })
  }

  /** The components that a target is about. */
  #membersOf(target: string): readonly string[] {
    let members = this.#members.get(target)
    if (members === undefined) this.#members.set(target, (members = this.#find(target)))
    return members
  }

  #find(target: string): readonly string[] {
    if (!target.startsWith('zone:')) return target.split(/<?->/).map(name => componentOf(name))
    const zone = target.slice('zone:'.length)
    return [...this.#parts].filter(([, part]) => part.zone === zone).map(([name]) => name)
  }
}

function nearIn(parts: SystemData['parts']): Map<string, Set<string>> {
  const near = new Map([...parts.keys()].map(name => [name, new Set<string>()]))
  const join = (names: readonly string[]): void => {
    for (const name of names) for (const other of names) near.get(name)?.add(other)
  }
  for (const [name, part] of parts) join([name, ...callsOf(part)])
  const zones = new Set([...parts.values()].flatMap(({ zone }) => zone ?? []))
  for (const zone of zones) {
    join([...parts].filter(([, part]) => part.zone === zone).map(([name]) => name))
  }
  return near
}
