/** Keys that expire, in exact virtual milliseconds. */
import { describe, expect, it } from 'vitest'
import { EPOCH, worldWithRedis } from './support/virtual.ts'

describe('a key that expires', () => {
  it('lives through its last millisecond, and not the next', () => {
    const { server, pass } = worldWithRedis()
    server.command('SET', 'k', 'v', 'PX', '100')
    pass(100)
    expect([server.command('GET', 'k'), server.command('PTTL', 'k')]).toEqual(['v', 0])

    pass(1)
    expect([server.command('GET', 'k'), server.command('PTTL', 'k')]).toEqual([null, -2])
  })

  it('is gone for whoever counts, lists or draws', () => {
    const { server, pass } = worldWithRedis()
    server.command('SET', 'short', 'v', 'EX', '1')
    server.command('SET', 'long', 'v')
    pass(1_001)

    expect(server.command('DBSIZE')).toBe(1)
    expect(server.command('KEYS', '*')).toEqual(['long'])
    expect(server.command('SCAN', '0')).toEqual(['0', ['long']])
    expect(server.command('RANDOMKEY')).toBe('long')
  })

  it('tells the seconds that are left, rounded, and when it ends', () => {
    const { server, pass } = worldWithRedis()
    server.command('SET', 'k', 'v', 'EX', '10')
    pass(400)
    expect(server.command('TTL', 'k')).toBe(10)
    pass(200)
    expect(server.command('TTL', 'k')).toBe(9)
    expect(server.command('PEXPIRETIME', 'k')).toBe(EPOCH + 10_000)
  })

  it('lives on when its time is set anew, however often', () => {
    const { server, pass } = worldWithRedis()
    server.command('SET', 'lease', 'mine', 'PX', '100')
    for (let round = 0; round < 1_000; round++) {
      pass(99)
      expect(server.command('PEXPIRE', 'lease', '100')).toBe(1)
    }
    pass(101)

    expect(server.command('EXISTS', 'lease')).toBe(0)
  })

  it('takes its time along to another name, and leaves it when it is set anew', () => {
    const { server, pass } = worldWithRedis()
    server.command('SET', 'a', 'v', 'PX', '100')
    server.command('RENAME', 'a', 'b')
    server.command('SET', 'c', 'v', 'PX', '100')
    server.command('SET', 'c', 'w')
    pass(101)

    expect(server.command('MGET', 'b', 'c')).toEqual([null, 'w'])
  })

  it('undoes the transaction of who watches it', () => {
    const { server, client, pass } = worldWithRedis()
    server.command('SET', 'lock', 'mine', 'PX', '100')
    const watcher = client()
    watcher.say('WATCH', 'lock')
    pass(101)
    watcher.send('MULTI\r\nSET lock again\r\nEXEC\r\n')

    expect(watcher.hear()).toBe('+OK\r\n+OK\r\n+QUEUED\r\n*-1\r\n')
  })

  it('does not expire while a script runs, which sees one time', () => {
    const { server } = worldWithRedis()
    const script = `
      redis.call('set', KEYS[1], 'v', 'px', 1)
      local before = redis.call('time')
      for i = 1, 1000 do redis.call('get', KEYS[1]) end
      local after = redis.call('time')
      return {redis.call('get', KEYS[1]), before[1] == after[1] and before[2] == after[2]}`

    expect(server.command('EVAL', script, '1', 'k')).toEqual(['v', 1])
  })

  it('sets off no alarms of its own', () => {
    const world = worldWithRedis()
    for (let i = 0; i < 100; i++) world.server.command('SET', `k${i}`, 'v', 'PX', '100')

    expect(world.alarms).toBe(0)
  })
})
