/** What a run can be asked, and how it answers a wrong question. */
import { call, clients, errors, service, simulate, store, system, work } from 'gameday'
import { describe, expect, it } from 'vitest'
import { once } from '../world/support/story.ts'

const shop = system('shop', {
  users: clients({
    rate: '10/s',
    arrivals: 'steady',
    tasks: { browse: { steps: call('web.list') } },
  }),
  robots: once('web.buy', { rate: '5/s', requests: 1_000 }),
  web: service({ operations: { list: work('2ms'), buy: [work('1ms'), call('db')] } }),
  db: store({ time: '7ms' }),
})
const run = simulate(shop, { for: '10s', trace: true, faults: [errors('db').at('5s').for('1s')] })

describe('a question', () => {
  it('is about all clients, one class, one component or one call', () => {
    expect(run.requests().issued).toBe(150)
    expect(run.requests({ class: 'browse' }).issued).toBe(100)
    expect(run.requests({ class: 'robots' }).issued).toBe(50)
    expect(run.requests({ at: 'web' }).issued).toBe(150)
    expect(run.requests({ on: 'robots->web.buy' }).issued).toBe(50)
    expect(run.availability()).toBe(145 / 150)
    expect(run.availability({ class: 'robots' })).toBe(0.9)
  })

  it('about a call without its operation is about all of them', () => {
    expect(run.on('users->web').issued).toBe(run.on('users->web.list').issued)
  })

  it('about two things at once is refused', () => {
    const both = { at: 'web', class: 'browse' } as const
    expect(() => run.availability(both)).toThrow('give one of at, on and class')
  })

  it('with a wrong name is met with the right one', () => {
    expect(() => run.at('weeb' as 'web')).toThrow('did you mean "web"?')
    expect(() => run.on('web->dbb' as 'web->db')).toThrow('did you mean "web->db"?')
    expect(() => run.requests({ class: 'brows' as 'browse' })).toThrow('did you mean "browse"?')
    expect(() => run.availability({ at: 'bd' as 'db' })).toThrow('did you mean "db"?')
    expect(() => run.on('users->db' as 'web->db')).toThrow('this run has no call "users->db"')
  })

  it('with what is no name says what was given instead', () => {
    expect(() => run.availability({ on: Symbol('odd') as never })).toThrow('no call a symbol')
    expect(() => run.on([Symbol('odd')] as never)).toThrow('this run has no call a list')
    expect(() => run.at(Object.create(null) as never)).toThrow('has no component an object')
  })

  it('with a name of every object is no exception', () => {
    for (const name of ['constructor', '__proto__', 'toString']) {
      expect(() => run.at(name as 'web')).toThrow(`this run has no component "${name}"`)
    }
  })
})

describe('a series', () => {
  it('holds one value for each step', () => {
    expect(run.series('rate', { every: '5s', class: 'browse' })).toEqual([
      { at: 0, value: 10 },
      { at: 5_000, value: 10 },
    ])
    expect(run.series('availability', { every: '1s', at: 'db' }).map(({ value }) => value)).toEqual(
      [1, 1, 1, 1, 1, 0, 1, 1, 1, 1],
    )
    expect(
      run.series('failures', { every: '2s', on: 'web->db' }).map(({ value }) => value),
    ).toEqual([0, 0, 5, 0, 0])
    expect(run.series('p50', { every: '5s', class: 'browse' })[0].value).toBeCloseTo(2, 1)
  })

  it('has a last step that is shorter, with the rate of that', () => {
    const points = run.series('rate', { every: '4s', class: 'browse' })
    expect(points).toEqual([
      { at: 0, value: 10 },
      { at: 4_000, value: 10 },
      { at: 8_000, value: 10 },
    ])
  })

  it('has no value where nothing was', () => {
    const few = simulate(system('few', { users: once('db'), db: store({ time: 1 }) }), {
      for: '2s',
    })
    expect(few.series('p99', { every: '1s' }).map(({ value }) => value)[1]).toBeUndefined()
    expect(few.series('rate', { every: '1s' }).map(({ value }) => value)).toEqual([1, 0])
  })

  it('of steps that fit no slots is refused', () => {
    expect(() => run.series('rate', { every: '75ms' })).toThrow('ask for a multiple of 50ms')
    expect(() => run.series('rate', { every: 0 })).toThrow('does not fit')
  })

  it('of no such measure is refused', () => {
    for (const measure of ['avail', 'x50', 'latency', '']) {
      expect(() => run.series(measure as 'rate')).toThrow('is no')
    }
  })
})

