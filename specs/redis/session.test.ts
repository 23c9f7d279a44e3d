/** How bytes become commands, whatever pieces they come in, and what no client may send. */
import { describe, expect, it } from 'vitest'
import { request, worldWithRedis } from './support/virtual.ts'

const greeted = () => worldWithRedis().client()

describe('a session', () => {
  it('reads a command that comes byte by byte', () => {
    const client = greeted()
    const bytes = request(['SET', 'k', 'a\r\nb']).split('')
    for (const byte of bytes.slice(0, -1)) client.send(byte)
    expect(client.hear()).toBe('')

    client.send(bytes[bytes.length - 1])
    client.send(request(['GET', 'k']))
    expect(client.hear()).toBe('+OK\r\n$4\r\na\r\nb\r\n')
  })

  it('answers commands that come at once in their order', () => {
    const client = greeted()
    client.send(request(['INCR', 'n']) + request(['FOO']) + request(['INCR', 'n']))

    expect(client.hear()).toBe(
      ":1\r\n-ERR unknown command 'FOO', with args beginning with: \r\n:2\r\n",
    )
  })

  it('sends all answers to what came at once as one piece', () => {
    const pieces: number[] = []
    const { server } = worldWithRedis()
    const session = server.connect(
      bytes => pieces.push(bytes.length),
      () => undefined,
    )
    session.receive(new TextEncoder().encode('PING\r\nPING\r\nPING\r\n'))

    expect(pieces).toEqual(['+PONG\r\n'.length * 3])
  })

  it('reads what is typed by hand, with quotes', () => {
    const client = greeted()
    client.send('\r\n  set key "a\\x41\\n \\"b\\"" \r\nget key\n')
    expect(client.hear()).toBe('+OK\r\n$7\r\naA\n "b"\r\n')

    client.send("echo 'it\\'s'\r\n")
    expect(client.hear()).toBe("$4\r\nit's\r\n")
  })

  it('passes over commands of no words', () => {
    const client = greeted()
    client.send('*0\r\n*-1\r\nPING\r\n')

    expect(client.hear()).toBe('+PONG\r\n')
  })

  it.each([
    ['a count that is none', '*x\r\n', 'invalid multibulk length'],
    ['too many words', '*1048577\r\n', 'invalid multibulk length'],
    ['a word without its length', '*1\r\nPING\r\n', "expected '$', got 'P'"],
    ['a length that is none', '*1\r\n$-1\r\n', 'invalid bulk length'],
    ['a string that is too long', '*1\r\n$67108865\r\n', 'invalid bulk length'],
    ['quotes that do not end', 'GET "a\r\n', 'unbalanced quotes in request'],
    ['a line without an end', 'x'.repeat(65_537), 'too big inline request'],
    ['a count without an end', `*${'1'.repeat(65_537)}`, 'too big mbulk count string'],
    ['a length without an end', `*1\r\n$${'1'.repeat(65_537)}`, 'too big bulk count string'],
  ])('tells of %s, and hangs up', (_, text, why) => {
    const client = greeted()
    client.send(text)

    expect(client.hear()).toBe(`-ERR Protocol error: ${why}\r\n`)
    expect(client.isEnded).toBe(true)
    client.send('PING\r\n')
    expect(client.hear()).toBe('')
  })

  it('ends when the client quits, with what came before', () => {
    const client = greeted()
    client.send('PING\r\nQUIT\r\nPING\r\n')

    expect(client.hear()).toBe('+PONG\r\n+OK\r\n')
    expect(client.isEnded).toBe(true)
  })
})

describe('a server with a password', () => {
  const locked = () => worldWithRedis({ password: 'secret' }).client()

  it('lets nobody in without it', () => {
    const client = locked()
    client.say('GET', 'k')
    client.say('AUTH', 'wrong')
    client.say('AUTH', 'secret')
    client.say('GET', 'k')

    expect(client.hear()).toBe(
      [
        '-NOAUTH Authentication required.',
        '-WRONGPASS invalid username-password pair or user is disabled.',
        '+OK',
        '$-1',
        '',
      ].join('\r\n'),
    )
  })

  it('reads little before it', () => {
    const client = locked()
    client.send('*11\r\n')
    expect(client.hear()).toBe('-ERR Protocol error: unauthenticated multibulk length\r\n')

    const other = locked()
    other.send('*1\r\n$16385\r\n')
    expect(other.hear()).toBe('-ERR Protocol error: unauthenticated bulk length\r\n')
  })

  it('takes it with the version of the protocol, too', () => {
    const client = locked()
    client.say('HELLO', '3', 'AUTH', 'default', 'secret')
    client.hear()
    client.say('GET', 'k')

    expect(client.hear()).toBe('_\r\n')
  })
})
