/** C11: what conditions measure, in a system whose every moment can be worked out by hand. */
import {
  breaker,
  call,
  type Condition,
  crash,
  errorRate,
  errors,
  isDown,
  latency,
  not,
  rate,
  service,
  simulate,
  slow,
  store,
  system,
  timeoutRate,
  utilisation,
} from 'gameday'
import { describe, expect, it } from 'vitest'
import { once } from '../support/story.ts'

describe('what a condition measures', () => {
  /** Ten requests a second from 0 to 9.9 s, each for 20 ms; from 2 to 4 s the db is in trouble. */
  const guarded = system('guarded', {
    users: once('web', { rate: '10/s', requests: 100 }),
    web: service({
      handle: call('db', {
        timeout: '50ms',
        breaker: { consecutive: 3, openFor: '1s' },
        fallback: { value: 'an old one' },
      }),
    }),
    db: store({ concurrency: 1, time: '20ms' }),
  })
  type Name = 'db' | 'web->db' | 'web' | 'users'
  const trouble = {
    fails: errors('db'),
    dawdles: slow('db', { by: '100ms' }),
    stops: crash('db'),
  }
  const begins = (condition: Condition<Name>, is: keyof typeof trouble) => {
    const mark = slow('web', { by: 0.001 }).when(condition).once().forever()
    const faults = [mark, trouble[is].from('2s').until('4s')]
    const run = simulate(guarded, { for: '10s', faults })
    const [begun] = run.faults.find(({ fault }) => fault === `${mark}`)?.periods ?? []
    return begun && [begun.from, begun.began]
  }

  it('is the share that failed of what ended in the window', () => {
    // Of the ten that end in a second those at 2, 2.1 and 2.2 s fail.
    expect(begins(errorRate('db', { over: '1s' }).above('25%'), 'fails')).toEqual([
      2_300,
      "errorRate('db', { over: '1s' }) reached 30%",
    ])
  })

  it('is, of a call, its attempts, before the fallback', () => {
    expect(begins(errorRate('web->db', { over: '1s' }).above('25%'), 'fails')?.[0]).toBe(2_300)
    expect(begins(errorRate('web', { over: '1s' }).above(0), 'fails')).toBeUndefined()
    expect(begins(errorRate('users', { over: '1s' }).above(0), 'fails')).toBeUndefined()
  })

  it('is the share of attempts that timed out', () => {
    // The first is given up at 2050 ms.
    expect(begins(timeoutRate('web->db', { over: '500ms' }).above('10%'), 'dawdles')).toEqual([
      2_100,
      "timeoutRate('web->db', { over: '500ms' }) reached 20%",
    ])
  })

  it('is a percentile of the time requests took', () => {
    // What came at 2 s has taken 120 ms at 2.12 s.
    expect(begins(latency('p99', 'db', { over: '1s' }).above('100ms'), 'dawdles')).toEqual([
      2_200,
      "latency('p99', 'db', { over: '1s' }) reached 120ms",
    ])
    expect(begins(latency(0.5, 'web->db', { over: '200ms' }).above('40ms'), 'dawdles')?.[0]).toBe(
      2_200,
    )
    expect(begins(latency('p50', 'db').below('20ms'), 'dawdles')).toBeUndefined()
    expect(begins(latency('p50', 'db').above('20ms'), 'fails')).toBeUndefined()
  })

  it('is the share of slots in use over the window', () => {
    // 20 of 100 ms in calm; from 2 s on requests hold the slot all the time.
    expect(begins(utilisation('db', { over: '500ms' }).above('35%'), 'dawdles')).toEqual([
      2_100,
      "utilisation('db', { over: '500ms' }) reached 36%",
    ])
  })

  it('is how often attempts are made, which an open breaker stops', () => {
    // Three fail at 2, 2.1 and 2.2 s, and the breaker opens: none in the 500 ms before 2.8 s.
    expect(begins(rate('web->db', { over: '500ms' }).below('1/s'), 'fails')).toEqual([
      2_800,
      "rate('web->db', { over: '500ms' }) fell to 0/s",
    ])
    expect(begins(rate('users', { over: '500ms' }).below('9/s'), 'fails')).toBeUndefined()
  })

  it('is the state of a breaker, and whether anything runs', () => {
    expect(begins(breaker('web->db').is('open'), 'fails')).toEqual([
      2_300,
      "breaker('web->db') was open",
    ])
    expect(begins(isDown('db'), 'stops')).toEqual([2_000, "'db' was down"])
    expect(begins(not(isDown('db')), 'stops')?.[0]).toBe(0)
  })
})
