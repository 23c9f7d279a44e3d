/** A server in a world of its own, and clients that talk to it. */
import { bytesOf, textOf } from '../../../src/redis/protocol/bytes.ts'
import { RedisServer } from '../../../src/redis/server.ts'
import type { RedisOptions } from '../../../src/redis/settings.ts'

/** When the worlds of specs begin, in milliseconds since 1970. */
export const EPOCH = 1_700_000_000_000

type Alarm = { readonly at: number; readonly callback: () => void }

/** A world with a clock that stands still until it is told to go on. */
export function worldWithRedis(options: RedisOptions = {}) {
  let now = EPOCH
  let alarms: Alarm[] = []
  let draws = 0
  const server = new RedisServer(
    {
      now: () => now,
      // Golden ratio: even, and the same each time.
      random: () => (++draws * 0.618_033_988_749_895) % 1,
      after(milliseconds, callback) {
        const alarm = { at: now + milliseconds, callback }
        alarms.push(alarm)
        return () => void (alarms = alarms.filter(each => each !== alarm))
      },
    },
    options,
  )
  return {
    server,
    client: () => clientOf(server),
    /** Lets so many milliseconds pass, with all that is due in them. */
    pass: (milliseconds: number): void => {
      const until = now + milliseconds
      for (;;) {
        const [next] = alarms.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)
        if (next === undefined) break
        alarms = alarms.filter(each => each !== next)
        now = next.at
        next.callback()
      }
      now = until
    },
    get alarms(): number {
      return alarms.length
    },
  }
}

/** A client that keeps what it hears. */
function clientOf(server: RedisServer) {
  let heard = ''
  let isEnded = false
  const session = server.connect(
    bytes => void (heard += textOf(bytes)),
    () => void (isEnded = true),
  )
  return {
    send: (text: string) => session.receive(bytesOf(text)),
    say: (...words: readonly string[]) => session.receive(bytesOf(request(words))),
    /** What came since it was asked last. */
    hear(): string {
      const text = heard
      heard = ''
      return text
    },
    close: () => session.closed(),
    get isEnded(): boolean {
      return isEnded
    },
  }
}

/** A command as clients send it. */
export const request = (words: readonly string[]): string =>
  `*${words.length}\r\n${words.map(word => `$${word.length}\r\n${word}\r\n`).join('')}`