describe('A2 a journey', () => {
  it('has a hop for each call, with its times', () => {
    const hop = run.recording.journeys.find(({ call }) => call === 'robots->web.buy')!
    expect(hop).toMatchObject({ at: 0, until: 8, outcome: 'ok', backoffMs: 0 })
    const [attempt] = hop.attempts
    expect(attempt).toMatchObject({ workingMs: 1, waitingMs: 0, replica: 0 })
    expect(attempt.calls).toMatchObject([{ call: 'web->db', at: 1, until: 8 }])
  })

  it('adds up: network, waiting, working and back-off are the whole latency', () => {
    const waiting = system(
      'waiting',
      {
        users: once('web', { rate: '1000/s', requests: 3 }),
        web: service({
          handle: [
            work('2ms', 'parsing'),
            call('db', { retry: { attempts: 2, base: '30ms' } }),
            work('3ms'),
          ],
        }),
        db: store({ concurrency: 1, time: '10ms' }),
      },
      { network: { default: '5ms' } },
    )
    const traced = simulate(waiting, { for: '1s', trace: true, faults: [errors('db').for('13ms')] })
    for (const index of [0, 1, 2]) {
      const { at, until } = traced.trace(index)
      const { network, waiting, working, backoff } = traced.breakdown(index)
      expect(network + waiting + working + backoff).toBe(until - at)
    }
    expect(traced.breakdown(0).work).toEqual({ parsing: 2, web: 3, db: 10 })
    expect(traced.breakdown(0).backoff).toBe(30)
  })

  it('that was not kept is asked for in the right way', () => {
    const untraced = simulate(shop, { for: '1s' })
    expect(() => untraced.trace()).toThrow('simulate with { trace: true }')
    expect(() => run.trace(150)).toThrow('ask for one from 0 to 149')
    expect(() => run.trace(-1)).toThrow('there is no journey -1')
    expect(() => run.trace(0.5)).toThrow('there is no journey 0.5')
  })

  it('counts labels of any name', () => {
    const odd = system('odd', {
      users: once('constructor'),
      constructor: service({
        handle: [work('2ms'), work('3ms', '__proto__'), work('4ms', 'toString')],
      }),
    })
    const { work: labels } = simulate(odd, { for: '1s', trace: true }).breakdown()
    expect(Object.entries(labels).toSorted(([a], [b]) => (a < b ? -1 : 1))).toEqual([
      ['__proto__', 3],
      ['constructor', 2],
      ['toString', 4],
    ])
  })

  it('is kept for a share of requests', () => {
    const { journeys } = simulate(shop, { for: '100s', trace: '20%' }).recording
    // 1,500 draws of 20 %: four standard deviations are 62.
    expect(Math.abs(journeys.length - 300)).toBeLessThan(62)
  })
})

describe('a run', () => {
  it('prints in a line', () => {
    expect(`${run}`).toBe(`run of shop, seed 1, 10s: availability ${145 / 150}`)
  })

  it('has a digest that tells runs apart', () => {
    const again = simulate(shop, {
      for: '10s',
      trace: true,
      faults: [errors('db').at('5s').for('1s')],
    })
    expect(run.digest).toMatch(/^[0-9a-f]{64}$/)
    expect(again.digest).toBe(run.digest)
    const other = simulate(shop, {
      for: '10s',
      trace: true,
      faults: [errors('db').at('5s').for('2s')],
    })
    expect(other.digest).not.toBe(run.digest)
  })

  it('tells facts in order of time', () => {
    const times = run.facts('attempt').map(({ at }) => at)
    expect(times).toEqual([...times].sort((a, b) => a - b))
    expect(times).toHaveLength(150 + 50)
  })
})
