/** The stack of a mistake begins in the file of whoever made it, through whatever door. */
import {
  call,
  clients,
  crash,
  erlang,
  faultFrom,
  ruleFrom,
  scenario,
  service,
  simulate,
  slow,
  start,
  store,
  system,
  systemFrom,
  UsageError,
  withLoad,
} from 'gameday'
import { expect as expectRun } from 'gameday/expect'
import * as e from 'gameday/explore'
import { Bulkhead, CircuitBreaker, like, Retry, RateLimiter } from 'gameday/policies'
import { expect as expectInVitest } from 'gameday/vitest'
import { afterEach, describe, expect, it } from 'vitest'

const shop = system('shop', {
  users: clients({ rate: '10/s', call: 'web' }),
  web: service({ handle: call('db') }),
  db: store({ time: '5ms' }),
})
const run = simulate(shop, { for: '1s' })
const wrong = 'postgress' as 'db'
const crashed = crash('db').at('1s')
const misspelt = { for: '10s', kinds: ['slo' as 'slow'], holds: () => true } as const
const search = { for: '10s', runs: 1, store: false } as const

/** What somebody does wrong, line by line. */
const mistakes: Readonly<Record<string, () => unknown>> = {
  'a system': () => system('shop', { db: store({ time: '5' as '5ms' }) }),
  'a load': () => withLoad(shop, { users: '5' as '5/s' } as never),
  'a distribution': () => erlang({ mean: 0 } as never),
  'a fault': () => slow('db', {}),
  'the time of a fault': () => crash('db').at('5' as '5s'),
  'a condition': () => crashed.when(7 as never),
  'a scenario': () => scenario.cacheFlush('cache', { at: '5' as '5s' }),
  'the name of a component': () => simulate(shop, { for: '1s', faults: [crash(wrong).at(0)] }),
  'a fault that tests nothing': () => simulate(shop, { for: '1s', faults: [crashed] }),
  'options of simulate': () => simulate(shop, { for: '1' as '1s' }),
  'options of start': () => start(shop, { for: '1s', seed: {} as never }),
  'JSON of a system': () => systemFrom({ name: 7 } as never),
  'JSON of a fault': () => faultFrom({ kind: 'crush' } as never),
  'JSON of a rule': () => ruleFrom({ kind: 7 } as never),
  'a question': () => run.availability({ at: wrong }),
  'a window': () => run.availability({ between: ['5s', '1s'] }),
  'a component': () => run.at(wrong),
  'a journey': () => run.trace(99),
  'a matcher': () => expectRun(run).toStayAvailable('x' as '1%'),
  'a matcher of a runner': () => expectInVitest(run).toStayAvailable('99%', { at: wrong }),
  'what is no run': () => expectInVitest(7 as never).toNotExceedP99('5ms'),
  'a breaker': () => new CircuitBreaker({ consecutive: 0 } as never),
  'a breaker of a library': () => like.opossum({ errorThresholdPercentage: -3 }),
  'a bulkhead': () => new Bulkhead({} as never, undefined as never),
  'a retry': () => new Retry({ attempts: 0 }),
  'a rate limiter': () => new RateLimiter({ rate: 100 } as never, {} as never),
  'an experiment': () => e.experiment(7 as never, {} as never),
  'an exploration': () => e.exploration(shop, misspelt),
  explore: () => e.explore(shop, misspelt),
  search: () => e.search(shop, misspelt),
  faultsFor: () => e.faultsFor(shop, { kinds: ['slo' as 'slow'] }),
  loadsFor: () => e.loadsFor(shop, { rate: 'x' } as never),
  weakest: () => e.weakest({ timeout: ['2s', '50ms'] }, 7 as never),
  dispensable: () => e.dispensable(7 as never),
}

/** What is no mistake, and fails. */
const failures: Readonly<Record<string, () => unknown>> = {
  'a goal': () => expectRun(run).not.toStayAvailable('1%'),
  'a goal that is broken': () => e.explore(shop, { ...search, holds: () => false }),
  'a search that struck nothing': () =>
    e.explore(shop, { ...search, holds: r => r.requests().issued > 0 }),
}

const { prepareStackTrace: prepare, stackTraceLimit: limit } = Error

/** The lines of a stack, without the message. */
const linesOf = (error: Error): string[] =>
  (error.stack ?? '').slice(`${error.name}: ${error.message}\n`.length).split('\n')

