/** A system, declared: checked as a whole when it is made, frozen, printable, to JSON and back. */
import * as v from 'valibot'
import { type Problem, UsageError } from '../kernel/errors.ts'
import { sentence } from '../kernel/printable.ts'
import { check, type Checked, message, oneOf, options, shown, yesOrNo } from '../kernel/schema.ts'
import { byName } from './by-name.ts'
import { type Component, componentKinds } from './components.ts'
import type { PartData, SystemData } from './data.ts'
import { withCallees } from './code-schema.ts'
import { deepFrozen } from './frozen.ts'
import { callsOf, type Dependencies, dependenciesIn } from './graph.ts'
import { type AcceptSpec, acceptSchema } from './lint/accept.ts'
import type { LintFinding } from './lint/finding.ts'
import { warningsIn } from './lint/findings.ts'
import { type LinkSpec, linkSchema } from './network/links.ts'
import type { CheckedParts, Names, NamesOf, Parts, ZonePair, Zones } from './names.ts'
import { partSchemas } from './part-schema.ts'
import { withWorkers } from './queue-references.ts'
import { mistakesInNames, mistakesInReferences } from './references.ts'
import { mistakesInSize } from './size.ts'
import type { CableSpec } from './network/network.ts'
import { cableSchema } from './network/network-schema.ts'
import { isSpread, zoneName, zonesOf } from './network/zone.ts'

/** Two zones or two regions, for the link between them. */
type PlacePair<T, Region extends string> = ZonePair<T> | `${NoInfer<Region>}<->${NoInfer<Region>}`

/** What concerns a system as a whole. */
export type SystemOptions<
  T = Parts,
  Region extends string = string,
  Cable extends string = string,
> = {
  /**
   * How long messages take: between all (`default`), for one call (`shoppers->gateway`), or between
   * two zones or two regions (`eu<->us`). The narrowest declaration counts: the call, its
   * components, their zones, their regions, the default. Default: no time at all.
   */
  readonly network?: {
    readonly [name in NamesOf<T>['call'] | PlacePair<T, Region> | 'default']?: LinkSpec<
      NoInfer<Cable>
    >
  }
  /** Bandwidths that several links share, by name; a link says `over: 'uplink'`. Default none. */
  readonly cables?: { readonly [name in Cable]: CableSpec }
  /** The zones of each region, for links between regions. Default: there are no regions. */
  readonly regions?: { readonly [name in Region]: readonly Zones<T>[] }
  /** `'allowed'` if components may call each other in a circle. Default: that is a mistake. */
  readonly cycles?: 'allowed' | 'forbidden'
  /** Whether callees know their callers' deadlines; a call may say otherwise. Default false. */
  readonly propagateDeadlines?: boolean
  /**
   * What `lint` need not tell, by the name of its rule: a reason, or a reason for each place, as in
   * `{ 'layered-retries': { 'web->db': 'both are quick' } }`. Default: nothing is accepted.
   */
  readonly accept?: AcceptSpec
}

/** A system as JSON holds it. */
export type SystemJson = {
  /** What reports call the system. */
  readonly name: string
  /** Each component by its name, as it was written. */
  readonly parts: { readonly [name: string]: unknown }
  /** The options as they were written. */
  readonly options: { readonly [name: string]: unknown }
}

/** Marks systems, so that one from another copy of the package is known as one. */
const mark: unique symbol = Symbol.for('gameday.system')

/** A declared system. Nothing runs until it is given to `simulate`. */
export class System<out N extends Names = Names> {
  readonly name: string
  /** The parts as they were written. */
  readonly parts: Parts
  readonly options: SystemOptions
  /** What the engine takes: checked, complete, in milliseconds. */
  readonly data: SystemData
  readonly [mark] = true
  #warnings: readonly LintFinding[] | undefined
  /** Only for the compiler. */
  declare readonly names?: N

  /** Use the word `system`. */
  constructor(name: string, parts: Parts, systemOptions: SystemOptions) {
    this.name = name
    this.parts = deepFrozen({ ...parts })
    this.options = deepFrozen({ ...systemOptions })
    this.data = checked(name, parts, systemOptions)
    Object.freeze(this)
  }

  /** Whether something is a system, be it of another copy of the package. */
  static isOne(value: unknown): value is System {
    return typeof value === 'object' && value !== null && mark in value
  }

  /** The same system with the classes of this copy of the package. */
  static ours(given: System): System {
    if (given instanceof System) return given
    const { name, parts, options } = (given as System).toJSON()
    return new System(name, parts as Parts, options)
  }

