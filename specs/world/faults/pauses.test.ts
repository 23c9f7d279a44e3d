/** Pauses and throttled processors: what is under way ends later, and nothing is lost. */
import {
  call,
  contend,
  crash,
  type Fault,
  pause,
  service,
  simulate,
  slow,
  store,
  system,
  throttleCpu,
  work,
} from 'gameday'
import { describe, expect, it } from 'vitest'
import { attemptsOf, counts, once, story } from '../support/story.ts'

const db = system('db', {
  users: once('db', { requests: 4, rate: '50/s', timeout: '10s' }),
  db: store({ time: '100ms', concurrency: 2 }),
})

type Target = 'db' | 'db#0'
const play = (...faults: Fault<Target>[]) => simulate(db, { for: '2s', trace: true, faults })
const ends = (...faults: Fault<Target>[]): number[] =>
  story(play(...faults)).map(([, until]) => until)

describe('C3 a pause of 50,000 requests', () => {
  it('lets each go on with what is left of its work, in the order in which they began', () => {
    const many = system('many', {
      users: once('db', { requests: 50_000, rate: '100000/s', timeout: '10s' }),
      db: store({ time: '600ms', concurrency: 50_000 }),
    })
    const paused = pause('db').at('550ms').for('1s')
    const run = simulate(many, { for: '2s', faults: [paused] })
    expect(run.faults[0].touched).toBe(50_000)
    expect(run.requests().outcomes).toMatchObject({ ok: 50_000 })
    expect(run.requests().latency).toMatchObject({ mean: 1_600, p50: 1_600, p99: 1_600 })
  })
})

describe('C3 a pause', () => {
  it('lets what is under way end later by the length of the pause, and lets nothing begin', () => {
    // Requests come at 0, 20, 40, 60; two slots.
    expect(ends()).toEqual([100, 120, 200, 220])
    expect(ends(pause('db').at('50ms').for('500ms'))).toEqual([600, 620, 700, 720])
  })

  it('that begins before work ends lets it end after, by what is left of the work', () => {
    expect(ends(pause('db').at('90ms').for('1s'))).toEqual([1_100, 1_120, 1_200, 1_220])
  })

  it('twice delays twice, and pauses that overlap last until the last one ends', () => {
    const twice = [pause('db').at('10ms').for('10ms'), pause('db').at('50ms').for('30ms')]
    expect(ends(...twice)).toEqual([140, 150, 240, 250])
    const overlapping = [pause('db').at('10ms').for('20ms'), pause('db').at('20ms').for('30ms')]
    expect(ends(...overlapping)[0]).toBe(140)
  })

  it('counts whom it has held up', () => {
    const run = play(pause('db').at('50ms').for('500ms'))
    // Two were at work when it began; those who waited for a slot would have waited anyway.
    expect(run.faults[0].touched).toBe(2)
    expect(counts(run.requests().outcomes)).toEqual({ ok: 4 })
  })

  it('for good leaves callers waiting until they give up', () => {
    const run = play(pause('db').at('50ms'))
    expect(story(run).map(([at, until, outcome]) => [until - at, outcome])).toEqual([
      [10_000, 'timeout'],
      [10_000, 'timeout'],
      [10_000, 'timeout'],
      [10_000, 'timeout'],
    ])
  })

  it('may end in a crash, which loses what was held', () => {
    const faults = [
      pause('db').at('50ms').for('500ms'),
      crash('db', { refuse: true }).at('60ms').for('10ms'),
    ]
    const run = play(...faults)
    expect(story(run).map(([, until, outcome]) => [until, outcome])).toEqual([
      [60, 'error'],
      [60, 'error'],
      [60, 'error'],
      [60, 'rejected'],
    ])
  })
})

describe('C3 a pause of a caller', () => {
  const chain = (options: object) =>
    system('chain', {
      users: once('web', { timeout: '10s' }),
      web: service({ handle: [work('10ms'), call('db', options), work('5ms')] }),
      db: store({ time: '100ms' }),
    })

  it('lets answers wait until it is over', () => {
    const run = simulate(chain({}), {
      for: '1s',
      trace: true,
      faults: [pause('web').at('50ms').for('300ms')],
    })
    expect(attemptsOf(run, 'web->db')).toEqual([[10, 110, 'ok']])
    expect(story(run)).toEqual([[0, 355, 'ok']])
  })

  it('lets time-outs pass, and retries wait until it is over', () => {
    const options = { timeout: '150ms', retry: { attempts: 2, base: '10ms', jitter: 'none' } }
    const slowDb = slow('db', { by: '100ms' }).for('200ms')
    const run = simulate(chain(options), {
      for: '1s',
      trace: true,
      faults: [pause('web').at('50ms').for('300ms'), slowDb],
    })
    expect(attemptsOf(run, 'web->db')).toEqual([
      [10, 160, 'timeout'],
      [350, 450, 'ok'],
    ])
    expect(story(run)).toEqual([[0, 455, 'ok']])
  })
})

