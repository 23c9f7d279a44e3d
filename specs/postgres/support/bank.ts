/** A bank and its clients: what most specs of the server tell their story with. */
import pg from 'pg'
import { startBackend } from '../../../src/postgres/backend/start.ts'
import { PostgresServer, type ServerOptions } from '../../../src/postgres/server.ts'
import { World } from './world.ts'

const schema = `
  create table accounts (id text primary key, balance int not null);
  create table orders (
    id serial primary key, account text not null references accounts,
    amount int not null, key uuid default gen_random_uuid(), at timestamptz default now()
  );`

const seed = `insert into accounts values ('u1', 100), ('u2', 100)`

/** What a story has. */
export type Bank = {
  readonly world: World
  readonly server: PostgresServer
  /** A client of the library `pg` that is connected. */
  readonly client: (config?: pg.ClientConfig) => Promise<pg.Client>
  readonly pool: (max?: number) => pg.Pool
}

/** What may be otherwise. */
type Circumstances = {
  readonly seed?: number
  readonly world?: World
  readonly options?: ServerOptions
}

/** Tells a story at a bank, in virtual time. */
export async function atBank<T>(
  story: (bank: Bank) => Promise<T>,
  { seed: dice = 1, world = new World(dice), options = {} }: Circumstances = {},
): Promise<T> {
  const server = new PostgresServer(await startBackend({ schema, seed }), world, options)
  const pools: pg.Pool[] = []
  const stream = () => world.connect(server) as never
  const bank: Bank = {
    world,
    server,
    async client(config = {}) {
      const client = new pg.Client({ stream, ...config })
      client.on('error', () => undefined)
      await client.connect()
      return client
    },
    pool(max = 4) {
      const pool = new pg.Pool({ stream, max, idleTimeoutMillis: 0 })
      pool.on('error', () => undefined)
      pools.push(pool)
      return pool
    },
  }
  const told = await world.play(() => story(bank))
  for (const pool of pools) void pool.end()
  return told
}

/** The SQLSTATE of the error that a promise ends with. */
export const codeOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'no error',
    (error: { code: string }) => error.code,
  )
