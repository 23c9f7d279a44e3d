/** How a connection begins: encryption is declined, and a client says who it is. */
import type { Connection, Host } from './connection.ts'
import { errorFrame, greeting, type ServerError } from './wire/answers.ts'
import { readInt32, readText } from './wire/bytes.ts'
import type { Frame } from './wire/frame.ts'

/** What is answered to the message a connection begins with. */
type Greeting = { readonly frames: readonly Frame[]; readonly end?: boolean }

const CANCEL = 80_877_102
const TLS = 80_877_103
const GSSAPI = 80_877_104
const VERSION_3 = 3

/** Greets a client, once. */
export class Greeter {
  /** Whether the client has said who it is. */
  done = false
  readonly #host: Host
  readonly #connection: Connection

  constructor(host: Host, connection: Connection) {
    this.#host = host
    this.#connection = connection
  }

  /** Answers a message at the beginning, from its code on. */
  greet(opening: Uint8Array): Greeting {
    const code = readInt32(opening, 0)
    if (code === TLS || code === GSSAPI) {
      this.#connection.sendPlain('N')
      return { frames: [] }
    }
    if (code === CANCEL) {
      this.#host.cancel(readInt32(opening, 4))
      return { frames: [], end: true }
    }
    if (code >>> 16 !== VERSION_3) return refused(unsupported)
    return this.#startUp(opening)
  }

  #startUp(opening: Uint8Array): Greeting {
    const parameters = parametersOf(opening)
    const refusal = this.#host.refusal() ?? encodingError(parameters.get('client_encoding'))
    if (refusal !== undefined) return refused(refusal)
    const wanted = wantedSettings(parameters)
    const error = this.#host.performer.admit(this.#connection, wanted)
    if (error !== undefined) return refused(error)
    this.done = true
    const name = { application_name: parameters.get('application_name') ?? '' }
    const told = new Map([...this.#host.parameters(), ...Object.entries(name)])
    return { frames: greeting(told, this.#connection.id) }
  }
}

function parametersOf(opening: Uint8Array): Map<string, string> {
  const parameters = new Map<string, string>()
  for (let at = 4; at < opening.length && opening[at] !== 0; ) {
    const name = readText(opening, at)
    const value = readText(opening, name.next)
    parameters.set(name.text, value.text)
    at = value.next
  }
  return parameters
}

/** Parameters that are no settings, or that are settled otherwise. */
const settled = new Set(
  'user database replication client_encoding options deadlock_timeout log_lock_waits'.split(' '),
)

function wantedSettings(parameters: ReadonlyMap<string, string>): Map<string, string> {
  const wanted = [...parameters].filter(([name]) => !settled.has(name) && !name.startsWith('_pq_.'))
  const options = parameters.get('options') ?? ''
  const given = options.matchAll(/(?:-c\s*|--)([\w.-]+)=((?:\\.|[^\s\\])*)/g)
  for (const [, name, value] of given) {
    const setting = name.replaceAll('-', '_')
    if (!settled.has(setting)) wanted.push([setting, value.replaceAll(/\\(.)/g, '$1')])
  }
  return new Map(wanted)
}

function encodingError(encoding = 'UTF8'): ServerError | undefined {
  if (/^'?(utf-?8|unicode)'?$/i.test(encoding)) return undefined
  return { sqlState: '0A000', message: `gameday's PostgreSQL speaks UTF8, and not ${encoding}` }
}

const refused = (error: ServerError): Greeting => ({
  frames: [errorFrame({ ...error, severity: 'FATAL' })],
  end: true,
})

const unsupported: ServerError = {
  sqlState: '0A000',
  message: "gameday's PostgreSQL speaks version 3 of the protocol",
}

/** For what cannot be a message. */
export const violation: ServerError = {
  sqlState: '08P01',
  message: 'invalid message of the protocol',
}

/** The answer to a connection that begins with what cannot be a message. */
export const brokenOff: Greeting = refused(violation)
