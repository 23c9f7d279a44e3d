/** What a client says about itself and its connection. */
import { notAnInteger, syntaxError, wrongArity } from '../protocol/failures.ts'
import { Dictionary, Failure, OK, type Reply, Status } from '../protocol/reply.ts'
import type { Client } from '../client.ts'
import { DATABASES, VERSION } from '../settings.ts'
import { asInteger } from '../values/numbers.ts'
import { Words } from './options.ts'
import { keyless, type Row, type Scene } from './row.ts'

const PONG = new Status('PONG')

function ping([message, ...more]: readonly string[], { client }: Scene): Reply {
  if (more.length > 0) throw wrongArity('ping')
  if (client.isSubscribed && client.resp === 2) return ['pong', message ?? '']
  return message ?? PONG
}

const echo = ([message]: readonly string[]): Reply => message

function select([text]: readonly string[], { client }: Scene): Reply {
  const index = asInteger(text)
  if (index === undefined) throw new Failure('ERR value is not an integer or out of range')
  if (index < 0n || index >= BigInt(DATABASES)) throw new Failure('ERR DB index is out of range')
  client.database = Number(index)
  return OK
}

function auth(words: readonly string[], { client, core }: Scene): Reply {
  if (words.length > 2) throw syntaxError()
  if (words.length === 1 && core.settings.password === undefined) {
    throw new Failure(
      'ERR AUTH <password> called without any password configured for the default user. Are you ' +
        'sure your configuration is correct?',
    )
  }
  const [user, password] = words.length === 1 ? ['default', words[0]] : words
  authenticate(client, user, password, core.settings.password)
  return OK
}

function authenticate(client: Client, user: string, given: string, wanted?: string): void {
  if (user !== 'default' || (wanted !== undefined && given !== wanted)) {
    throw new Failure('WRONGPASS invalid username-password pair or user is disabled.')
  }
  client.isTrusted = true
}

function hello([version, ...words]: readonly string[], { client, core }: Scene): Reply {
  const resp = version === undefined ? client.resp : respOf(version)
  const options = new Words(words)
  let name: string | undefined
  while (options.left > 0) {
    if (options.left > 2 && options.takeIf('AUTH')) {
      authenticate(client, options.take(), options.take(), core.settings.password)
    } else if (options.left > 1 && options.takeIf('SETNAME')) name = options.take()
    else throw new Failure(`ERR Syntax error in HELLO option '${options.take()}'`)
  }
  if (!client.isTrusted) {
    throw new Failure(
      'NOAUTH HELLO must be called with the client already authenticated, otherwise the HELLO ' +
        '<proto> AUTH <user> <pass> option can be used to authenticate the client and select ' +
        'the RESP protocol version at the same time',
    )
  }
  if (name !== undefined) nameClient(client, name)
  client.resp = resp
  return Dictionary.of({
    server: 'redis',
    version: VERSION,
    proto: resp,
    id: client.id,
    mode: 'standalone',
    role: 'master',
    modules: [],
  })
}

function respOf(text: string): 2 | 3 {
  const version = asInteger(text)
  if (version === undefined) {
    throw new Failure('ERR Protocol version is not an integer or out of range')
  }
  if (version !== 2n && version !== 3n) {
    throw new Failure('NOPROTO unsupported protocol version')
  }
  return version === 2n ? 2 : 3
}

/** Gives a client a name, which may have no spaces. */
export function nameClient(client: Client, name: string): void {
  if (/[^!-~]/.test(name)) {
    throw new Failure('ERR Client names cannot contain spaces, newlines or special characters.')
  }
  client.name = name
}

function quit(_: readonly string[], { client }: Scene): Reply {
  client.isEnding = true
  return OK
}

function reset(_: readonly string[], { client, core }: Scene): Reply {
  client.discard()
  core.channels.leave(client)
  client.name = ''
  client.database = 0
  client.resp = 2
  client.replies = 'on'
  client.isTrusted = core.settings.password === undefined
  return new Status('RESET')
}

const always = 'noscript loading stale fast no_auth allow_busy'

/** There are no replicas: whoever waits for some has none at once. */
function wait([replicas, time]: readonly string[]): Reply {
  for (const text of [replicas, time]) if (asInteger(text) === undefined) throw notAnInteger()
  return 0
}

/** Commands of a connection. */
export const connection: readonly Row[] = [
  keyless('ping', -1, 'fast subscribed', ping),
  keyless('echo', 2, 'loading stale fast', echo),
  keyless('select', 2, 'loading stale fast', select),
  keyless('auth', -2, always, auth),
  keyless('hello', -1, always, hello),
  keyless('quit', -1, `${always} immediate subscribed`, quit),
  keyless('reset', 1, `${always} immediate subscribed`, reset),
  keyless('wait', 3, 'noscript', wait),
]
