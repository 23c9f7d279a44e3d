/** Who listens to which channel. */
import type { Client, Subscriptions } from './client.ts'
import { globMatches } from './values/glob.ts'

/** Ways to subscribe. */
export type Way = keyof Subscriptions

/** The subscriptions of one server. */
export class Channels {
  readonly #listeners: Readonly<Record<Way, Map<string, Set<Client>>>> = {
    channels: new Map(),
    patterns: new Map(),
    shardChannels: new Map(),
  }

  subscribe(way: Way, name: string, client: Client): void {
    client.subscriptions[way].add(name)
    const listeners = this.#listeners[way].get(name) ?? new Set()
    this.#listeners[way].set(name, listeners.add(client))
  }

  unsubscribe(way: Way, name: string, client: Client): void {
    client.subscriptions[way].delete(name)
    const listeners = this.#listeners[way].get(name)
    listeners?.delete(client)
    if (listeners?.size === 0) this.#listeners[way].delete(name)
  }

  /** Forgets a client that has gone. */
  leave(client: Client): void {
    for (const way of ['channels', 'patterns', 'shardChannels'] as const) {
      for (const name of client.subscriptions[way]) this.unsubscribe(way, name, client)
    }
  }

  /** @returns how many heard it */
  publish(channel: string, message: string): number {
    let heard = 0
    for (const client of this.#listeners.channels.get(channel) ?? []) {
      client.push(['message', channel, message])
      heard++
    }
    for (const [pattern, clients] of this.#listeners.patterns) {
      if (!globMatches(pattern, channel)) continue
      for (const client of clients) {
        client.push(['pmessage', pattern, channel, message])
        heard++
      }
    }
    return heard
  }

  /** The same for a channel of a shard, which no pattern hears. */
  publishToShard(channel: string, message: string): number {
    const clients = this.#listeners.shardChannels.get(channel) ?? new Set<Client>()
    for (const client of clients) client.push(['smessage', channel, message])
    return clients.size
  }

  /** Names that somebody listens to, of those that fit a pattern. */
  names(way: Way, pattern = '*'): string[] {
    return [...this.#listeners[way].keys()].filter(name => globMatches(pattern, name))
  }

  listeners(way: Way, name: string): number {
    return this.#listeners[way].get(name)?.size ?? 0
  }
}
