/** Changes during a run: made at their times, for what begins from then on. */
import {
  call,
  change,
  clients,
  crash,
  errorRate,
  queueOf,
  service,
  simulate,
  store,
  system,
} from 'gameday'
import { describe, expect, it } from 'vitest'

/** Ten requests a second, each of which takes 500 ms of one of four slots: five are wanted. */
const shop = (db = {}, policy = {}) =>
  system('shop', {
    users: clients({ rate: '10/s', arrivals: 'steady', call: 'web', timeout: '10s' }),
    web: service({ concurrency: 100, handle: call('db', policy) }),
    db: store({ concurrency: 4, queue: 1_000, time: '500ms', ...db }),
  })

describe('capacity', () => {
  it('is another from then on: who waits moves up', () => {
    const more = change('db', { concurrency: 10 }).at('10s')
    const run = simulate(shop(), { for: '20s', changes: [more], resolution: '1s' })
    const queue = (from: number) =>
      run.at('db', { between: [`${from}s`, `${from + 1}s`] }).queue.peak
    expect([queue(5), queue(9), queue(13)]).toEqual([12, 20, 0])
  })

  it('is what utilisation is reckoned with', () => {
    const more = change('db', { concurrency: 10 }).at('10s')
    const run = simulate(shop(), { for: '20s', changes: [more], resolution: '1s' })
    const use = (from: string, to: string) =>
      run.at('db', { between: [from as '1s', to as '1s'] }).utilisation
    expect(use('1s', '10s')).toBe(1)
    expect(use('15s', '20s')).toBe(0.5)
  })

  it('that is less lets who is at work finish', () => {
    const less = change('db', { concurrency: 1 }).at('5100ms')
    const run = simulate(shop({ concurrency: 8 }), { for: '8s', changes: [less] })
    expect(run.at('db', { after: less }).inFlight.peak).toBeGreaterThan(5)
    expect(run.requests().outcomes.error).toBe(0)
  })

  it('stands under faults: what a fault takes, it takes of what there is now', () => {
    const more = change('db', { concurrency: 10 }).at('2s')
    const down = crash('db').at('5s').for('1s')
    const run = simulate(shop(), { for: '20s', faults: [down], changes: [more] })
    expect(run.at('db', { between: ['15s', '20s'] }).utilisation).toBe(0.5)
  })
})

describe('a queue', () => {
  it('has another bound from then on; who waits in it stays', () => {
    const short = change('db', { queue: 2 }).at('10s')
    const run = simulate(shop(), { for: '15s', changes: [short] })
    expect(run.at('db', { between: ['0s', '10s'] }).outcomes.rejected).toBe(0)
    expect(run.at('db', { after: short }).outcomes.rejected).toBeGreaterThan(0)
  })
})

describe('a rate limit', () => {
  it('turns away what comes too often while it lasts', () => {
    const limited = change('db', { rateLimit: { rate: '5/s', burst: 1 } })
      .at('4s')
      .for('2s')
    const run = simulate(shop({ concurrency: 10 }), { for: '10s', changes: [limited] })
    const turnedAway = (window: object) => run.at('db', window).outcomes.rejected
    expect(turnedAway({ between: ['0s', '4s'] })).toBe(0)
    expect(turnedAway({ during: limited })).toBe(10)
    expect(turnedAway({ between: ['6s', '10s'] })).toBe(0)
  })
})

