/** Brings the database back to where a run begins: empty tables and the seed, or all anew. */
import { statementsOf } from '../sql/statements.ts'
import { literal } from '../sql/literal.ts'
import type { Backend } from './backend.ts'

/**
 * Has the database hold the schema and the seed, and nothing of the run before: tables are emptied,
 * or, where statements have changed what there is, dropped and made again.
 *
 * @param random where its chance begins: from 0 up to 1
 */
export function reset(backend: Backend, random: number): void {
  forgetSessions(backend)
  if (backend.catalogChanged || backend.schemaFills) makeFromNothing(backend)
  else refill(backend)
  backend.ask(`select setseed(${random * 2 - 1})`)
}

/** Drops what there is, and makes the schema and the seed. */
export function makeFromNothing(backend: Backend): void {
  forgetSessions(backend)
  backend.ask(dropAll)
  apply(backend, backend.schema, 'the schema')
  backend.schemaFills = backend.ask(anyRow)[0][0] === 't'
  backend.tables = backend.ask(`select c.oid::regclass ${tables}`).map(([name]) => `${name}`)
  apply(backend, backend.seed, 'the seed')
  backend.catalogChanged = false
}

/** Tables nobody has written to take no room, and need not be emptied. */
function refill(backend: Backend): void {
  const [[names]] = backend.ask(`select string_agg(name, ', ') from
    unnest(array[${backend.tables.map(literal).join(', ')}]::text[]) t(name)
    where pg_relation_size(name::regclass) > 0`)
  if (names !== null) backend.ask(`truncate ${names} cascade`)
  backend.ask('select setval(seqrelid, seqstart, false) from pg_sequence')
  apply(backend, backend.seed, 'the seed')
}

function apply(backend: Backend, sql: string, which: string): void {
  if (statementsOf(sql).length > 0) backend.apply(sql, `${which} of startBackend`)
  // Dumps set the search path to nothing, and a session must not inherit that.
  backend.ask('rollback; reset all')
}

/** Ends what sessions have left: transactions, prepared statements, settings, temporary tables. */
function forgetSessions(backend: Backend): void {
  backend.ask('rollback')
  for (const [gid] of backend.ask('select gid from pg_prepared_xacts')) {
    backend.ask(`rollback prepared ${literal(`${gid}`)}`)
  }
  backend.ask('discard all')
  backend.prepared.clear()
}

/** Whether a schema belongs to the user, as a condition on `nspname`. */
const ofUser = `nspname !~ '^pg_' and nspname <> 'information_schema'`

const dropAll = `do $$ declare name text; begin
  set local client_min_messages = error;
  for name in select quote_ident(nspname) from pg_namespace where ${ofUser} loop
    execute 'drop schema ' || name || ' cascade';
  end loop;
  create schema public;
end $$`

/** All tables of the user, and what keeps the rows of a query. */
const tables = `from pg_class c join pg_namespace n on n.oid = relnamespace
  where relkind in ('r', 'm') and ${ofUser}`

/** Whether there is a row, or a view that keeps some: only the schema itself brings those back. */
const anyRow = `
  select coalesce(bool_or(relkind = 'm' or pg_relation_size(c.oid) > 0), false) ${tables}`
