/** Scripts that are drawn: two sessions that do whatever comes to their minds, READ COMMITTED. */
import { World } from './world.ts'

/**
 * What sessions do; K is a row, N a number. None changes two rows: a statement that waits for the
 * second holds the first in PostgreSQL, and nothing in the server.
 */
const kinds = `
  begin | begin | begin
  commit | commit
  rollback
  savepoint s
  rollback to s
  release s
  select v from t where id = K
  select id, v from t order by id
  select count(*)::int as n from uniq
  update t set v = v + N where id = K returning v
  update t set v = v + N where id = K
  update t set name = 'N' where id = K
  insert into uniq values ('K', N)
  insert into uniq values ('K', N) on conflict (k) do update set n = uniq.n + 1 returning n
  insert into uniq values ('K', N) on conflict do nothing
  delete from uniq where k = 'K'
  insert into child (t) values (K) returning id
  delete from child where t = K returning id
  select id from t where id = K for update
  select id from t where id = K for share
  select id from t where id = K for update nowait
  select id from jobs where state = 'new' order by id limit 1 for update skip locked
  update jobs set state = 'done' where id = K
  select bump(K)
  select pg_advisory_xact_lock(K)
  select pg_try_advisory_xact_lock(K) as got
  select 1/0
  select $1::int + v as sum from t where id = K <- [N]
  update t set v = $1 where id = K <- [N]`
  .split(/[\n|]/)
  .map(kind => kind.trim())
  .filter(kind => kind !== '')

/** A script of so many statements, of a seed. */
export function drawnScript(seed: number, length: number): string {
  const dice = new World(seed * 7_919)
  const draw = (most: number): number => Math.floor(dice.random() * most)
  const lines = Array.from({ length }, () => {
    const said = kinds[draw(kinds.length)].replaceAll('K', `${1 + draw(3)}`)
    return `${'ab'[draw(2)]}: ${said.replaceAll('N', `${draw(150)}`)}`
  })
  const ends = ['a: rollback', 'b: rollback', 'pause', 'a: rollback', 'b: rollback']
  return [...lines, 'pause', ...ends, 'a: select * from t order by id'].join('\n')
}
