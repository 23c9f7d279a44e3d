/** The same system under another load. */
import { didYouMean, type Problem, UsageError } from '../../kernel/errors.ts'
import { isRecord, shown } from '../../kernel/schema.ts'
import type { ClosedLoad, OpenLoad } from './clients.ts'
import type { Component } from '../components.ts'
import type { Names } from '../names.ts'
import { noSystem, System } from '../system.ts'

/** The clients of a system, by their names. */
export type ClientsIn<N extends Names> = string extends N['target']
  ? string
  : Exclude<N['target'], N['component'] | NoName>

/** What else a fault may be aimed at: calls, replicas, operations, groups and zones. */
type NoName =
  | `${string}->${string}`
  | `${string}#${string}`
  | `${string}:${string}`
  | `${string}.${string}`

/** What clients are to offer instead, by their names. */
export type Loads<N extends Names = Names> = {
  readonly [clients in ClientsIn<N>]?: OpenLoad | ClosedLoad | undefined
}

/**
 * The same system with other load: all else that its clients say stays as it is.
 *
 * @param system declared with `system`
 * @param loads by the names of clients: a `rate`, a `load`, or `users` and `think`
 * @returns another system; the one given does not change
 * @throws UsageError when a name is not that of clients, or a load is none
 * @example
 * const busy = withLoad(shop, { shoppers: { rate: '500/s' } })
 * const run = simulate(busy, { for: '10s' })
 */
export function withLoad<N extends Names>(system: System<N>, loads: Loads<NoInfer<N>>): System<N> {
  const problems = whatIsWrong(system, loads)
  if (problems.length > 0) throw new UsageError(problems)
  const parts = Object.entries(system.parts).map(([name, part]): [string, Component] => {
    const load = Object.hasOwn(loads, name) ? loads[name as ClientsIn<N>] : undefined
    return [name, load === undefined ? part : offering(part, load)]
  })
  return new System<N>(system.name, Object.fromEntries(parts), system.options)
}

/** What says how many come; and when, which users leave to nobody. */
const ofAnyLoad: readonly string[] = ['rate', 'load', 'users', 'think']
const ofOpenLoad = [...ofAnyLoad, 'arrivals', 'requests']

function offering(part: Component, load: OpenLoad | ClosedLoad): Component {
  const replaced = 'users' in load ? ofOpenLoad : ofAnyLoad
  const kept = Object.entries(part).filter(([option]) => !replaced.includes(option))
  return { ...(Object.fromEntries(kept) as Component), ...load }
}

const noLoads = (loads: unknown): Problem => ({
  what: `${shown(loads)} gives no clients a load`,
  where: 'withLoad',
  fix: "write the name of clients, as in { shoppers: { rate: '500/s' } }",
})

function whatIsWrong(system: unknown, loads: unknown): Problem[] {
  if (!(system instanceof System)) return [noSystem(system, 'withLoad')]
  return isRecord(loads) ? mistakesIn(system, loads) : [noLoads(loads)]
}

function mistakesIn({ data }: System, loads: object): Problem[] {
  const clients = [...data.parts].filter(([, { kind }]) => kind === 'clients').map(([name]) => name)
  return Object.entries(loads).flatMap(([name, load]) => {
    const where = `withLoad › ${name}`
    if (!clients.includes(name)) {
      return [{ what: `${shown(name)} are no clients`, where, fix: didYouMean(name, clients) }]
    }
    if (load === undefined || isRecord(load)) return []
    const fix = "write { rate: '500/s' }, { load: ramp({ … }) } or { users: 50, think: '1s' }"
    return [{ what: `${shown(load)} is no load`, where, fix }]
  })
}
