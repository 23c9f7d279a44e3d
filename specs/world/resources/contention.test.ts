/** Work that slows other work in the same replica, and a collector that slows all of it. */
import { clients, leak, service, simulate, store, system, systemFrom, work } from 'gameday'
import { describe, expect, it } from 'vitest'
import { problemsOf } from '../../kernel/support/mistakes.ts'
import { once, story } from '../support/story.ts'

const shop = (spec: Partial<Parameters<typeof store>[0]>) =>
  system('shop', {
    users: once('db', { rate: '200/s', requests: 2, timeout: '5s' }),
    db: store({ time: '10ms', ...spec }),
  })

describe('contention', () => {
  it('slows what is under way from the moment that somebody else begins', () => {
    // The first works 5 ms alone, and then at two thirds of its speed for 7.5 ms more.
    const run = simulate(shop({ resources: { contention: { alpha: '50%' } } }), {
      for: '1s',
      trace: true,
    })
    expect(story(run).map(([at, until]) => [at, until])).toEqual([
      [0, 12.5],
      [5, 17.5],
    ])
  })

  it('is none for one alone', () => {
    const alone = { concurrency: 1, resources: { contention: { beta: 1 } } }
    const run = simulate(shop(alone), { for: '1s', trace: true })
    expect(story(run).map(([, until]) => until)).toEqual([10, 20])
  })

  it('comes back from JSON', () => {
    const declared = shop({ resources: { contention: { alpha: '3%', beta: 0.001 } } })
    const again = systemFrom(JSON.parse(JSON.stringify(declared)))
    const digest = simulate(declared, { for: '1s' }).digest
    expect(simulate(again, { for: '1s' }).digest).toBe(digest)
  })

  it('needs a coefficient', () => {
    expect(problemsOf(() => shop({ resources: { contention: {} } }))).toEqual([
      {
        what: 'with neither alpha nor beta nothing contends',
        where: 'db › resources › contention',
        fix: 'write alpha: 0.03',
      },
    ])
  })
})

describe('the collection of garbage', () => {
  it('takes the more, the more memory has leaked, until there is none', () => {
    const leaky = system('leaky', {
      users: once('api', { requests: 52 }),
      api: service({
        resources: { memory: { size: '100MB', gc: '10%', restart: '5s' } },
        handle: work('10ms'),
      }),
    })
    const lost = leak('api', { of: 'memory', perSecond: '2MB' }).at('0s').forever()
    const run = simulate(leaky, { for: '60s', faults: [lost], trace: true })
    const took = story(run).map(([at, until]) => until - at)
    // A tenth of used / free: of 50 MB to 50, of 90 to 10; after 50 s there is nothing left.
    expect(took[0]).toBe(10)
    expect(took[25]).toBeCloseTo(11, 1)
    expect(took[45]).toBeCloseTo(19, 0)
    expect(story(run)[51][2]).toBe('rejected')
  })
})

describe('a conflict rate', () => {
  it('is for components in which requests hold a slot', () => {
    const loop = () =>
      system('loop', {
        users: clients({ rate: '10/s', call: 'api' }),
        api: service({ nonBlocking: true, conflictRate: '1%', handle: work('1ms') }),
      })
    expect(problemsOf(loop)).toEqual([
      {
        what:
          'requests conflict with others that hold a slot, ' +
          'and with nonBlocking none does for long',
        where: 'api › conflictRate',
        fix: 'leave nonBlocking out, or write errorRate',
      },
    ])
  })

  it('fails one of two that are done together, and not the one that is done alone', () => {
    const run = simulate(shop({ conflictRate: '100%' }), { for: '1s' })
    expect(run.at('db').outcomes).toMatchObject({ ok: 1, error: 1 })
    expect(run.at('db').reasons).toEqual([{ because: '409', count: 1 }])
  })
})
