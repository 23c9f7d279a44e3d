/** Clients that wait, in exact virtual milliseconds. */
import { describe, expect, it } from 'vitest'
import { worldWithRedis } from './support/virtual.ts'

describe('who waits', () => {
  it('hears nothing until the time is over, to the millisecond', () => {
    const { client, pass } = worldWithRedis()
    const waiter = client()
    waiter.say('BLPOP', 'q', '0.25')
    pass(249)
    expect(waiter.hear()).toBe('')

    pass(1)
    expect(waiter.hear()).toBe('*-1\r\n')
  })

  it.each([
    ['BLMOVE', 'a b LEFT RIGHT 1', '$-1\r\n'],
    ['BRPOPLPUSH', 'a b 1', '$-1\r\n'],
    ['BLMPOP', '1 1 a LEFT', '*-1\r\n'],
    ['BZPOPMIN', 'a 1', '*-1\r\n'],
    ['BZMPOP', '1 1 a MIN', '*-1\r\n'],
    ['XREAD', 'BLOCK 1000 STREAMS a $', '*-1\r\n'],
  ])('with %s is answered after a second in vain', (command, rest, answer) => {
    const { client, pass } = worldWithRedis()
    const waiter = client()
    waiter.send(`${command} ${rest}\r\n`)
    pass(999)
    expect(waiter.hear()).toBe('')

    pass(1)
    expect(waiter.hear()).toBe(answer)
  })

  it('comes in the order in which all came, and is asked no more', () => {
    const world = worldWithRedis()
    const [first, second] = [world.client(), world.client()]
    first.say('BLPOP', 'q', '1')
    second.say('BLPOP', 'q', '1')
    expect(world.alarms).toBe(2)
    world.server.command('RPUSH', 'q', 'a', 'b', 'c')

    expect([first.hear(), second.hear()]).toEqual([
      '*2\r\n$1\r\nq\r\n$1\r\na\r\n',
      '*2\r\n$1\r\nq\r\n$1\r\nb\r\n',
    ])
    expect(world.server.command('LRANGE', 'q', '0', '-1')).toEqual(['c'])
    expect(world.alarms).toBe(0)
  })

  it('goes on with what was sent meanwhile', () => {
    const { client, server } = worldWithRedis()
    const waiter = client()
    waiter.send('BLPOP q 0\r\nSET after 1\r\nBLPOP q 0\r\nPING\r\n')
    expect(server.command('EXISTS', 'after')).toBe(0)

    server.command('RPUSH', 'q', 'a')
    expect(waiter.hear()).toBe('*2\r\n$1\r\nq\r\n$1\r\na\r\n+OK\r\n')
    server.command('RPUSH', 'q', 'b')
    expect(waiter.hear()).toBe('*2\r\n$1\r\nq\r\n$1\r\nb\r\n+PONG\r\n')
  })

  it('takes nothing once it has gone', () => {
    const world = worldWithRedis()
    const waiter = world.client()
    waiter.say('BLPOP', 'q', '5')
    waiter.close()
    world.server.command('RPUSH', 'q', 'a')

    expect(world.server.command('LLEN', 'q')).toBe(1)
    expect(world.alarms).toBe(0)
  })

  it('is served when a transaction is over, not in the middle of it', () => {
    const { client } = worldWithRedis()
    const [waiter, other] = [client(), client()]
    waiter.say('BRPOP', 'q', '0')
    other.send('MULTI\r\nRPUSH q a\r\nRPUSH q b\r\nEXEC\r\n')

    expect(waiter.hear()).toBe('*2\r\n$1\r\nq\r\n$1\r\nb\r\n')
  })

  it('passes on to the next who waits', () => {
    const { client, server } = worldWithRedis()
    const [mover, last] = [client(), client()]
    last.say('BLPOP', 'b', '0')
    mover.say('BLMOVE', 'a', 'b', 'LEFT', 'RIGHT', '0')
    server.command('LPUSH', 'a', 'x')

    expect(mover.hear()).toBe('$1\r\nx\r\n')
    expect(last.hear()).toBe('*2\r\n$1\r\nb\r\n$1\r\nx\r\n')
  })

  it('is let go by another', () => {
    const { client, server } = worldWithRedis()
    const waiter = client()
    waiter.say('CLIENT', 'ID')
    const id = waiter.hear().slice(1, -2)
    waiter.say('BLPOP', 'q', '0')
    expect(server.command('CLIENT', 'UNBLOCK', id, 'ERROR')).toBe(1)

    expect(waiter.hear()).toBe('-UNBLOCKED client unblocked via CLIENT UNBLOCK\r\n')
  })
})

describe('a group of consumers', () => {
  it('gives what was not acknowledged for long to another', () => {
    const { server, pass } = worldWithRedis()
    server.command('XGROUP', 'CREATE', 's', 'g', '$', 'MKSTREAM')
    const id = server.command('XADD', 's', '*', 'job', '1')
    server.command('XREADGROUP', 'GROUP', 'g', 'dies', 'STREAMS', 's', '>')
    pass(59_999)
    const claim = (): unknown =>
      server.command('XAUTOCLAIM', 's', 'g', 'lives', '60000', '0', 'JUSTID')
    expect(claim()).toEqual(['0-0', [], []])

    pass(1)
    expect(server.command('XPENDING', 's', 'g', '-', '+', '10')).toEqual([[id, 'dies', 60_000, 1]])
    expect(claim()).toEqual(['0-0', [id], []])
    expect(server.command('XPENDING', 's', 'g', '-', '+', '10')).toEqual([[id, 'lives', 0, 1]])
  })

  it('hands each entry to one of those who wait', () => {
    const { client, server } = worldWithRedis()
    server.command('XGROUP', 'CREATE', 's', 'g', '$', 'MKSTREAM')
    const readers = ['one', 'other'].map(name => ({ name, reader: client() }))
    for (const { name, reader } of readers) {
      reader.send(`XREADGROUP GROUP g ${name} COUNT 1 BLOCK 0 STREAMS s >\r\n`)
    }
    server.command('XADD', 's', '1-1', 'n', '1')
    server.command('XADD', 's', '2-1', 'n', '2')

    expect(readers.map(({ reader }) => /\d-1/.exec(reader.hear())?.[0])).toEqual(['1-1', '2-1'])
  })
})
