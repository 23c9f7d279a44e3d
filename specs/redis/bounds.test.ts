/** What a server holds at most, and what it says then. */
import { describe, expect, it } from 'vitest'
import { worldWithRedis } from './support/virtual.ts'

const full = "OOM command not allowed when used memory > 'maxmemory'."

describe('a server that is full', () => {
  it('refuses what would add, and lets what takes away', () => {
    const { server } = worldWithRedis({ maxEntries: 3 })
    server.command('RPUSH', 'l', 'a', 'b')

    expect(server.command('SET', 'k', 'v')).toMatchObject({ message: full })
    expect(server.command('GET', 'k')).toBeNull()
    expect(server.command('LPOP', 'l')).toBe('a')
    expect(server.command('SET', 'k', 'v')).toBe('OK')
  })

  it('does not begin a transaction that would add', () => {
    const { client, server } = worldWithRedis({ maxEntries: 1 })
    server.command('SET', 'k', 'v')
    const writer = client()
    writer.send('MULTI\r\nSET other v\r\nEXEC\r\n')

    expect(writer.hear()).toBe(
      `+OK\r\n-${full}\r\n-EXECABORT Transaction discarded because of previous errors.\r\n`,
    )
  })

  it('refuses the first command of a script that would add, and none behind one that did', () => {
    const { server } = worldWithRedis({ maxEntries: 2 })
    server.command('SET', 'k', 'v')
    const twice = "redis.call('set', 'a', 1) return redis.call('set', 'b', 1)"
    expect(server.command('EVAL', twice, '0')).toBe('OK')

    const answer = server.command('EVAL', twice, '0')
    expect(answer).toMatchObject({ message: expect.stringContaining(full) })
    const anyway = `#!lua flags=allow-oom\n${twice}`
    expect(server.command('EVAL', anyway, '0')).toBe('OK')
  })

  it('has room again when keys expire, or everything is forgotten', () => {
    const { server, pass } = worldWithRedis({ maxEntries: 1 })
    server.command('SET', 'k', 'v', 'PX', '10')
    pass(11)
    expect(server.command('SET', 'a', 'v')).toBe('OK')

    server.flush()
    expect(server.command('SET', 'b', 'v')).toBe('OK')
  })
})

describe('a cache', () => {
  const cache = () => worldWithRedis({ maxEntries: 3, eviction: 'allkeys-lru' })

  it('forgets what was used longest ago, exactly', () => {
    const { server, client } = cache()
    for (const key of ['a', 'b', 'c']) server.command('SET', key, key)
    client().say('GET', 'a')
    server.command('SET', 'd', 'd')
    server.command('SET', 'e', 'e')

    expect(server.command('KEYS', '*')).toEqual(['a', 'd', 'e'])
  })

  it('takes no question about a key for its use, nor what somebody asks who looks on', () => {
    const { server, client } = cache()
    for (const key of ['a', 'b', 'c']) server.command('SET', key, key)
    client().send('TTL a\r\nOBJECT ENCODING a\r\n')
    server.command('GET', 'a')
    server.command('SET', 'd', 'd')

    expect(server.command('KEYS', '*')).toEqual(['b', 'c', 'd'])
  })

  it('may be told so while it runs', () => {
    const { server } = worldWithRedis({ maxEntries: 2 })
    server.command('CONFIG', 'SET', 'maxmemory-policy', 'allkeys-lru')
    for (const key of ['a', 'b', 'c']) server.command('SET', key, key)

    expect(server.command('KEYS', '*')).toEqual(['b', 'c'])
  })
})

describe('a string', () => {
  it('is no longer than is allowed', () => {
    const { server } = worldWithRedis({ maxStringBytes: 4 })
    server.command('SET', 'k', 'abc')
    const tooLong = 'ERR string exceeds maximum allowed size (proto-max-bulk-len)'

    expect(server.command('APPEND', 'k', 'd')).toBe(4)
    expect(server.command('APPEND', 'k', 'e')).toMatchObject({ message: tooLong })
    expect(server.command('SETRANGE', 'k', '4', 'e')).toMatchObject({ message: tooLong })
    expect(server.command('GET', 'k')).toBe('abcd')
  })
})