async function thrownBy(deed: () => unknown): Promise<Error> {
  try {
    await deed()
  } catch (error) {
    return error as Error
  }
  throw new Error('it threw nothing')
}

describe('the stack', () => {
  it.each(Object.entries(mistakes))('of a mistake in %s begins here', async (_, deed) => {
    const error = await thrownBy(deed)

    expect(error).toBeInstanceOf(UsageError)
    expect(linesOf(error)[0]).toContain('users-line.test.ts:')
  })

  it.each(Object.entries(failures))('of %s begins here', async (_, deed) => {
    const error = await thrownBy(deed)

    expect(error).not.toBeInstanceOf(UsageError)
    expect(linesOf(error)[0]).toContain('users-line.test.ts:')
  })
})

describe('a stack', () => {
  afterEach(() => {
    Error.prepareStackTrace = prepare
    Error.stackTraceLimit = limit
  })

  /** Lets a mistake have these lines. */
  function mistakeWith(...lines: readonly string[]): Error {
    Error.prepareStackTrace = ({ name, message }) =>
      [`${name}: ${message}`, ...lines.map(line => `    at ${line}`)].join('\n')
    const error = new UsageError({ what: 'one is wrong', fix: 'mend it' })
    return { name: error.name, message: error.message, stack: `${error.stack}` }
  }

  it.each([
    ['of Windows', 'C:\\a (x86)\\gameday\\', '\\', 'C:\\a (x86)\\shop\\src\\shop.test.ts:3:4'],
    ['of URLs', 'file:///C:/my%20work/gameday/', '/', 'file:///C:/my%20work/shop.test.ts:3:4'],
    ['of paths', '/home/gameday/', '/', '/home/gameday/specs/shop.test.ts:3:4'],
  ])('%s begins at the line of the user', (_, root, slash, user) => {
    const file = (path: string) => `${root}${path.replaceAll('/', slash)}:1:2`
    const rest = [`Object.<anonymous> (${user})`, `async run (${file('src/explore/explore.ts')})`]
    const ours = [
      `beginAtUsersLine (${file('src/kernel/users-line.ts')})`,
      `new UsageError (${file('src/kernel/errors.ts')})`,
      'Array.map (<anonymous>)',
      `parse (${file('node_modules/valibot/dist/index.js')})`,
      `async ${file('matchers/expect.ts')}`,
      'node:internal/process/task_queues:95:5',
      'async Promise.all (index 0)',
    ]

    expect(linesOf(mistakeWith(...ours, ...rest))).toEqual(rest.map(line => `    at ${line}`))
  })

  it('of the built package begins there, too, wherever that is', () => {
    const ours = [
      'beginAtUsersLine (/clone/dist/errors-aBc.cjs:1:2)',
      'Object.ask (/clone/dist/matchers/expect.cjs:1:2)',
    ]

    expect(linesOf(mistakeWith(...ours, '/clone/shop.js:3:4'))).toEqual([
      '    at /clone/shop.js:3:4',
    ])
  })

  it('in which nobody else stands stays whole, and so does one of another form', () => {
    const bundled = ['beginAtUsersLine (/app/dist/all.js:1:2)', 'shop (/app/dist/all.js:3:4)']
    expect(linesOf(mistakeWith(...bundled))).toEqual(bundled.map(line => `    at ${line}`))

    Error.prepareStackTrace = () => ['no', 'text']
    expect(new UsageError({ what: 'wrong' }).stack).toEqual(['no', 'text'])
  })

  it('has as many lines as the user wants, and the first is the same', async () => {
    Error.stackTraceLimit = 1
    const one = await thrownBy(mistakes['a matcher of a runner'])
    Error.stackTraceLimit = 0
    const none = await thrownBy(mistakes['a matcher of a runner'])

    expect(linesOf(one)).toEqual([expect.stringContaining('users-line.test.ts:')])
    expect(none.stack).not.toContain('    at ')
    expect(Error.stackTraceLimit).toBe(0)
  })

  it('is hidden, and can be written, as that of any error', () => {
    const error = new UsageError({ what: 'one is wrong' })
    expect(Object.keys(error)).toEqual(['name', 'problems'])
    expect(structuredClone(error).stack).toBe(error.stack)

    const other = new UsageError({ what: 'one is wrong' })
    other.stack = 'mine'
    expect(other.stack).toBe('mine')
  })
})
