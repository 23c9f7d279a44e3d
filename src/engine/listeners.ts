/** Joins the connections of callers to the components at their other end. */
import type { SystemData } from '../declare/data.ts'
import type { Component } from '../world/handling/component.ts'
import type { ListenData } from '../declare/network/network-data.ts'
import { Listener } from '../world/network/listener.ts'
import type { JoinedLink } from './links.ts'

/** Who is at the ends of links. */
type Where = {
  readonly system: SystemData
  readonly components: ReadonlyMap<string, Component>
}

/** Connections end with the process at their end, and heed what it says of them. */
export function giveListeners(links: Iterable<JoinedLink>, { system, components }: Where): void {
  const listeners = new Map<string, Listener>()
  for (const { link, callee } of links) {
    const { connections } = link
    const component = components.get(callee)
    if (connections === null || component === undefined) continue
    const part = system.parts.get(callee)
    const listen = part === undefined || part.kind === 'clients' ? null : part.listen
    if (listen !== null) {
      const listener = listeners.get(callee) ?? listenerOf(component, listen)
      listeners.set(callee, listener)
      connections.heed(listener)
    }
    component.visitors.push(connections)
  }
}

function listenerOf(component: Component, listen: ListenData): Listener {
  const listener = new Listener(component, listen)
  component.visitors.push(listener)
  return listener
}
