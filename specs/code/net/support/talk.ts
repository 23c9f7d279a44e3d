/** Two components of code that speak over a socket: what each notes, at which virtual time. */
import type { Socket } from 'node:net'
import { app, type CodeSpec } from '../../../../src/code/index.ts'
import { clients, type Fault, type Run, simulate, store, system } from '../../../../src/index.ts'

/** Notes something, with the milliseconds since the run began. */
export type Note = (what: unknown) => void

/** The names in the system that faults may strike. */
export type Names = 'worker' | 'server' | 'worker->server'

/** What is said about a talk beside its two sides. */
export type Around = {
  readonly faults?: readonly Fault<Names>[]
  /** The link between the two. Default: 5 ms each way. */
  readonly link?: object | string
  /** How the worker calls. */
  readonly policy?: object
  readonly server?: CodeSpec<never, never>
  /** How long it lasts. Default: 20 seconds. */
  readonly lasts?: string
}

const START = Date.UTC(2026, 0, 1)

/** Has a worker talk to a server, while users ask for something else. */
export async function talk(
  worker: (note: Note) => unknown,
  server: (note: Note) => unknown,
  { faults = [], link = '5ms', policy = {}, server: spec = {}, lasts = '20s' }: Around = {},
): Promise<{ readonly notes: [at: number, what: unknown][]; readonly run: Run }> {
  const notes: [number, unknown][] = []
  const note = (what: unknown): void => void notes.push([Date.now() - START, what])
  const shop = system(
    'shop',
    {
      users: clients({ rate: '1/s', arrivals: 'steady', call: 'pages' }),
      pages: store({ time: '1ms' }),
      worker: app(() => void worker(note), { calls: { server: policy } }),
      server: app(() => void server(note), spec),
    },
    { network: { 'worker->server': link as '5ms' } },
  )
  const run = await simulate(shop, { for: lasts as '20s', faults, strict: false })
  return { notes, run }
}

/** Notes all that a socket tells. */
export function noting(socket: Socket, note: Note, who: string): Socket {
  return socket
    .on('connect', () => note(`${who} connected`))
    .on('data', data => note(`${who} heard ${String(data)}`))
    .on('end', () => note(`${who} heard all`))
    .on('error', (error: { code?: string }) => note(`${who} ${error.code}`))
    .on('close', () => note(`${who} closed`))
}
