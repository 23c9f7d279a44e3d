/** COMMAND: what commands there are. */
import { Dictionary, Failure, Members, type Reply, Status } from '../protocol/reply.ts'
import { type Container, container, type Flag, keyless, type Row } from './row.ts'

/** All commands, by their names; handed in, as this is one of them. */
export type Catalogue = () => ReadonlyMap<string, Row | Container>

/** Flags that Redis does not know. */
const ours: readonly Flag[] = ['immediate', 'subscribed']

function describe(name: string, found: Row | Container): Reply {
  const isRow = 'run' in found
  const flags = isRow ? [...found.flags].filter(flag => !ours.includes(flag)) : []
  const keys = isRow ? found.keys : [0, 0, 0]
  const rows = isRow ? [] : [...found.rows.values()].map(row => describe(row.name, row))
  const words = new Members(flags.map(flag => new Status(flag)))
  const none: Reply[] = [new Members([]), new Members([]), new Members([])]
  return [name, isRow ? found.arity : -2, words, ...keys, ...none, rows]
}

function keysOf(all: Catalogue, [name, ...words]: readonly string[]): Reply {
  const found = all().get(name.toLowerCase())
  if (found === undefined || !('run' in found)) {
    throw new Failure('ERR Invalid command specified')
  }
  const [first, last, step] = found.keys
  if (first === 0) throw new Failure('ERR The command has no key arguments')
  const end = last < 0 ? words.length + last : last - 1
  return words.filter((_, i) => i >= first - 1 && i <= end && (i - first + 1) % step === 0)
}

const flags = 'loading stale'

/** COMMAND; without a second word it tells all. */
export function catalogueCommands(all: Catalogue): Container & { readonly alone: Row } {
  const info = (names: readonly string[]): Reply => {
    const wanted = names.length > 0 ? names.map(name => name.toLowerCase()) : [...all().keys()]
    return wanted.map(name => {
      const found = all().get(name)
      return found === undefined ? null : describe(name, found)
    })
  }
  const rows = container('command', [
    keyless('command|count', 2, flags, () => all().size),
    keyless('command|info', -2, flags, info),
    keyless('command|list', -2, flags, () => [...all().keys()]),
    keyless('command|docs', -2, flags, () => new Dictionary([])),
    keyless('command|getkeys', -3, flags, words => keysOf(all, words)),
  ])
  return { ...rows, alone: keyless('command', -1, flags, () => info([])) }
}
