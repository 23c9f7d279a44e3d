/** Dialogues: who says what to a server, to compare what two servers answer. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { splitInline } from '../../../src/redis/protocol/inline.ts'
import { realClient } from './real.ts'
import { worldWithRedis } from './virtual.ts'

/**
 * One line: `a GET key`; with `~` before it, lines of the answer may come in any order;
 * with `?`, what is answered is of each server alone, such as the number of a client.
 */
export type Line = {
  readonly number: number
  readonly who: string
  readonly words: readonly string[]
  readonly sign: '' | '~' | '?'
}

/** Reads a dialogue. */
export function dialogueOf(name: string): readonly Line[] {
  const path = fileURLToPath(new URL(`../dialogues/${name}.txt`, import.meta.url))
  const lines = readFileSync(path, 'utf8').split('\n')
  return lines.flatMap((line, i) => {
    if (line.trim() === '' || line.startsWith('#')) return []
    const sign = line.startsWith('~') ? '~' : line.startsWith('?') ? '?' : ''
    const bytes = Buffer.from(line.slice(sign.length), 'utf8').toString('latin1')
    const [who, ...words] = splitInline(bytes) ?? []
    return [{ number: i + 1, who, words, sign }]
  })
}

type Clients = Map<
  string,
  {
    readonly ours: ReturnType<ReturnType<typeof worldWithRedis>['client']>
    readonly real: Awaited<ReturnType<typeof realClient>>
  }
>

/** Has it with both servers. @returns each line after which somebody hears what is different */
export async function differences(lines: readonly Line[], socket: string): Promise<string[]> {
  const world = worldWithRedis()
  const clients: Clients = new Map()
  const control = await realClient(socket)
  control.say('FLUSHALL')
  await control.hearing(5)
  for (const who of new Set(lines.map(line => line.who))) {
    clients.set(who, { ours: world.client(), real: await realClient(socket) })
  }
  const all: string[] = []
  for (const line of lines) {
    const speaker = clients.get(line.who)
    speaker?.ours.say(...line.words)
    speaker?.real.say(...line.words)
    // Whoever waits has begun to by the time that another is answered.
    control.say('PING')
    await control.hearing(7)
    all.push(...(await heard(line, clients)))
  }
  return all
}

async function heard(line: Line, clients: Clients): Promise<string[]> {
  const differences: string[] = []
  for (const [who, { ours, real }] of clients) {
    const expected = ours.hear()
    const text = await real.hearing(expected.length)
    const [a, b] = line.sign === '~' ? [sorted(expected), sorted(text)] : [expected, text]
    if (a === b || line.sign === '?') continue
    const said = `line ${line.number}: ${line.who} ${line.words.join(' ')}`
    differences.push(`${said}\n  ${who} of ours hears ${shown(a)}\n  ${who} of Redis ${shown(b)}`)
  }
  return differences
}

const sorted = (text: string): string => text.split('\r\n').sort().join('\r\n')

const shown = (text: string): string => JSON.stringify(text)
