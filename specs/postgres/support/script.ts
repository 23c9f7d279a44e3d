/**
 * What two sessions say in turn, to compare a server with PostgreSQL: one statement a line, with
 * the session before it and, after `<-`, what stands for its parameters. `pause` lets time pass.
 */

import { lockChapters } from './script-of-locks.ts'

/** What each chapter begins with. */
export const schema = `
  create table t (id int primary key, v int not null, name text);
  create table child (id serial primary key, t int references t, note text default 'none');
  create table uniq (k text primary key, n int);
  create table jobs (id int primary key, state text not null default 'new');
  create function bump(which int) returns int language sql as
    'update t set v = v + 1 where id = which returning v';
  insert into t values (1, 100, 'one'), (2, 200, 'two'), (3, 300, null);
  insert into jobs select g from generate_series(1, 4) g;`

/** Stories of two sessions; each is told on fresh tables. */
export const chapters: Readonly<Record<string, string>> = {
  ...lockChapters,
  'statements alone': `
    a: select 1 as one, 'x' as text, null as nothing, true as yes, 1.50::numeric as exact
    a: select array[1, 2] as list, '{"a": [1]}'::jsonb as json, '\\xff00'::bytea as bytes
    a: select $1::int + $2::int as sum <- [40, 2]
    a: select $1::text as text <- ["a'b"]
    a: select * from t order by id
    a: insert into child (t) values (1) returning *
    b: insert into child (t, note) values (2, $1) returning * <- ["hello"]
    a: update t set v = v + 1 where id = any($1) returning id, v <- [[1, 2]]
    b: delete from child where t = 1
    a: select count(*)::int as n from child
    a: insert into t values (1, 1)
    a: insert into child (t) values (99)
    a: selekt 1
    a: select nope
    a: select 1/0
    a: select * from nowhere
    b: insert into uniq values ('k', 1) on conflict (k) do update set n = uniq.n + 1 returning n
    a: insert into uniq values ('k', 1) on conflict (k) do update set n = uniq.n + 1 returning n
    a: select 1 as a; select 2 as b
    a: select 1 as a; select 1/0; select 2 as b
    a:
    a: with moved as (delete from jobs where id = 4 returning id) select * from moved
    a: truncate jobs
    a: explain (costs off) select 1
    a: show server_encoding
    a: commit
    a: rollback
    a: savepoint s
    b: values (1, 'a'), (2, 'b')
    b: table uniq`,
  'a transaction that fails': `
    a: begin
    a: insert into uniq values ('a', 1)
    a: select 1/0
    a: select 1
    a: insert into uniq values ('b', 1)
    a: select $1::int <- [1]
    b: select * from uniq
    a: commit
    a: select * from uniq
    a: begin
    a: insert into uniq values ('a', 1)
    a: savepoint one
    a: insert into uniq values ('a', 2)
    a: select 1
    a: rollback to one
    a: insert into uniq values ('b', 2)
    a: savepoint two
    a: insert into uniq values ('c', 3)
    b: select * from uniq
    a: rollback to savepoint one
    a: rollback to two
    a: rollback to one
    a: release one
    a: select * from uniq order by k
    a: begin
    a: commit
    b: select * from uniq order by k
    a: start transaction
    a: insert into uniq values ('z', 9)
    a: abort
    a: select * from uniq order by k
    a: begin; insert into uniq values ('m', 1); commit
    a: begin; insert into uniq values ('n', 1)
    b: select * from uniq order by k
    a: rollback
    a: insert into uniq values ('o', 1); select 1/0
    b: select * from uniq order by k
    a: begin
    a: rollback to nothing
    a: rollback to nothing
    a: end`,
  'settings of sessions': `
    a: set timezone = 'Europe/Berlin'
    a: select '2030-01-01 12:00+00'::timestamptz::text as at
    b: select '2030-01-01 12:00+00'::timestamptz::text as at
    a: show timezone
    b: show timezone
    a: begin
    a: set local statement_timeout = '5s'
    a: show statement_timeout
    b: show statement_timeout
    a: show statement_timeout
    a: commit
    a: show statement_timeout
    a: begin
    a: set search_path = pg_catalog
    a: rollback
    a: select count(*)::int as n from t
    a: select set_config('app.tenant', '7', false) as tenant
    b: select nullif(current_setting('app.tenant', true), '') as tenant
    a: select current_setting('app.tenant') as tenant
    a: reset all
    a: show timezone`,
}