  /**
   * What is well declared and yet cannot do what it is there for, with the figures: a breaker that
   * never sees enough calls, retries that outlast the caller, a component that is overloaded while
   * nothing is wrong. Nothing is refused because of them. `lint` tells of them and more.
   */
  get warnings(): readonly LintFinding[] {
    return (this.#warnings ??= warningsIn(this.data, this.options.accept ?? {}))
  }

  /**
   * Who depends on whom.
   *
   * @param component a component of the system
   * @returns whom it calls and who calls it, directly and through others
   * @throws UsageError when there is no such component
   */
  dependencies(component: N['component']): Dependencies {
    return dependenciesIn(this.data, component)
  }

  /** The system as plain data; `systemFrom` makes it again. */
  toJSON(): SystemJson {
    return { name: this.name, parts: this.parts, options: this.options }
  }

  /** One line for each part: its kind, and whom it calls. */
  toString(): string {
    const parts = [...this.data.parts].map(([name, part]) => ({ name: sentence(name), part }))
    const width = parts.reduce((most, { name }) => Math.max(most, name.length), 0)
    const lines = parts.map(({ name, part }) => {
      const callees = callsOf(part).map(sentence).join(', ')
      const where = isSpread(part) ? ` in ${zonesOf(part).map(sentence).join(', ')}` : ''
      const line = `  ${name.padEnd(width)}  ${`${part.kind}${where}`.padEnd(8)}`
      return callees === '' ? line.trimEnd() : `${line}  → ${callees}`
    })
    return [`system ${sentence(this.name)}`, ...lines].join('\n')
  }
}

/**
 * Declares a system: its parts by name, and what concerns all of them.
 *
 * @param name what reports call it
 * @param parts clients, services, stores, caches, queues, workers, externals, …
 * @throws UsageError with every mistake of the declaration at once
 * @example
 * const shop = system('shop', {
 *   shoppers: clients({ rate: '100/s', call: 'web' }),
 *   web: service({ handle: [work('2ms'), call('db', { timeout: '250ms' })] }),
 *   db: store({ concurrency: 20, time: exponential('5ms') }),
 * })
 */
export function system<
  const T extends Parts,
  const Region extends string = never,
  const Cable extends string = string,
>(
  name: string,
  parts: T & CheckedParts<T>,
  systemOptions: SystemOptions<NoInfer<T>, Region, Cable> = {},
): System<NamesOf<T>> {
  return new System(name, parts, systemOptions)
}

/** What stands where a system was asked for is none. */
export const noSystem = (written: unknown, where: string): Problem => ({
  what: `${shown(written)} is no system`,
  where,
  fix: "declare one with system('shop', { … })",
})

const optionsSchema = options({
  network: v.optional(byName(linkSchema), {}),
  cables: v.optional(byName(cableSchema), {}),
  regions: v.optional(byName(v.array(zoneName)), {}),
  cycles: v.optional(oneOf(['allowed', 'forbidden']), 'forbidden'),
  propagateDeadlines: v.optional(yesOrNo, false),
  accept: v.optional(acceptSchema, {}),
})

function checked(name: string, parts: Parts, written: SystemOptions): SystemData {
  const problems: Problem[] = [...mistakesInNames(name, parts)]
  const data = new Map<string, PartData>()
  for (const [partName, part] of Object.entries(parts ?? {})) {
    const result = checkPart(partName, part)
    if (result.ok) data.set(partName, result.value)
    else problems.push(...result.problems)
  }
  const whole = check(optionsSchema, written, 'the system’s options')
  if (!whole.ok) problems.push(...whole.problems)
  if (problems.length > 0) throw new UsageError(problems)
  return referring(name, data, whole.ok ? whole.value : v.parse(optionsSchema, {}))
}

function checkPart(name: string, part: Component): Checked<PartData> {
  const kind: unknown = part?.kind
  const isKnown = typeof kind === 'string' && Object.hasOwn(partSchemas, kind)
  const schema = isKnown ? partSchemas[part.kind] : notAPart
  try {
    return check(schema, part, name)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    const what = 'the declaration goes in a circle, or is nested thousands of steps deep'
    return { ok: false, problems: [{ what, where: name, fix: 'declare steps as plain data' }] }
  }
}

const notAPart = v.never(issue =>
  message(
    `${shown(issue.input)} is no part of a system`,
    `declare it with one of the words ${componentKinds.join(', ')}`,
  ),
)

/** Checks what can only be seen when every part is well formed: who names whom. */
function referring(
  name: string,
  parts: ReadonlyMap<string, PartData>,
  { network, cables, regions, cycles, propagateDeadlines }: v.InferOutput<typeof optionsSchema>,
): SystemData {
  const data: SystemData = {
    name,
    parts: withCallees(withWorkers(parts)),
    links: network,
    cables,
    regions: new Map([...regions].flatMap(([region, zones]) => zones.map(zone => [zone, region]))),
    propagateDeadlines,
  }
  const problems = [...mistakesInReferences(data, cycles === 'allowed'), ...mistakesInSize(data)]
  if (problems.length > 0) throw new UsageError(problems)
  return Object.freeze(data)
}
