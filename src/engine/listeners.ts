/** Joins the connections of callers to the components at their other end. */
import type { SystemData } from '../declare/data.ts'
import type { Component } from '../world/handling/component.ts'
import type { ListenData } from '../declare/network/network-data.ts'
import { Listener } from '../world/network/listener.ts'
import type { Replica } from '../world/handling/replica.ts'
import type { JoinedLink } from './links.ts'

/** Who is at the ends of links. */
type Where = {
  readonly system: SystemData
  readonly components: ReadonlyMap<string, Component>
}

/**
 * Connections end with the process at their end, and heed what it says of them.
 *
 * @returns the pools that open connections by themselves
 */
export function giveListeners(
  links: Iterable<JoinedLink>,
  { system, components }: Where,
): { start(): void }[] {
  const listeners = new Map<string, Listener>()
  const resting: { start(): void }[] = []
  for (const joined of links) {
    const { link, callee } = joined
    const { connections } = link
    const component = components.get(callee)
    if (connections === null || component === undefined) continue
    const part = system.parts.get(callee)
    const said = part === undefined || part.kind === 'clients' ? null : part.listen
    const rests = connections.data.least > 0
    const listen = said ?? (rests || connections.data.atOnce > 1 ? hospitable : null)
    if (listen !== null) {
      const listener = listeners.get(callee) ?? listenerOf(component, listen)
      listeners.set(callee, listener)
      connections.heed(listener)
    }
    component.visitors.push(connections)
    if (rests) resting.push(connections.rest(callersOf(joined, components)))
  }
  return resting
}

/** Where nothing was said: all are welcome, while somebody runs. */
const hospitable: ListenData = {
  most: Infinity,
  idleMs: Infinity,
  requests: Infinity,
  acceptMs: 0,
  backlog: Infinity,
}

/** The replicas of the caller that stand where a link begins. */
function callersOf(
  { caller, from }: JoinedLink,
  components: Where['components'],
): readonly Replica[] {
  const { replicas, spread } = components.get(caller) as Component
  if (spread === null) return replicas
  return replicas.filter(({ index }) => spread.zones[spread.zoneOf(index)] === from)
}

function listenerOf(component: Component, listen: ListenData): Listener {
  const listener = new Listener(component, listen)
  component.visitors.push(listener)
  return listener
}
