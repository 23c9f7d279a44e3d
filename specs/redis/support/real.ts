/** Clients of a real redis-server, which say what they are told to, byte by byte. */
import { once } from 'node:events'
import { createConnection } from 'node:net'
import { onTestFinished } from 'vitest'
import { request } from './virtual.ts'

/** How long an answer that should come is waited for: only where the two differ. */
const PATIENCE_MS = 1_000

/** A connection to a real server. */
export async function realClient(socket: string) {
  const connection = createConnection(socket)
  onTestFinished(() => void connection.destroy())
  let heard = ''
  connection.setEncoding('latin1').on('data', (text: string) => (heard += text))
  connection.on('error', () => undefined)
  await once(connection, 'connect')
  const hear = (): string => {
    const text = heard
    heard = ''
    return text
  }
  return {
    send: (text: string) => void connection.write(text, 'latin1'),
    say: (...words: readonly string[]) => void connection.write(request(words), 'latin1'),
    /** What came, as soon as it is so long, or late. */
    async hearing(length: number): Promise<string> {
      const until = Date.now() + PATIENCE_MS
      while (heard.length < length && Date.now() < until) await turn()
      return hear()
    },
  }
}

const turn = (): Promise<void> => new Promise(resolve => void setTimeout(resolve, 1))
