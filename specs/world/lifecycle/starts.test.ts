/** C1 what a replica does before it is ready, behind a crash: alone, in turn, and again. */
import {
  call,
  type Change,
  change,
  crash,
  errors,
  exponential,
  type Run,
  service,
  simulate,
  type StartSpec,
  store,
  system,
  systemFrom,
  work,
} from 'gameday'
import { describe, expect, it } from 'vitest'
import { counts, once } from '../support/story.ts'

const users = once('api', { rate: '10/s', requests: 600, timeout: '5s' })

const pool = (start: StartSpec) =>
  system('pool', { users, api: service({ replicas: 3, start, handle: work('50ms') }) })

const all = crash('api', { refuse: true }).at('10s').for('3s')

const play = (start: StartSpec) => simulate(pool(start), { for: '60s', faults: [all] })

const ready = (run: Run): number[] =>
  run.facts('replica').flatMap(({ at, is }) => (is === 'ready' ? [at] : []))

describe('the start of a replica', () => {
  it('is before it takes requests; until then those of others who are not there refuse', () => {
    const run = play({ steps: work('2s') })
    expect(ready(run)).toEqual([15_000, 15_000, 15_000])
    expect(run.at('api').reasons).toEqual([
      { because: 'connection refused', count: 30 },
      { because: 'no replica left', count: 20 },
    ])
    expect(counts(run.requests().outcomes)).toEqual({ ok: 550, rejected: 50 })
  })

  it('is in turn where so many may start at once', () => {
    expect(ready(play({ steps: work('2s'), atOnce: 1 }))).toEqual([15_000, 17_000, 19_000])
    expect(ready(play({ steps: work('2s'), atOnce: 2 }))).toEqual([15_000, 15_000, 17_000])
  })

  it('begins so long after that of another', () => {
    expect(ready(play({ steps: work('2s'), every: '500ms' }))).toEqual([15_000, 15_500, 16_000])
    expect(ready(play({ every: '500ms' }))).toEqual([13_000, 13_500, 14_000])
  })

  it('waits for its own part of a jitter', () => {
    const times = ready(play({ steps: work('2s'), jitter: '10s' }))
    expect(new Set(times).size).toBe(3)
    expect(Math.min(...times)).toBeGreaterThan(15_000)
    expect(Math.max(...times)).toBeLessThan(25_000)
  })

  it('is done again when it has failed, and lost when it crashes', () => {
    const shop = system('shop', {
      users,
      api: service({ start: { steps: call('db'), again: '4s' }, handle: work('50ms') }),
      db: store({ time: '1s' }),
    })
    const failing = simulate(shop, { for: '60s', faults: [all, errors('db').at(0).for('20s')] })
    // At 13 s, 17 s and 21 s.
    expect(ready(failing)).toEqual([22_000])
    const again = crash('api').at('13.5s').for('2s')
    expect(ready(simulate(shop, { for: '60s', faults: [all, again], strict: false }))).toEqual([
      16_500,
    ])
    const between = crash('api').at('14s').for('2s')
    const both = [all, between, errors('db').at(0).for('15s')]
    expect(ready(simulate(shop, { for: '60s', faults: both, strict: false }))).toEqual([17_000])
  })

  it('is not for those that are there when a run begins', () => {
    const run = simulate(pool({ steps: work('2s') }), { for: '60s' })
    expect(run.facts('replica')).toEqual([])
    expect(run.availability()).toBe(1)
  })

  it('asks of others what it declares, which they do by JSON, too', () => {
    const shop = system('shop', {
      users,
      api: service({
        replicas: 5,
        start: [work('1s'), call('db', { timeout: '9s' })],
        stop: { within: '1s' },
        handle: work('50ms'),
      }),
      db: store({ concurrency: 1, time: '1s' }),
    })
    expect(shop.dependencies('api').calls).toEqual(['db'])
    const run = simulate(shop, { for: '60s', faults: [all] })
    // All ask the one slot of db at 14 s.
    expect(ready(run)).toEqual([15_000, 16_000, 17_000, 18_000, 19_000])
    const again = systemFrom(JSON.parse(JSON.stringify(shop)))
    expect(simulate(again, { for: '60s', faults: [all] as never }).digest).toBe(run.digest)
  })

  it('says all that is wrong with it', () => {
    const wrong = (): unknown =>
      service({
        start: { steps: call('dbb'), atOnce: 0, again: 0 },
        stop: { within: -1 },
        handle: work(exponential('1ms')),
      })
    expect(() => system('shop', { users, api: wrong() } as never)).toThrow(
      /atOnce[\s\S]*again[\s\S]*within/,
    )
    const unknown = { users, api: service({ start: call('dbb'), handle: work('1ms') }) }
    expect(() => system('shop', unknown as never)).toThrow(/"dbb" is called[\s\S]*api, start/)
  })
})

