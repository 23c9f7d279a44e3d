/** What goes over a connection: both halves of it, as much as there is room for, and TLS. */
import net from 'node:net'
import tls from 'node:tls'
import { describe, expect, it } from 'vitest'
import { partition, throttleBandwidth } from '../../../src/index.ts'
import { type Note, noting, talk } from './support/talk.ts'

const MB = 1_000_000

/** Notes how many bytes have come, when the last one has. */
const counting = (note: Note, all: number) => {
  let bytes = 0
  return (data: Uint8Array) => {
    bytes += data.length
    if (bytes >= all) note(bytes)
  }
}

describe('a stream', () => {
  it('can be closed by half', async () => {
    const { notes } = await talk(
      note => {
        const socket = net.connect({ host: 'server', port: 7, allowHalfOpen: true })
        noting(socket, note, 'worker').end('all I ask')
      },
      note =>
        net
          .createServer({ allowHalfOpen: true }, socket => {
            noting(socket, note, 'server')
            socket.on('end', () => setTimeout(() => socket.end('an answer'), 100))
          })
          .listen(7),
    )

    expect(notes).toEqual([
      [10, 'worker connected'],
      [15, 'server heard all I ask'],
      [15, 'server heard all'],
      [115, 'server closed'],
      [120, 'worker heard an answer'],
      [120, 'worker heard all'],
      [120, 'worker closed'],
    ])
  })

  it('takes as long as the bandwidth of the link, or what faults leave of it', async () => {
    const sends = (faults: Parameters<typeof talk>[2]) =>
      talk(
        () => net.connect(7, 'server').end(new Uint8Array(MB)),
        note => net.createServer(one => void one.on('data', counting(note, MB))).listen(7),
        { link: { latency: '5ms', bandwidth: '8Mbps' }, ...faults },
      )
    const half = throttleBandwidth('worker->server', { to: 0.5 }).at('0s').for('10s')

    // 10 ms to connect, 1 s for a million bytes at 8 Mbps, 5 ms of latency.
    expect((await sends({})).notes).toEqual([[1_015, MB]])
    expect((await sends({ faults: [half] })).notes).toEqual([[2_015, MB]])
  })

  it('shares a link with all others that use it', async () => {
    const { notes } = await talk(
      () => {
        for (let i = 0; i < 2; i++) net.connect(7, 'server').end(new Uint8Array(MB))
      },
      note => net.createServer(one => void one.on('data', counting(note, MB))).listen(7),
      { link: { latency: '5ms', bandwidth: '8Mbps', sharing: 'fifo' } },
    )

    expect(notes.map(([at]) => at)).toEqual([1_801, 2_015])
  })

  it('has no more on its way than there is room for, while nobody reads', async () => {
    const { notes } = await talk(
      note => {
        const socket = net.connect(7, 'server')
        const piece = new Uint8Array(2 ** 16)
        let sent = 0
        const fill = (): void => {
          while (sent < 10) {
            note(`sent ${++sent}`)
            if (!socket.write(piece)) return
          }
        }
        socket.on('connect', fill).on('drain', fill)
      },
      note =>
        net
          .createServer(socket => {
            socket.pause()
            setTimeout(() => socket.resume(), 1_000)
            socket.on('data', data => note(`read ${data.length}`))
          })
          .listen(7),
    )

    // Four pieces fill the window, and one more has been read into the buffer of the socket.
    expect(notes.filter(([at]) => at < 1_000)).toEqual([
      ...[1, 2, 3, 4, 5].map(n => [10, `sent ${n}`]),
      [20, 'sent 6'],
    ])
    expect(notes.filter(([at]) => at >= 1_000)).toEqual([
      ...[1, 2, 3, 4, 5].map(() => [1_005, 'read 65536']),
      ...[7, 8, 9, 10].map(n => [1_010, `sent ${n}`]),
      ...[6, 7, 8, 9].map(() => [1_015, 'read 65536']),
      [1_025, 'read 65536'],
    ])
  })

  it('says nothing more once its socket is destroyed', async () => {
    const { notes } = await talk(
      () => {
        const socket = net.connect(7, 'server')
        socket.write(new Uint8Array(MB))
        setTimeout(() => socket.destroy(), 200)
      },
      note => {
        let bytes = 0
        const count = (data: Uint8Array): void => void (bytes += data.length)
        setTimeout(() => note(bytes), 10_000)
        const heard = (socket: net.Socket): void =>
          void socket.on('data', count).on('end', () => note('heard all'))
        net.createServer(heard).listen(7)
      },
      { link: { latency: '5ms', bandwidth: '8Mbps' } },
    )

    // It is connected after 10 ms, and a piece of 2 ** 16 bytes sets out each 65.5 ms.
    expect(notes).toEqual([
      [211, 'heard all'],
      [10_000, 3 * 2 ** 16],
    ])
  })

  it('speaks TLS, which takes a round trip more', async () => {
    const { notes } = await talk(
      note => {
        const socket = tls.connect({ host: 'server', port: 7, rejectUnauthorized: false })
        socket.on('secureConnect', () => note(`worker secured ${String(socket.encrypted)}`))
        noting(socket, note, 'worker').end('hello')
      },
      note => tls.createServer(one => void noting(one, note, 'server').pipe(one)).listen(7),
    )

    expect(notes).toEqual([
      [20, 'worker connected'],
      [20, 'worker secured true'],
      [25, 'server heard hello'],
      [25, 'server heard all'],
      [25, 'server closed'],
      [30, 'worker heard hello'],
      [30, 'worker heard all'],
      [30, 'worker closed'],
    ])
  })

  it('is misunderstood where one end speaks TLS, and the other does not', async () => {
    const secure = await talk(
      note => noting(tls.connect(7, 'server'), note, 'worker'),
      note => net.createServer(one => void noting(one, note, 'server')).listen(7),
    )
    const plain = await talk(
      note => noting(net.connect(7, 'server'), note, 'worker').write('hello'),
      note => tls.createServer(one => void noting(one, note, 'server')).listen(7),
    )

    expect(secure.notes).toEqual([
      [15, 'server ECONNRESET'],
      [15, 'server closed'],
      [20, 'worker EPROTO'],
      [20, 'worker closed'],
    ])
    expect(plain.notes).toEqual([
      [10, 'worker connected'],
      [20, 'worker ECONNRESET'],
      [20, 'worker closed'],
    ])
  })

  it('is given up when nothing has come through for minutes', async () => {
    const { notes } = await talk(
      note => {
        const socket = noting(net.connect(7, 'server'), note, 'worker')
        setTimeout(() => socket.write('a'), 500)
      },
      () => net.createServer(() => {}).listen(7),
      { faults: [partition('worker->server').at('100ms').for('10m')], lasts: '8m' },
    )

    // Sent at 0.5 s, and again after 200, 400 … 204,800 ms.
    expect(notes.slice(1)).toEqual([
      [409_900, 'worker ETIMEDOUT'],
      [409_900, 'worker closed'],
    ])
  })
})
