/** A protocol of the user's own, as of a database: frames with a length and a number in front. */
import net from 'node:net'
import { app } from '../../../src/code/index.ts'
import { clients, crash, packetLoss, partition, simulate, system } from '../../../src/index.ts'
import { cameOf, type Note, type Story } from '../support/story.ts'

/** Three bytes of length, one of a number, and then what it says: as MySQL has them. */
function frame(number: number, says: string): Uint8Array {
  const body = new TextEncoder().encode(says)
  const { length } = body
  return new Uint8Array([length & 255, (length >> 8) & 255, length >> 16, number, ...body])
}

/** Reads frames out of chunks, however those are cut. */
function frames(heard: (number: number, says: string) => void): (chunk: Uint8Array) => void {
  let rest = new Uint8Array()
  const end = (): number => (rest.length < 4 ? 4 : 4 + rest[0] + (rest[1] << 8) + (rest[2] << 16))
  return chunk => {
    rest = new Uint8Array([...rest, ...chunk])
    for (let at = end(); rest.length >= at; at = end()) {
      heard(rest[3], new TextDecoder().decode(rest.subarray(4, at)))
      rest = rest.slice(at)
    }
  }
}

/** Greets, and answers each question with how many it has answered on this connection. */
const server = (): net.Server =>
  net
    .createServer(socket => {
      let count = 0
      socket.on('error', () => {})
      socket.write(frame(0, 'hello, version 8'))
      const answer = (number: number, says: string): void => {
        const answered = frame(number, `${says}: ${++count}`)
        // In two pieces, as servers do when a buffer is full.
        setTimeout(() => {
          socket.write(answered.subarray(0, 6))
          socket.write(answered.subarray(6))
        }, 2)
      }
      socket.on('data', frames(answer))
    })
    .listen(3306)

/** A client with one connection, which it opens when it needs one. */
function client(note: Note): (says: string) => Promise<unknown> {
  type Waiting = { done: (says: string) => void; failed: (error: Error) => void }
  let socket: net.Socket | undefined
  const waiting = new Map<number, Waiting>()
  let number = 0
  const connected = (): net.Socket => {
    if (socket?.destroyed === false) return socket
    const heard = (of: number, says: string): void => {
      if (of === 0) note(says)
      waiting.get(of)?.done(says)
      waiting.delete(of)
    }
    return net
      .connect({ host: 'db', port: 3306 })
      .on('data', frames(heard))
      .on('error', (error: Error) => {
        for (const { failed } of waiting.values()) failed(error)
        waiting.clear()
      })
  }
  return says =>
    new Promise((done, failed) => {
      socket = connected()
      waiting.set(++number, { done, failed })
      socket.write(frame(number, says))
    })
}

/**
 * The server is 2 ms away and takes 2 ms. It is asked every half second; after 1.2 s it crashes for
 * 500 ms, after 3.2 s nothing gets through for 600 ms, and after 5 s a fifth of packets is lost.
 */
export const framed: Story = async (note, seed) => {
  const shop = system(
    'shop',
    {
      users: clients({
        rate: '2/s',
        arrivals: 'steady',
        requests: 14,
        call: 'web',
        request: ({ n }) => ({ method: 'POST', path: '/', body: { n } }),
      }),
      web: app(
        () => {
          const ask = client(note)
          return async (request: Request) => {
            const { n } = (await request.json()) as { n: number }
            note(await cameOf(ask(`question ${n}`)))
            return new Response()
          }
        },
        { calls: { db: { timeout: '1s' } } },
      ),
      db: app(() => void server()),
    },
    { network: { 'web->db': '2ms' } },
  )
  const faults = [
    crash('db', { refuse: true }).at('1.2s').for('500ms'),
    partition('web->db').at('3.2s').for('600ms'),
    packetLoss('web->db', { rate: 0.2 }).at('5s').for('2s'),
  ]
  return simulate(shop, { for: '20s', seed, trace: true, faults })
}
