/** Mistakes in what the words of code are given: all told at once, by the system they stand in. */
import { describe, expect, test } from 'vitest'
import { app, code } from '../../src/code/index.ts'
import { postgres } from '../../src/code/stores/postgres.ts'
import { redis } from '../../src/code/stores/redis.ts'
import { clients, store, system, systemFrom, UsageError } from '../../src/index.ts'

function refusalOf(declare: () => unknown): UsageError {
  try {
    declare()
  } catch (error) {
    if (error instanceof UsageError) return error
    throw error
  }
  throw new Error('nothing was refused')
}

/** What is told of a part, as a line for each mistake. */
function told(part: unknown): string[] {
  const users = clients({ rate: '1/s', call: 'part' })
  const { problems } = refusalOf(() => system('shop', { users, part: part as never }))
  return problems.map(({ what, where, fix }) => `${where}: ${what}: ${fix}`)
}

const given = (value: unknown): never => value as never

describe('a mistake in', () => {
  test.each([
    [
      'code(7)',
      code(given(7)),
      'part: 7 is no function: write code(async (request, { call }) => …)',
    ],
    ['app(7)', app(given(7)), 'part: 7 is no function: write app(() => buildOrders())'],
    [
      'app(express())',
      app(Object.assign(() => {}, { use: () => {}, handle: () => {} })),
      'part: this is a service, and not a function that makes one: write app(() => buildOrders())',
    ],
    [
      'code(…, 7)',
      code(() => 1, given(7)),
      "part: 7 is no set of options: write { calls: ['db'] }, or leave it out",
    ],
    [
      'a Redis that is too small',
      redis({ maxEntries: -1 }),
      'part › maxEntries: -1 is not a whole number from 1 to 100_000_000: write maxEntries: 10_000',
    ],
    [
      'the connections of a PostgreSQL',
      postgres({ maxConnections: given('x') }),
      'part › maxConnections: "x" is not a whole number from 1 to 262_143: ' +
        'write maxConnections: 20',
    ],
    [
      'a schema that was read as bytes',
      postgres({ schema: given(Buffer.from('create table a()')) }),
      "part › schema: a Uint8Array is no text: write schema: 'create table …', " +
        "or readFileSync(…, 'utf8')",
    ],
    [
      'how long a Redis takes',
      redis({ time: given('3') }),
      'part › time: "3" is no duration: it has no unit: ' +
        'write "3ms", or the number 3 (milliseconds)',
    ],
    [
      'how far a standby is behind',
      postgres({ replicationLag: given('2') }),
      'part › replicationLag: "2" is no duration: it has no unit: ' +
        'write "2ms", or the number 2 (milliseconds)',
    ],
    [
      'options of a Redis that are none',
      redis(given('cache')),
      'part: "cache" is no set of options: write { time: … }',
    ],
  ])('%s is told', (_, part, mistake) => {
    expect(told(part)).toEqual([mistake])
  })

  test('the name of an option is met with those of its own word', () => {
    const named = (part: unknown): string => told(part)[0]

    expect(named(redis(given({ maxEntrys: 5 })))).toContain('did you mean "maxEntries"?')
    expect(named(redis(given({ xyzzy: 5 })))).toContain('write one of "time", "durable"')
    expect(named(redis(given({ replicas: 3 })))).toContain('there is no option "replicas"')
    expect(named(postgres(given({ xyzzy: 5 })))).toContain('write one of "schema", "seed", "time"')
  })
})

test('all mistakes of all parts are told at once, at the line of the system', () => {
  const { problems, stack } = refusalOf(() =>
    system('shop', {
      users: clients({ rate: '1/s', call: 'web' }),
      web: app(given(null), { cpu: given('x'), queue: -1 }),
      pricing: code(given('quote')),
      cache: redis({ time: given('3'), maxEntries: 0, eviction: given('lru') }),
      db: postgres({ maxConnections: 0.5, seed: given(7) }),
      rates: store({ time: given('1') }),
    }),
  )

  expect(problems.map(({ where }) => where)).toEqual([
    'web › cpu',
    'web › queue',
    'web',
    'pricing',
    'cache › time',
    'cache › maxEntries',
    'cache › eviction',
    'db › seed',
    'db › maxConnections',
    'rates › time',
  ])
  expect(stack?.split('\n').find(line => line.includes(' at '))).toContain('declared.test.ts')
})

test('a store out of JSON is what it was, once its code is put back', () => {
  const cache = redis({ time: '0.3ms', password: 'secret', maxEntries: 10 })
  const shop = system('shop', { users: clients({ rate: '1/s', call: 'cache' }), cache })

  const again = systemFrom(JSON.parse(JSON.stringify(shop)), { code: { cache } })

  expect(again.data.parts.get('cache')).toEqual(shop.data.parts.get('cache'))
})