describe('a replica that is struck while it starts', () => {
  const struck = crash('api#0').at('11s').for('500ms')
  const play = (start: StartSpec) =>
    simulate(pool(start), { for: '60s', faults: [crash('api#0').at('9s').for('1s'), struck] })

  it('has been touched, though no request was inside, and starts again', () => {
    const run = play({ steps: work('2s') })
    expect(run.faults.map(({ touched }) => touched)).toContain(1)
    expect(run.warnings).toEqual([])
    expect(ready(run)).toEqual([13_500])
  })

  it('has been touched while it waits to do its steps again', () => {
    const shop = system('shop', {
      users,
      api: service({ replicas: 3, start: { steps: call('config'), again: '5s' }, handle: work(1) }),
      config: store({ time: '1ms' }),
    })
    const first = crash('api#0').at('9s').for('1s')
    const refused = errors('config').at('9s').for('4s')
    const run = simulate(shop, { for: '60s', faults: [first, refused, struck] })
    expect(run.warnings).toEqual([])
    // It began anew when the second crash was over, failed, and waited for 5 s.
    expect(ready(run)).toEqual([16_501])
  })
})

describe('a start that is called off', () => {
  // One at a time: #1 has begun with its 2 s when it is not wanted any more, #2 is next in line.
  const settings = store({ time: '2s' })
  const start = { steps: call('settings'), atOnce: 1 }
  const api = service({ replicas: 1, start, handle: work('50ms') })
  const three = change('api', { replicas: 3 })
  const play = (...changes: Change<'api'>[]) =>
    simulate(system('pool', { users, api, settings }), { for: '60s', changes })
  const told = (run: Run) =>
    run.facts('replica').map(({ at, replica, is }) => `${at} #${replica} ${is}`)
  const offAndOn = play(three.at('10s').for('1s'), three.at('20s').for('30s'))

  it('makes way, for nobody who is not wanted either', () => {
    expect(told(offAndOn).slice(0, 6)).toEqual([
      '10000 #1 added',
      '10000 #1 unready',
      '10000 #2 added',
      '10000 #2 unready',
      '11000 #1 removed',
      '11000 #2 removed',
    ])
    expect(offAndOn.on('api->settings').issued).toBe(1 + 2)
  })

  it('leaves nothing behind: the next one goes as if it were the first', () => {
    expect(told(offAndOn).slice(6, 12)).toEqual([
      '20000 #1 added',
      '20000 #1 unready',
      '20000 #2 added',
      '20000 #2 unready',
      '22000 #1 ready',
      '24000 #2 ready',
    ])
    expect(counts(offAndOn.requests().outcomes)).toEqual({ ok: 600 })
  })

  it('before it was its turn never begins', () => {
    const two = play(three.at('10s'), change('api', { replicas: 2 }).at('11s'))
    expect(told(two).slice(4)).toEqual(['11000 #2 removed', '12000 #1 ready'])
    expect(two.on('api->settings').issued).toBe(1)
  })
})
