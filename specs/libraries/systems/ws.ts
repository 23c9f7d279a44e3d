/** ws: a feed of prices and a service that listens to it, and connects again when it breaks off. */
import http from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { WebSocket, WebSocketServer } from 'ws'
import { app } from '../../../src/code/index.ts'
import { clients, crash, partition, simulate, store, system } from '../../../src/index.ts'
import type { Note, Story } from '../support/story.ts'

/** Answers what it is told, and says by itself how it goes, every half second. */
function feed(): http.Server {
  const server = http.createServer((_request, response) => response.end('no upgrade'))
  const sockets = new WebSocketServer({ server })
  let prices = 100
  sockets.on('connection', (socket, request) => {
    socket.send(`welcome to ${request.url}`)
    socket.on('message', data => socket.send(`you said ${(data as Buffer).toString()}`))
  })
  setInterval(() => {
    prices++
    for (const socket of sockets.clients) socket.send(`eur ${prices}`)
  }, 500)
  return server
}

/** Listens to the feed, and misses no more than a second of it. */
function listener(note: Note): () => Response {
  let latest = 'nothing yet'
  const listen = (): void => {
    const socket = new WebSocket('ws://feed/prices', { handshakeTimeout: 1_000 })
    let silence: NodeJS.Timeout | undefined
    const heard = (): void => {
      clearTimeout(silence)
      silence = setTimeout(() => socket.terminate(), 1_000)
    }
    socket.on('open', () => {
      note('open')
      socket.send('hello')
    })
    socket.on('message', data => {
      heard()
      latest = (data as Buffer).toString()
      if (!latest.startsWith('eur')) note(latest)
    })
    socket.on('error', (error: { code?: string; message: string }) =>
      note(error.code ?? error.message),
    )
    socket.on('close', code => {
      clearTimeout(silence)
      note(`closed ${code}`)
      void sleep(300).then(listen)
    })
  }
  listen()
  return () => {
    note(latest)
    return new Response(latest)
  }
}

/** The feed crashes after 2.2 s for 500 ms; after 5.2 s nothing gets through for 2 s. */
export const ws: Story = async (note, seed) => {
  const users = clients({ rate: '1/s', arrivals: 'steady', requests: 10, call: 'web' })
  const shop = system(
    'shop',
    {
      users,
      web: app(() => listener(note), { calls: ['feed'] }),
      feed: app(feed),
    },
    { network: { 'web->feed': '2ms' } },
  )
  const faults = [
    crash('feed', { refuse: true }).at('2.2s').for('500ms'),
    partition('web->feed').at('5.2s').for('2s'),
  ]
  return simulate(shop, { for: '10s', seed, trace: true, faults })
}

/** The client that Node.js has, with a server of ws that crashes after 2 s. */
export const builtIn: Story = async (note, seed) => {
  const speaks = (): void => {
    const BuiltIn = Reflect.get(globalThis, 'WebSocket') as typeof WebSocket
    const socket = new BuiltIn('ws://feed:8080/')
    socket.addEventListener('open', () => {
      note('open')
      socket.send('hello')
    })
    socket.addEventListener('message', ({ data }) => note(data))
    socket.addEventListener('error', () => note('error'))
    socket.addEventListener('close', ({ code }) => note(`closed ${code}`))
  }
  const answers = (socket: WebSocket): unknown =>
    socket.on('message', data => socket.send(`you said ${(data as Buffer).toString()}`))
  const shop = system(
    'shop',
    {
      users: clients({ rate: '1/s', arrivals: 'steady', call: 'pages' }),
      pages: store({ time: '1ms' }),
      web: app(() => speaks(), { calls: ['feed'] }),
      feed: app(() => void new WebSocketServer({ port: 8080 }).on('connection', answers)),
    },
    { network: { 'web->feed': '1ms' } },
  )
  const faults = [crash('feed', { refuse: true }).at('2s').for('1s')]
  return simulate(shop, { for: '5s', seed, trace: true, faults })
}
