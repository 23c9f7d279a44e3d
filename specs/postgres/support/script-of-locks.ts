/** The part of the script in which two transactions get in each other's way. */

/** Stories of two sessions with a transaction each. */
export const lockChapters: Readonly<Record<string, string>> = {
  'read committed': `
    a: begin
    b: begin
    a: select v from t where id = 1
    b: select v from t where id = 1
    a: update t set v = 50 where id = 1
    b: select v from t where id = 1
    b: update t set v = 60 where id = 2
    a: select v from t where id = 2
    b: update t set v = v - 10 where id = 1
    a: select v from t where id = 1
    a: commit
    b: select v from t where id = 1
    b: commit
    a: select * from t order by id
    a: begin
    b: begin
    a: insert into child (t) values (1) returning id
    b: insert into child (t) values (2) returning id
    a: insert into child (t) values (3) returning id
    b: select id, t from child
    a: select id, t from child
    b: insert into child (t) values (3) returning id
    a: rollback
    b: commit
    a: select id, t from child
    a: insert into child (t) values (1) returning id
    a: begin
    a: select v from t where id = 3
    b: update t set v = 301 where id = 3
    a: select v from t where id = 3
    a: update t set v = v + 1 where v = 301
    b: delete from t where id = 3
    a: rollback
    a: select * from t order by id`,
  'locks of rows': `
    a: begin
    a: select * from t where id = 1 for update
    b: select * from t where id = 1
    b: select * from t where id = 1 for update nowait
    b: select id from t order by id for update skip locked
    b: select * from t where id = 2 for share
    b: update t set v = 1 where id = 2
    b: begin
    b: select * from t where id = 1 for update
    a: update t set v = 99 where id = 1
    a: commit
    a: select v from t where id = 1
    b: update t set v = v + 1 where id = 1
    b: commit
    a: select v from t where id = 1
    a: begin
    b: begin
    a: select id from jobs where state = 'new' order by id limit 1 for update skip locked
    b: select id from jobs where state = 'new' order by id limit 1 for update skip locked
    a: update jobs set state = 'done' where id = 1
    b: update jobs set state = 'done' where id = 2
    a: commit
    b: rollback
    a: select * from jobs order by id
    a: begin
    a: insert into uniq values ('k', 1)
    b: insert into uniq values ('k', 2)
    a: commit
    b: select * from uniq
    a: begin
    a: insert into uniq values ('l', 1)
    b: insert into uniq values ('l', 2) on conflict do nothing
    a: rollback
    b: select * from uniq order by k
    a: begin
    a: delete from t where id = 3
    b: insert into child (t) values (3)
    a: commit
    a: select bump(1)
    b: begin
    b: select bump(1)
    a: select bump(1)
    b: commit
    a: select v from t where id = 1
    a: begin
    b: begin
    a: select pg_advisory_xact_lock(7)
    b: select pg_try_advisory_xact_lock(7) as got
    b: select pg_advisory_xact_lock(7)
    a: commit
    b: commit
    b: set lock_timeout = '1s'
    a: begin
    a: update t set v = 0 where id = 1
    b: update t set v = 1 where id = 1
    pause
    a: rollback`,
  'a deadlock': `
    a: begin
    b: begin
    a: update t set v = 1 where id = 1
    b: update t set v = 2 where id = 2
    a: update t set v = 1 where id = 2
    pause
    b: update t set v = 2 where id = 1
    pause
    a: select v from t order by id
    b: select 1
    b: rollback
    a: commit
    b: select v from t order by id`,
  'tables as a whole': `
    a: begin
    a: select count(*)::int as n from t
    b: alter table t add column more int
    a: commit
    b: select * from t order by id limit 1
    a: begin
    a: lock table t
    b: select count(*)::int as n from t
    a: rollback
    a: begin
    a: create table made (id int)
    a: insert into made values (1)
    b: select * from made
    a: select * from made
    a: commit
    b: select * from made
    b: begin
    b: drop table made
    a: select 1
    b: rollback
    a: select * from made`,
  snapshots: `
    a: begin isolation level repeatable read
    b: begin isolation level repeatable read
    a: select v from t where id = 1
    b: select v from t where id = 1
    a: update t set v = 0 where id = 1
    b: update t set v = 1 where id = 1
    a: commit
    b: select 1
    b: rollback
    a: begin isolation level serializable
    b: begin isolation level serializable
    a: select sum(v)::int as sum from t
    b: select sum(v)::int as sum from t
    a: insert into t values (10, 1)
    a: commit
    b: rollback
    a: begin
    a: set transaction isolation level repeatable read
    a: select v from t where id = 2
    a: update t set v = 5 where id = 2
    b: select v from t where id = 2
    a: commit
    b: select v from t where id = 2
    a: begin read only
    a: insert into t values (11, 1)
    a: rollback`,
}
