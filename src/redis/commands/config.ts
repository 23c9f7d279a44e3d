/** CONFIG: settings that are asked and changed. */
import { wrongArity } from '../protocol/failures.ts'
import { Dictionary, Failure, OK, type Reply } from '../protocol/reply.ts'
import { globMatches } from '../values/glob.ts'
import { container, type Container, keyless, type Scene } from './row.ts'

function get(patterns: readonly string[], { core }: Scene): Reply {
  const fits = (name: string): boolean =>
    patterns.some(pattern => globMatches(pattern.toLowerCase(), name))
  return new Dictionary([...core.settings.words].filter(([name]) => fits(name)).flat())
}

function set(words: readonly string[], { core }: Scene): Reply {
  if (words.length % 2 !== 0) throw wrongArity('config|set')
  const { settings } = core
  const names = words.filter((_, i) => i % 2 === 0).map(name => name.toLowerCase())
  const unknown = names.findIndex(name => !settings.words.has(name))
  if (unknown >= 0) {
    throw new Failure(
      `ERR Unknown option or number of arguments for CONFIG SET - '${words[2 * unknown]}'`,
    )
  }
  names.forEach((name, i) => change(name, words[2 * i + 1], core))
  return OK
}

function change(name: string, value: string, { settings, ledger, events }: Scene['core']): void {
  if (name === 'notify-keyspace-events') events.set(value)
  if (name === 'maxmemory-policy' && !policies.includes(value)) {
    throw new Failure(
      `ERR CONFIG SET failed (possibly related to argument '${name}') - argument must be one of ` +
        `the following: ${policies.join(', ')}`,
    )
  }
  settings.words.set(name, name === 'notify-keyspace-events' ? events.letters : value)
  if (name === 'requirepass') settings.password = value === '' ? undefined : value
  if (name === 'maxmemory-policy') ledger.keepOrder(value === 'allkeys-lru')
}

/** Those of Redis that a server of ours has. */
const policies = ['noeviction', 'allkeys-lru']

const flags = 'admin noscript loading stale'

/** CONFIG. */
export const configuration: Container = container('config', [
  keyless('config|get', -3, flags, get),
  keyless('config|set', -4, flags, set),
  keyless('config|resetstat', 2, flags, () => OK),
  keyless('config|rewrite', 2, flags, () => {
    throw new Failure('ERR The server is running without a config file')
  }),
])
