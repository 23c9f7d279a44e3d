/** A server that is asked without a connection, and two that know nothing of each other. */
import { describe, expect, it } from 'vitest'
import { worldWithRedis } from './support/virtual.ts'

describe('who asks without a connection', () => {
  it('gets text, numbers, null and arrays', () => {
    const { server } = worldWithRedis()
    server.command('HSET', 'user:1', 'name', 'Ada Lövelace', 'age', '36')
    server.command('ZADD', 'board', '1.5', 'ada')

    expect(server.command('HGETALL', 'user:1')).toEqual(['name', 'Ada Lövelace', 'age', '36'])
    expect(server.command('HGET', 'user:1', 'mail')).toBeNull()
    expect(server.command('HINCRBY', 'user:1', 'age', '1')).toBe(37)
    expect(server.command('ZRANGE', 'board', '0', '-1', 'WITHSCORES')).toEqual(['ada', 1.5])
    expect(server.command('TYPE', 'board')).toBe('zset')
    expect(server.command('INFO', 'server')).toContain('redis_version:7.0.15')
  })

  it('gets an error as one, which is not thrown', () => {
    const { server } = worldWithRedis()
    server.command('SET', 'k', 'text')

    expect(server.command('INCR', 'k')).toEqual(
      new Error('ERR value is not an integer or out of range'),
    )
  })

  it('cannot wait, and needs no password', () => {
    const { server } = worldWithRedis({ password: 'secret' })

    expect(server.command('BLPOP', 'q', '0')).toBeNull()
  })
})

describe('who looks on', () => {
  it('is no client: those that connect are numbered as if nobody had asked', () => {
    const { client, server } = worldWithRedis()
    server.command('PING')
    const first = client()
    first.say('CLIENT', 'ID')

    expect(first.hear()).toBe(':1\r\n')
  })

  it('is answered also while the server speaks to somebody', () => {
    const { server } = worldWithRedis()
    const seen: unknown[] = []
    const session = server.connect(
      () => void seen.push(server.command('GET', 'k')),
      () => undefined,
    )
    session.receive(new TextEncoder().encode('SET k v\r\n'))

    expect(seen).toEqual(['v'])
  })
})

describe('a server', () => {
  it('forgets everything when it is flushed, also its scripts', () => {
    const { server } = worldWithRedis()
    server.command('SET', 'k', 'v')
    const sha = String(server.command('SCRIPT', 'LOAD', 'return 1'))
    server.flush()

    expect(server.command('DBSIZE')).toBe(0)
    expect(server.command('EVALSHA', sha, '0')).toMatchObject({
      message: 'NOSCRIPT No matching script. Please use EVAL.',
    })
  })

  it('knows nothing of another', () => {
    const [one, other] = [worldWithRedis().server, worldWithRedis().server]
    one.command('SET', 'k', 'v')

    expect(other.command('GET', 'k')).toBeNull()
  })

  it('keeps its databases apart', () => {
    const { client, server } = worldWithRedis()
    const speaker = client()
    speaker.send('SELECT 3\r\nSET k v\r\nDBSIZE\r\n')

    expect(speaker.hear()).toBe('+OK\r\n+OK\r\n:1\r\n')
    expect(server.command('DBSIZE')).toBe(0)
  })

  it('hangs up on a client that another kills', () => {
    const { client, server } = worldWithRedis()
    const victim = client()
    victim.say('CLIENT', 'ID')
    const id = victim.hear().slice(1, -2)

    expect(server.command('CLIENT', 'KILL', 'ID', id)).toBe(1)
    expect(victim.isEnded).toBe(true)
  })

  it('breaks off a script without an end, and says so', () => {
    const { server } = worldWithRedis()

    expect(server.command('EVAL', 'while true do end', '0')).toMatchObject({
      message: expect.stringMatching(/^ERR user_script:1: the script ran 20000000 instructions/),
    })
    expect(server.command('PING')).toBe('PONG')
  })
})
