/** SQL cut into statements, and what they mean to a session. */
import { describe, expect, test } from 'vitest'
import { isPlainRead, roleOf, savepointOf } from '../../../src/postgres/sql/meaning.ts'
import { refusalOf } from '../../../src/postgres/sql/refusals.ts'
import { statementsOf } from '../../../src/postgres/sql/statements.ts'

const textsOf = (sql: string): string[] => statementsOf(sql).map(({ text }) => text)
const only = (sql: string) => statementsOf(sql)[0]

describe('statements', () => {
  test('are cut where a semicolon stands by itself', () => {
    expect(textsOf('select 1; select 2;')).toEqual(['select 1', 'select 2'])
    expect(textsOf(`select ';', E'\\';', ";", $a$;$a$, $$;$$ -- ;\n; table t`)).toHaveLength(2)
    expect(textsOf('/* a; /* nested; */ b; */ select 1')).toHaveLength(1)
    expect(textsOf(' ; -- nothing\n ;')).toEqual([])
  })

  test('have words, but not those in texts, names and comments', () => {
    const { words } = only(`SELECT "For", 'update' /* into */ FROM t -- insert`)
    expect(words).toEqual(['select', 'from', 't'])
  })

  test('call what stands before a parenthesis, quoted or not', () => {
    expect(only('select Now(), "My Fun"(1), count (*), (1)').calls).toEqual([
      'now',
      'My Fun',
      'count',
    ])
  })
})

describe('what a statement does to its transaction', () => {
  test.for([
    ['begin', 'begin'],
    ['BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY', 'begin'],
    ['start transaction', 'begin'],
    ['begin nonsense', 'within'],
    ['end', 'commit'],
    ['COMMIT WORK', 'commit'],
    ['abort', 'rollback'],
    ['rollback work to savepoint s', 'rollback to'],
    ['rollback to s', 'rollback to'],
    ['commit prepared $$x$$', 'within'],
    ['savepoint s', 'savepoint'],
    ['select 1', 'within'],
  ])('%s: %s', ([sql, role]) => {
    expect(roleOf(only(sql))).toBe(role)
  })

  test('names of savepoints are folded, as PostgreSQL folds them', () => {
    expect(savepointOf(only('SAVEPOINT One'))).toBe('one')
    expect(savepointOf(only('release savepoint "One"'))).toBe('"One"')
  })
})

describe('a plain read', () => {
  const lasting = new Set(['nextval', 'charge'])

  test.for([
    ['select * from t', true],
    ['with x as (select 1) table x', true],
    ['show timezone', true],
    ['select * from t for update', false],
    ['select * into u from t', false],
    ['with x as (delete from t returning 1) table x', false],
    [`select nextval('s')`, false],
    ['select charge(1)', false],
    [`select 'for update'`, true],
    ['explain select 1', true],
    ['explain analyze delete from t', false],
    ['set local x = 1', false],
  ] as const)('%s: %s', ([sql, plain]) => {
    expect(isPlainRead(only(sql), lasting)).toBe(plain)
  })
})

describe('a refusal', () => {
  test.for([
    'copy t from stdin',
    'listen news',
    'notify news',
    `prepare transaction 'x'`,
    `commit prepared 'x'`,
    'commit and chain',
    'select pg_sleep(1)',
    `set deadlock_timeout = '5s'`,
    'select pg_try_advisory_lock(1)',
  ])('of "%s" says what to do instead', sql => {
    expect(refusalOf(only(sql))).toMatchObject({ sqlState: '0A000', hint: expect.any(String) })
  })

  test.for(['commit', 'rollback and no chain', 'prepare x as select 1', 'select 1'])(
    'is not made of "%s"',
    sql => {
      expect(refusalOf(only(sql))).toBeUndefined()
    },
  )
})
