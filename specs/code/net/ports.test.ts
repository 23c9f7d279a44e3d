/** Servers that listen in components of code: each has ports of its own, which end with it. */
import dgram from 'node:dgram'
import net, { type AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { app } from '../../../src/code/index.ts'
import { clients, crash, simulate, store, system } from '../../../src/index.ts'
import { noting, talk } from './support/talk.ts'

const quiet = (): void => {}

describe('a server', () => {
  it('has ports of its process, and gets one that is free where it asks for none', async () => {
    const { notes } = await talk(quiet, note => {
      const listen = (port: number): net.Server =>
        net
          .createServer()
          .on('error', (error: { code?: string }) => note(error.code))
          .listen(port, () => note('listening'))
      const first = listen(7)
      listen(7)
      const any = listen(0)
      any.on('listening', () => note((any.address() as AddressInfo).port))
      first.close(() => note('closed'))
    })

    expect(notes).toEqual([
      [0, 'EADDRINUSE'],
      [0, 'listening'],
      [0, 30_000],
      [0, 'closed'],
    ])
  })

  it('closes when its last connection has, and takes none meanwhile', async () => {
    const { notes } = await talk(
      note => {
        const first = net.connect(7, 'server')
        setTimeout(() => noting(net.connect(7, 'server'), note, 'second'), 200)
        setTimeout(() => first.end(), 500)
      },
      note => {
        const server = net.createServer(socket => void socket.resume()).listen(7)
        setTimeout(() => server.close(() => note('closed')), 100)
        setTimeout(() => server.getConnections((_error, count) => note(count)), 150)
      },
    )

    expect(notes).toEqual([
      [150, 1],
      [210, 'second ECONNREFUSED'],
      [210, 'second closed'],
      [505, 'closed'],
    ])
  })

  it('ends with its process, and listens again in the next one', async () => {
    const { notes } = await talk(
      note => {
        const connect = (): void => {
          const socket = noting(net.connect(7, 'server'), note, 'worker')
          socket.on('close', () => setTimeout(connect, 400))
        }
        connect()
      },
      () => net.createServer().listen(7),
      { faults: [crash('server', { refuse: true }).at('1s').for('1s')] },
    )

    expect(notes).toEqual([
      [10, 'worker connected'],
      [1_005, 'worker ECONNRESET'],
      [1_005, 'worker closed'],
      [1_415, 'worker ECONNREFUSED'],
      [1_415, 'worker closed'],
      [1_825, 'worker ECONNREFUSED'],
      [1_825, 'worker closed'],
      [2_235, 'worker connected'],
    ])
  })

  it('is one of several replicas, which take connections in turn', async () => {
    let made = 0
    const { notes } = await talk(
      note => {
        for (let i = 0; i < 4; i++) net.connect(7, 'server').on('data', data => note(String(data)))
      },
      () => {
        const name = `replica ${made++}`
        net.createServer(socket => void socket.write(name)).listen(7)
      },
      { server: { replicas: 2 } },
    )

    expect(notes).toEqual([
      [10, 'replica 0'],
      [10, 'replica 1'],
      [10, 'replica 0'],
      [10, 'replica 1'],
    ])
  })
})

describe('what goes over no link', () => {
  const cases: [what: string, does: () => unknown, error: RegExp][] = [
    ['a socket of a file', () => net.connect('/tmp/other.sock'), /web opens a socket of a file/],
    ['a server at one', () => net.createServer().listen('/tmp/a.sock'), /opens a socket of a file/],
    ['UDP', () => dgram.createSocket('udp4').bind(7), /web began work on a real socket/],
  ]

  it.each(cases)('says so: %s', async (_what, does, error) => {
    const shop = system('shop', {
      users: clients({ rate: '1/s', arrivals: 'steady', requests: 1, call: 'web' }),
      web: app(() => () => {
        does()
        return new Response()
      }),
    })

    await expect(async () => simulate(shop, { for: '5s' })).rejects.toThrow(error)
  })

  it('is a model, which refuses; the run says what to make of it', async () => {
    const notes: [number, unknown][] = []
    const note = (what: unknown): void => void notes.push([Date.now() % 60_000, what])
    const shop = system(
      'shop',
      {
        users: clients({ rate: '1/s', arrivals: 'steady', requests: 2, call: 'orders' }),
        orders: app(
          () => () => {
            noting(net.connect(5432, 'db'), note, 'orders')
            return new Response()
          },
          { calls: ['db'] },
        ),
        db: store({ time: '1ms' }),
      },
      { network: { 'orders->db': '5ms' } },
    )

    const run = await simulate(shop, { for: '5s' })

    expect(notes).toEqual([
      [10, 'orders ECONNREFUSED'],
      [10, 'orders closed'],
      [1010, 'orders ECONNREFUSED'],
      [1010, 'orders closed'],
    ])
    expect(run.warnings).toEqual([
      'orders opened 2 TCP connections to db, which is modelled and speaks no protocol: ' +
        'make it postgres(…), redis(…) or an app(…) that listens.',
    ])
  })

  it('is a name that nobody in the system has', async () => {
    const { notes, run } = await talk(
      note => noting(net.connect(80, 'example.com'), note, 'worker'),
      quiet,
    )

    expect(notes).toEqual([
      [0, 'worker ENOTFOUND'],
      [0, 'worker closed'],
    ])
    expect(run.warnings).toEqual([
      'worker asked for "example.com" once, which is the name of no component that it may call: ' +
        'write one of "server".',
    ])
  })
})
