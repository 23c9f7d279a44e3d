/** Channels: who subscribes, what is published, who listens. */
import { Failure, type Reply, SILENCE } from '../protocol/reply.ts'
import type { Way } from '../channels.ts'
import type { Client } from '../client.ts'
import { container, type Container, keyless, row, type Row, type Scene } from './row.ts'

/** The words of one way to subscribe. */
type Words = { readonly subscribe: string; readonly unsubscribe: string }

const wordsOf: Readonly<Record<Way, Words>> = {
  channels: { subscribe: 'subscribe', unsubscribe: 'unsubscribe' },
  patterns: { subscribe: 'psubscribe', unsubscribe: 'punsubscribe' },
  shardChannels: { subscribe: 'ssubscribe', unsubscribe: 'sunsubscribe' },
}

const subscriptionsOf = (way: Way, client: Client): number =>
  way === 'shardChannels' ? client.subscriptions.shardChannels.size : client.subscriptionCount

const subscribe =
  (way: Way) =>
  (names: readonly string[], { core, client }: Scene): Reply => {
    for (const name of names) {
      core.channels.subscribe(way, name, client)
      client.push([wordsOf[way].subscribe, name, subscriptionsOf(way, client)])
    }
    return SILENCE
  }

/** Who names none leaves all. */
const unsubscribe =
  (way: Way) =>
  (names: readonly string[], { core, client }: Scene): Reply => {
    const word = wordsOf[way].unsubscribe
    const left = names.length > 0 ? names : [...client.subscriptions[way]]
    for (const name of left) {
      core.channels.unsubscribe(way, name, client)
      client.push([word, name, subscriptionsOf(way, client)])
    }
    if (left.length === 0) client.push([word, null, subscriptionsOf(way, client)])
    return SILENCE
  }

const publish = ([channel, message]: readonly string[], { core }: Scene): Reply =>
  core.channels.publish(channel, message)

const publishToShard = ([channel, message]: readonly string[], { core }: Scene): Reply =>
  core.channels.publishToShard(channel, message)

const names =
  (way: Way) =>
  ([pattern, ...more]: readonly string[], { core }: Scene): Reply => {
    if (more.length > 0) throw new Failure('ERR syntax error')
    return core.channels.names(way, pattern)
  }

const listeners =
  (way: Way) =>
  (channels: readonly string[], { core }: Scene): Reply =>
    channels.flatMap(name => [name, core.channels.listeners(way, name)])

const patterns = (_: readonly string[], { core }: Scene): Reply =>
  core.channels.names('patterns').length

const listens = 'pubsub noscript loading stale subscribed'

/** Commands for channels. */
export const pubsub: readonly Row[] = [
  keyless('subscribe', -2, listens, subscribe('channels')),
  keyless('unsubscribe', -1, listens, unsubscribe('channels')),
  keyless('psubscribe', -2, listens, subscribe('patterns')),
  keyless('punsubscribe', -1, listens, unsubscribe('patterns')),
  row('ssubscribe', -2, listens, subscribe('shardChannels'), [1, -1, 1]),
  row('sunsubscribe', -1, listens, unsubscribe('shardChannels'), [1, -1, 1]),
  keyless('publish', 3, 'pubsub loading stale fast', publish),
  row('spublish', 3, 'pubsub loading stale fast', publishToShard),
]

const asks = 'pubsub loading stale'

/** PUBSUB, which tells who listens. */
export const pubsubInfo: Container = container('pubsub', [
  keyless('pubsub|channels', -2, asks, names('channels')),
  keyless('pubsub|numsub', -2, asks, listeners('channels')),
  keyless('pubsub|numpat', 2, asks, patterns),
  keyless('pubsub|shardchannels', -2, asks, names('shardChannels')),
  keyless('pubsub|shardnumsub', -2, asks, listeners('shardChannels')),
])
