/** Raw TCP between components of code: connections over the modelled links, at exact times. */
import net from 'node:net'
import { describe, expect, it } from 'vitest'
import {
  crash,
  delay,
  errors,
  packetLoss,
  partition,
  pause,
  resetConnections,
} from '../../../src/index.ts'
import { type Note, noting, talk } from './support/talk.ts'

/** Listens, and says back what it hears. */
const echo = (note: Note) =>
  net.createServer(socket => noting(socket, note, 'server').pipe(socket)).listen(7)

/** Connects, and says something at some moments. */
const saying =
  (...said: [at: number, word: string][]) =>
  (note: Note) => {
    const socket = noting(net.connect({ host: 'server', port: 7 }), note, 'worker')
    for (const [at, word] of said) setTimeout(() => socket.write(word), at)
  }

describe('a connection', () => {
  it('is made in a round trip, and carries bytes both ways', async () => {
    const { notes, run } = await talk(note => {
      const socket = noting(net.connect(7, 'server'), note, 'worker')
      socket.on('connect', () => socket.write('hello'))
      socket.on('data', () => socket.end())
    }, echo)

    expect(notes).toEqual([
      [10, 'worker connected'],
      [15, 'server heard hello'],
      [20, 'worker heard hello'],
      [25, 'server heard all'],
      [25, 'server closed'],
      [30, 'worker heard all'],
      [30, 'worker closed'],
    ])
    expect(run.on('worker->server').outcomes.ok).toBe(1)
  })

  it('is refused where nobody listens, and where the process is down', async () => {
    const nobody = await talk(saying(), () => net.createServer().listen(8))
    const down = await talk(saying(), echo, {
      faults: [crash('server', { refuse: true }).at('0s').for('1s')],
    })

    for (const { notes, run } of [nobody, down]) {
      expect(notes).toEqual([
        [10, 'worker ECONNREFUSED'],
        [10, 'worker closed'],
      ])
      expect(run.on('worker->server').outcomes.rejected).toBe(1)
    }
  })

  it('is asked for again after 1, 2 and 4 s while nobody answers', async () => {
    const { notes, run } = await talk(saying(), echo, {
      faults: [crash('server').at('0s').for('5s')],
    })

    expect(notes).toEqual([[7_010, 'worker connected']])
    expect(run.on('worker->server').outcomes).toMatchObject({ ok: 1, cancelled: 3 })
  })

  it('is reset by a crash of the process; by one of its machine once that is back', async () => {
    const said = saying([100, 'a'], [1_500, 'b'])
    const told = await talk(said, echo, {
      faults: [crash('server', { refuse: true }).at('1s').for('2s')],
    })
    const silent = await talk(said, echo, { faults: [crash('server').at('1s').for('2s')] })

    expect(told.notes.slice(-2)).toEqual([
      [1_005, 'worker ECONNRESET'],
      [1_005, 'worker closed'],
    ])
    // Sent again after 0.2, 0.6, 1.4 and 3 s, when it meets nobody who knows of the connection.
    expect(silent.notes.slice(-2)).toEqual([
      [4_510, 'worker ECONNRESET'],
      [4_510, 'worker closed'],
    ])
  })

  it('is reset by a crash of the client, too', async () => {
    const { notes } = await talk(saying([100, 'a']), echo, {
      faults: [crash('worker', { refuse: true }).at('1s').for('5s')],
    })

    expect(notes.slice(3, 5)).toEqual([
      [1_005, 'server ECONNRESET'],
      [1_005, 'server closed'],
    ])
  })

  it('carries what was said in a partition after it, in order', async () => {
    const { notes } = await talk(saying([100, 'a'], [1_100, 'b'], [1_400, 'c']), echo, {
      faults: [partition('worker->server').at('1s').for('1s')],
    })

    // b is sent again at 1.3, 1.7 and 2.5 s, c at 1.6 and 2.0 s: it waits for b.
    expect(notes.slice(3)).toEqual([
      [2_505, 'server heard b'],
      [2_505, 'server heard c'],
      [2_510, 'worker heard b'],
      [2_510, 'worker heard c'],
    ])
  })

  it('loses packets, and no byte', async () => {
    const all = 'abcdefghijklmnopqrstuvwxyz'
    const words = all.split('').map((word, i): [number, string] => [100 + i * 10, word])
    const heard = async () => {
      let seen = ''
      const { notes } = await talk(
        note => {
          const socket = net.connect({ host: 'server', port: 7 })
          for (const [at, word] of words) setTimeout(() => socket.write(word), at)
          socket.on('data', data => {
            seen += String(data)
            if (seen === all) note(seen)
          })
        },
        () => net.createServer(socket => socket.pipe(socket)).listen(7),
        { faults: [packetLoss('worker->server', { rate: 0.3 }).at('50ms').for('20s')] },
      )
      return notes
    }

    const first = await heard()

    expect(first).toEqual([[expect.any(Number), all]])
    expect(first[0][0]).toBeGreaterThan(500)
    expect(await heard()).toEqual(first)
  })

  it('is late by a delay of the link, and waits for a process that is paused', async () => {
    const { notes } = await talk(saying([1_100, 'a'], [3_100, 'b']), echo, {
      faults: [
        delay('worker->server', { by: '100ms' }).at('1s').for('1s'),
        pause('server').at('3s').for('1s'),
      ],
    })

    expect(notes).toEqual([
      [10, 'worker connected'],
      [1_205, 'server heard a'],
      [1_210, 'worker heard a'],
      [4_000, 'server heard b'],
      [4_005, 'worker heard b'],
    ])
  })

  it('is reset at both ends at once, after a time, and after so many bytes', async () => {
    const said = saying([100, 'a'], [300, 'bcd'], [700, 'e'])
    const on = async (options: { after?: '500ms'; bytes?: 6 }) => {
      const fault = resetConnections('worker->server', options).at('200ms').for('10s')
      const { notes, run } = await talk(said, echo, { faults: [fault] })
      expect(run.faults).toMatchObject([{ touched: 1 }])
      return notes.slice(3)
    }
    const both = (at: number) => [
      [at, 'worker ECONNRESET'],
      [at, 'worker closed'],
      [at, 'server ECONNRESET'],
      [at, 'server closed'],
    ]

    expect(await on({})).toEqual(both(200))
    expect(await on({ after: '500ms' })).toEqual([
      [305, 'server heard bcd'],
      [310, 'worker heard bcd'],
      ...both(700),
    ])
    // Three there, three back, and the seventh is too many.
    expect(await on({ bytes: 6 })).toEqual([
      [305, 'server heard bcd'],
      [310, 'worker heard bcd'],
      ...both(700),
    ])
  })

  it('is reset as soon as it is made, as long as such a fault is in force', async () => {
    const again = (note: Note): void => {
      const socket = noting(net.connect(7, 'server'), note, 'worker')
      socket.on('close', () => setTimeout(() => again(note), 400))
    }
    const silent = () => net.createServer(socket => void socket.on('error', () => {})).listen(7)
    const { notes, run } = await talk(again, silent, {
      faults: [resetConnections('worker->server').at('0s').for('0.5s')],
    })

    const reset = (at: number) => [
      [at, 'worker connected'],
      [at, 'worker ECONNRESET'],
      [at, 'worker closed'],
    ]
    expect(notes).toEqual([...reset(10), ...reset(420), [830, 'worker connected']])
    expect(run.faults).toMatchObject([{ touched: 2 }])
  })

  it('is broken off at both ends by errors of the link, or of the server', async () => {
    const on = async (at: 'worker->server' | 'server') => {
      const faults = [errors(at, { code: 503 }).at('50ms').for('1s')]
      const { notes } = await talk(saying([100, 'a']), echo, { faults })
      return notes.slice(1)
    }

    expect(await on('worker->server')).toEqual([
      [100, 'worker ECONNRESET'],
      [100, 'worker closed'],
      [105, 'server ECONNRESET'],
      [105, 'server closed'],
    ])
    expect(await on('server')).toEqual([
      [105, 'server ECONNRESET'],
      [105, 'server closed'],
      [110, 'worker ECONNRESET'],
      [110, 'worker closed'],
    ])
  })
})
