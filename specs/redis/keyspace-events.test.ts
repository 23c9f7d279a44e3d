/** Who is told of keys that go by themselves, and when. */
import { describe, expect, it } from 'vitest'
import { worldWithRedis } from './support/virtual.ts'

const push = (...items: readonly string[]): string =>
  `*${items.length}\r\n${items.map(item => `$${item.length}\r\n${item}\r\n`).join('')}`

describe('who listens for keys that expire', () => {
  it('hears of each in its millisecond, though nobody asks for it', () => {
    const { server, client, pass } = worldWithRedis()
    server.command('CONFIG', 'SET', 'notify-keyspace-events', 'Ex')
    const listener = client()
    listener.say('SUBSCRIBE', '__keyevent@0__:expired')
    listener.hear()
    server.command('SET', 'late', 'v', 'PX', '200')
    server.command('SET', 'early', 'v', 'PX', '100')
    pass(100)
    expect(listener.hear()).toBe('')

    pass(1)
    expect(listener.hear()).toBe(push('message', '__keyevent@0__:expired', 'early'))
    pass(100)
    expect(listener.hear()).toBe(push('message', '__keyevent@0__:expired', 'late'))
  })

  it('hears of those of one millisecond in the order of their names', () => {
    const { server, client, pass } = worldWithRedis()
    server.command('CONFIG', 'SET', 'notify-keyspace-events', 'Ex')
    const listener = client()
    listener.say('SUBSCRIBE', '__keyevent@0__:expired')
    listener.hear()
    for (const key of ['c', 'a', 'b']) server.command('SET', key, 'v', 'PX', '100')
    pass(101)

    const heard = ['a', 'b', 'c'].map(key => push('message', '__keyevent@0__:expired', key))
    expect(listener.hear()).toBe(heard.join(''))
  })

  it('hears nothing of a key whose time was set anew, and leaves no alarm', () => {
    const world = worldWithRedis()
    world.server.command('CONFIG', 'SET', 'notify-keyspace-events', 'Kx')
    const listener = world.client()
    listener.say('PSUBSCRIBE', '__keyspace@*')
    listener.hear()
    world.server.command('SET', 'k', 'v', 'PX', '100')
    world.server.command('PERSIST', 'k')
    world.pass(1_000)

    expect(listener.hear()).toBe('')
    expect(world.alarms).toBe(0)
  })

  it('is told what can be listened for', () => {
    const { server } = worldWithRedis()

    expect(server.command('CONFIG', 'SET', 'notify-keyspace-events', 'KEA')).toMatchObject({
      message: expect.stringContaining("and knows no 'A': write Ex, say"),
    })
    server.command('CONFIG', 'SET', 'notify-keyspace-events', 'Exe')
    expect(server.command('CONFIG', 'GET', 'notify-keyspace-events')).toEqual([
      'notify-keyspace-events',
      'xeE',
    ])
  })
})

describe('who listens for keys that are evicted', () => {
  it('hears of them by their names', () => {
    const { server, client } = worldWithRedis({ maxEntries: 1, eviction: 'allkeys-lru' })
    server.command('CONFIG', 'SET', 'notify-keyspace-events', 'Ke')
    const listener = client()
    listener.say('SUBSCRIBE', '__keyspace@0__:old')
    listener.hear()
    server.command('SET', 'old', 'v')
    server.command('SET', 'new', 'v')

    expect(listener.hear()).toBe(push('message', '__keyspace@0__:old', 'evicted'))
  })
})