describe('a call', () => {
  it('has another time-out from then on, and calls under way go on as they began', () => {
    const shorter = change('web->db', { timeout: '100ms' }).at('5s')
    const run = simulate(shop({ concurrency: 10 }), { for: '10s', changes: [shorter] })
    expect(run.on('web->db', { between: ['0s', '5s'] }).outcomes.timeout).toBe(0)
    expect(run.on('web->db', { after: shorter }).outcomes.timeout).toBe(50)
  })

  it('keeps what the change says nothing of', () => {
    const policy = { timeout: '100ms', retry: { attempts: 3, base: '10ms' } }
    const fewer = change('web->db', { retry: { attempts: 2 } }).at('5s')
    const run = simulate(shop({ concurrency: 50 }, policy), { for: '10s', changes: [fewer] })
    expect(run.on('web->db', { between: ['1s', '5s'] }).attempts.issued).toBe(120)
    expect(run.on('web->db', { between: ['6s', '10s'] }).attempts.issued).toBe(80)
  })

  it('is as it was declared when the change is taken back', () => {
    const none = change('web->db', { timeout: null }).at('2s').for('2s')
    const run = simulate(shop({ concurrency: 50 }, { timeout: '100ms' }), {
      for: '6s',
      changes: [none],
    })
    const timeouts = (from: '0s' | '2s' | '4s', to: '2s' | '4s' | '6s') =>
      run.on('web->db', { between: [from, to] }).outcomes.timeout
    expect([timeouts('0s', '2s'), timeouts('2s', '4s'), timeouts('4s', '6s')]).toEqual([20, 0, 20])
  })

  it('may get a circuit breaker, which opens by what it sees from then on', () => {
    const policy = { timeout: '100ms' }
    const guarded = change('web->db', { breaker: { consecutive: 5, openFor: '60s' } }).at('5s')
    const run = simulate(shop({ concurrency: 50 }, policy), { for: '10s', changes: [guarded] })
    expect(run.on('web->db').breaker.map(({ at, to }) => [at, to])).toEqual([[5_500, 'open']])
  })

  it('keeps its breaker, and what that has counted, when something else changes', () => {
    const policy = { timeout: '100ms', breaker: { consecutive: 5, openFor: '60s' } }
    const longer = change('web->db', { timeout: '200ms' }).at('300ms')
    const run = simulate(shop({ concurrency: 50 }, policy), { for: '2s', changes: [longer] })
    expect(run.on('web->db').breaker.map(({ to }) => to)).toEqual(['open'])
    expect(run.on('web->db').attempts.issued).toBeLessThan(8)
  })
})

describe('an operator', () => {
  it('acts some time after something was measured, and it stays', () => {
    const acts = change('db', { concurrency: 10 }).when(queueOf('db').above(9), { after: '5s' })
    const run = simulate(shop(), { for: '30s', changes: [acts], resolution: '1s' })
    const [{ from, until, began }] = run.changes[0].periods
    expect([from, until, began]).toEqual([10_000, Infinity, "queueOf('db') reached 10 5s before"])
    expect(run.at('db', { between: ['20s', '30s'] }).queue.peak).toBe(0)
  })

  it('may take it back by another condition', () => {
    const shed = change('db', { rateLimit: { rate: '1/s' } })
      .when(queueOf('db').above(9))
      .until(queueOf('db').below(1))
    const run = simulate(shop(), { for: '30s', changes: [shed] })
    expect(run.changes[0].periods.length).toBeGreaterThan(1)
    expect(run.changes[0].periods[0].until).toBeLessThan(10_000)
  })
})

describe('two changes of one thing', () => {
  it('count in the order in which they are made, and that is told', () => {
    const first = change('db', { concurrency: 5, queue: 7 }).at('1s')
    const second = change('db', { concurrency: 9 }).at('2s')
    const run = simulate(shop(), { for: '5s', changes: [second, first] })
    expect(run.changes.map(({ overruled }) => overruled)).toEqual([
      undefined,
      [`concurrency since 2s by ${second}`],
    ])
  })

  it('the earlier counts again when the later is taken back', () => {
    const slots = (changes: readonly ReturnType<typeof change<'db'>>[]) =>
      simulate(shop(), { for: '20s', changes }).at('db', { between: ['15s', '20s'] }).utilisation
    const lasting = change('db', { concurrency: 10 }).at('1s')
    expect(slots([lasting, change('db', { concurrency: 1 }).at('2s').for('1s')])).toBe(0.5)
  })

  it('at the same time: the later in the list', () => {
    const [a, b] = [5, 10].map(concurrency => change('db', { concurrency }))
    const use = (changes: readonly (typeof a)[]) =>
      simulate(shop(), { for: '20s', changes }).at('db', { between: ['10s', '20s'] }).utilisation
    expect([use([a, b]), use([b, a])]).toEqual([0.5, 1])
  })
})

it('moves nothing before it is made', () => {
  const late = change('web->db', { timeout: '100ms' }).at('9s')
  const [plain, changed] = [[], [late]].map(changes =>
    simulate(shop({ concurrency: 10 }), { for: '10s', changes, resolution: '1s' }),
  )
  const before = { between: ['0s', '9s'] } as const
  expect(changed.at('db', before)).toEqual(plain.at('db', before))
  expect(changed.digest).not.toBe(plain.digest)
})

it('is asked of as a fault is, in a condition', () => {
  const acts = change('web->db', { timeout: '1s' }).when(errorRate('db').above('50%'))
  const run = simulate(shop(), { for: '5s', changes: [acts], strict: false })
  expect(run.changes[0].periods).toEqual([])
})
