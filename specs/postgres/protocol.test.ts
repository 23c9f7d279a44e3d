/** The protocol, byte by byte: what clients begin with, give up and send in the wrong order. */
import { describe, expect, test } from 'vitest'
import type { PostgresServer } from '../../src/postgres/server.ts'
import type { Session } from '../../src/kernel/surroundings.ts'
import { errorOf } from '../../src/postgres/wire/answers.ts'
import { concat, cString, int16, int32, utf8 } from '../../src/postgres/wire/bytes.ts'
import { type Frame, frame, framesOf, queryFrame } from '../../src/postgres/wire/frame.ts'
import { atBank } from './support/bank.ts'

const opening = (...parts: Uint8Array[]): Uint8Array => {
  const rest = concat(parts)
  return concat([int32(rest.length + 4), rest])
}
const hello = opening(int32(196_608), cString('user'), cString('me'), Uint8Array.of(0))
const tls = opening(int32(80_877_103))

/** A client that keeps what it is told. */
function rawClient(server: PostgresServer) {
  let said: Uint8Array = new Uint8Array(0)
  let ended = false
  const session: Session = server.connect(
    bytes => (said = concat([said, bytes])),
    () => (ended = true),
  )
  return {
    send: (...frames: (Frame | Uint8Array)[]): void =>
      session.receive(concat(frames.map(it => (it instanceof Uint8Array ? it : it.bytes)))),
    /** The letters of what came since this was asked last. */
    heard(): string {
      const frames = framesOf(said)
      said = new Uint8Array(0)
      return frames
        .map(({ kind, bytes }) => (kind === 'E' ? `E ${errorOf({ kind, bytes }).sqlState} ` : kind))
        .join('')
    },
    raw: (): Uint8Array => said,
    ended: (): boolean => ended,
    session,
  }
}

const greeted = (server: PostgresServer) => {
  const client = rawClient(server)
  client.send(hello)
  client.heard()
  return client
}

const parse = (sql: string): Frame => frame('P', cString(''), cString(sql), int16(0))
const bind = frame('B', cString(''), cString(''), int16(0), int16(0), int16(0))
const execute = frame('E', cString(''), int32(0))
const [sync, flush] = [frame('S'), frame('H')]

describe('a connection', () => {
  test('is greeted, however its bytes are cut, after TLS was declined', () =>
    atBank(async ({ server }) => {
      const client = rawClient(server)
      for (const byte of tls) client.send(Uint8Array.of(byte))
      expect(client.raw()).toEqual(utf8('N'))
      const other = rawClient(server)
      for (const byte of hello) other.send(Uint8Array.of(byte))
      expect(other.heard()).toMatch(/^RS+KZ$/)
    }))

  test('ends with Terminate, and with what is no message', () =>
    atBank(async ({ server }) => {
      const [polite, broken, old] = [greeted(server), greeted(server), rawClient(server)]
      polite.send(frame('X'))
      broken.send(Uint8Array.of(0x51, 0, 0, 0, 1))
      old.send(opening(int32(131_072)))
      expect([polite.ended(), broken.ended(), old.ended()]).toEqual([true, true, true])
      expect(broken.heard()).toBe('E 08P01 ')
    }))

  test('can have what another does cancelled', () =>
    atBank(async ({ server }) => {
      const [one, two, third] = [greeted(server), greeted(server), rawClient(server)]
      one.send(queryFrame('begin'), queryFrame('update accounts set balance = 0'))
      two.send(queryFrame('update accounts set balance = 1'))
      expect(two.heard()).toBe('')
      third.send(opening(int32(80_877_102), int32(2), int32(2)))
      expect([two.heard(), third.ended()]).toEqual(['E 57014 Z', true])
    }))
})

describe('the extended protocol', () => {
  test('answers what is flushed before Sync, and skips what follows an error', () =>
    atBank(async ({ server }) => {
      const client = greeted(server)
      client.send(parse('select 1'), frame('D', utf8('S'), cString('')), flush)
      expect(client.heard()).toBe('1tT')
      client.send(bind, execute, sync)
      expect(client.heard()).toBe('2DCZ')
      client.send(parse('nonsense'), flush)
      expect(client.heard()).toBe('E 42601 ')
      client.send(bind, execute, flush, sync)
      expect(client.heard()).toBe('Z')
      client.send(parse('select 1/0'), bind, execute, parse('select 1'), bind, execute, sync)
      expect(client.heard()).toBe('1E 22012 Z')
    }))

  test('keeps transactions as the simple one does', () =>
    atBank(async ({ server }) => {
      const client = greeted(server)
      for (const sql of ['begin', 'update accounts set balance = 1', 'rollback']) {
        client.send(parse(sql), bind, frame('D', utf8('P'), cString('')), execute, sync)
      }
      expect(client.heard()).toBe('12nCZ'.repeat(3))
      expect(server.query('select distinct balance from accounts')).toEqual([{ balance: 100 }])
    }))

  test('walks through rows that are not asked for all at once, while others wait', () =>
    atBank(async ({ server }) => {
      const [one, two] = [greeted(server), greeted(server)]
      const some = frame('E', cString(''), int32(1))
      one.send(parse('select id from accounts'), bind, some, flush)
      two.send(queryFrame('select 1'))
      expect([one.heard(), two.heard()]).toEqual(['12Ds', ''])
      one.send(some, flush, sync)
      expect([one.heard(), two.heard()]).toEqual(['DsZ', 'TDCZ'])
    }))
})