describe('C3 a pause of a caller whose deadline passes', () => {
  it('leaves no retry behind, whatever stands in', () => {
    const options = {
      timeout: '20ms',
      deadline: '100ms',
      retry: { attempts: 5, base: '10ms', jitter: 'none' },
    } as const
    const chain = system('chain', {
      users: once('web', { timeout: '10s' }),
      web: service({ handle: call('db', { ...options, fallback: [work('7ms')] }) }),
      db: store({ time: '1s' }),
    })
    const faults = [pause('web').at('25ms').for('300ms')]
    const run = simulate(chain, { for: '1s', trace: true, faults })
    // The first attempt is over at 20, the retry is due at 30, the deadline is at 100.
    expect(attemptsOf(run, 'web->db')).toEqual([[0, 20, 'timeout']])
    expect(story(run)).toEqual([[0, 332, 'degraded']])
  })
})

describe('C3 a throttled processor', () => {
  it('slows what is under way, and what begins, until it is over', () => {
    // The first has done 50 of 100 at 50, and 50 more take it 250.
    expect(ends(throttleCpu('db', { to: '20%' }).at('50ms'))).toEqual([300, 400, 800, 900])
    // Of the first 40 are left at 110, and of the second 60.
    expect(ends(throttleCpu('db', { to: '20%' }).at('50ms').for('50ms'))).toEqual([
      140, 160, 240, 260,
    ])
  })

  it('multiplies with another', () => {
    const half = throttleCpu('db', { to: '50%' }).at('0ms')
    expect(ends(half, half)[0]).toBe(400)
  })

  it('grows in a ramp, in a hundred steps', () => {
    // 100 % in the first millisecond, 99.5 % in the second, …: 75.25 are done when it is a half.
    const [first] = ends(throttleCpu('db', { to: '50%' }).ramp('100ms'))
    expect(first).toBeCloseTo(149.5, 9)
  })
})

describe('C3 a throttled processor with cores to spare', () => {
  const cores = (rate: '10/s' | '25/s') =>
    system('cores', {
      users: once('web', { requests: 4, rate, timeout: '10s' }),
      web: service({ concurrency: 8, resources: { cpu: 2 }, handle: work('60ms') }),
    })
  const half = throttleCpu('web', { to: '50%' })

  it('touches nobody as long as the cores suffice that are left', () => {
    const run = simulate(cores('10/s'), { for: '2s', faults: [half], strict: false })
    expect([run.faults[0].touched, run.latency(1)]).toEqual([0, 60])
    expect(() => simulate(cores('10/s'), { for: '2s', faults: [half] })).toThrow('tested nothing')
  })

  it('touches those who share what is left', () => {
    const run = simulate(cores('25/s'), { for: '2s', faults: [half] })
    expect(run.faults[0].touched).toBe(3)
  })
})

describe('C3 contention for a lock', () => {
  it('lets two requests take twice as long, and one as long as ever', () => {
    // Alone from 0 to 20, then together: 80 are left of the first at 20, and take it 160.
    expect(ends(contend('db'))).toEqual([180, 220, 380, 400])
  })

  it('touches nobody who never met another', () => {
    // There are two slots: two at once are all there ever are.
    const faults = [contend('db', { atOnce: 2 })]
    const run = simulate(db, { for: '2s', trace: true, faults, strict: false })
    expect(story(run).map(([, until]) => until)).toEqual([100, 120, 200, 220])
    expect(run.faults[0].touched).toBe(0)
    expect(() => play(...faults)).toThrow('tested nothing')
  })

  it('takes hold of what is under way', () => {
    // 40 and 60 are left at 60: together until 140, when the first ends; then the next joins.
    expect(ends(contend('db').at('60ms'))).toEqual([140, 180, 340, 360])
  })
})
