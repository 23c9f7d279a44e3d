/** Bounds that somebody meant otherwise: the error names the words that do it. */
import {
  call,
  clients,
  type Fault,
  faultFrom,
  misconfigure,
  publish,
  queue,
  service,
  store,
  system,
  systemFrom,
  work,
  worker,
} from 'gameday'
import { checkBulkhead } from 'gameday/policies'
import { describe, expect, it } from 'vitest'
import { anything, problemsOf } from '../kernel/support/mistakes.ts'

const users = clients({ rate: '1/s', call: 'db' })
const db = store({ time: 1 })

describe('no slots at all', () => {
  it('is a pause, or an exhausted pool of threads', () => {
    expect(() => misconfigure('db', { concurrency: 0 })).toThrow(
      "write concurrency: 2; for none at all, pause('db') or exhaust('db', 'threads')",
    )
  })
})

describe('a queue without a bound', () => {
  const waits = (bound: unknown) => ({
    'of a component': () => system('s', { users, db: store(anything({ time: 1, queue: bound })) }),
    'of a bulkhead': () =>
      system('s', {
        users: clients({ rate: '1/s', call: 'api' }),
        api: service({
          handle: call('db', {
            bulkhead: anything({ kind: 'threadPool', limit: 1, queue: bound }),
          }),
        }),
        db,
      }),
    'of kept connections': () =>
      system(
        's',
        { users, db },
        { network: { default: { keepAlive: anything({ queue: bound }) } } },
      ),
    'of messages': () =>
      system('s', {
        users: clients({ rate: '1/s', call: publish('jobs') }),
        jobs: queue(anything({ capacity: bound })),
        staff: worker({ of: 'jobs', handle: work(1) }),
      }),
    'of a misconfigured component': () => misconfigure('db', anything({ queue: bound })),
  })

  it.each(Object.entries(waits('unbounded')))('%s has a word', (_, make) => {
    expect(make).not.toThrow()
  })

  it.each(Object.entries(waits(Infinity)))('%s is no number', (_, make) => {
    expect(problemsOf(make)).toEqual([
      expect.objectContaining({
        what: expect.stringMatching(/^Infinity is not a whole number from [01] to 10?_000_000$/),
        fix: expect.stringMatching(/^write (queue|capacity): \d.*, or 'unbounded'$/),
      }),
    ])
  })

  it('comes back from JSON', () => {
    const small = system('small', { users, db: store({ time: 1, queue: 'unbounded' }) })
    const again = systemFrom(JSON.parse(JSON.stringify(small)))
    expect(JSON.stringify(again)).toBe(JSON.stringify(small))
    const fault: Fault = misconfigure('db', { queue: 'unbounded' }).at('1s')
    expect(faultFrom(JSON.parse(JSON.stringify(fault)))).toEqual(fault)
  })

  it('is printed as it is written', () => {
    const fault = misconfigure('db', { queue: 'unbounded' }).at('1s').for('2s')
    expect(`${fault}`).toBe("misconfigure('db', { queue: 'unbounded' }).at('1s').for('2s')")
    expect(`${misconfigure('db', { concurrency: 2, queue: 0 })}`).toContain(
      '{ concurrency: 2, queue: 0 }',
    )
  })

  it('has no oldest that has to go, and lets all wait for no time at all', () => {
    const bulkhead = { limit: 1, queue: 'unbounded', whenFull: 'dropOldest', maxWait: 0 }
    expect(checkBulkhead(bulkhead, '').map(({ what }) => what)).toEqual([
      "whenFull is 'dropOldest', but a queue that is unbounded is never full",
      'any number of calls may wait, but for 0 ms, so each is turned out at once',
    ])
  })
})

describe('settings that say nothing', () => {
  it('are no misconfiguration', () => {
    expect(problemsOf(() => misconfigure('db', {}))).toMatchObject([
      { fix: 'say what they are: { concurrency: 2 }, or { queue: 0 }' },
    ])
  })
})
