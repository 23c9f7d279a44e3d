/** Questions about parts of a run: exact at their edges, and refused where they cannot be. */
import { errors, rate, simulate, slow, store, system } from 'gameday'
import { describe, expect, it } from 'vitest'
import { once } from '../world/support/story.ts'

const small = system('small', {
  users: once('db', { rate: '10/s', requests: 1_000 }),
  db: store({ time: '10ms' }),
})
const fault = errors('db').at('2.35s').for('1.3s')
const run = simulate(small, { for: '10s', faults: [fault], resolution: '500ms' })

describe('a window', () => {
  it('between two moments holds what was issued from the first up to the second', () => {
    expect(run.requests({ between: ['1s', '2s'] }).issued).toBe(10)
    expect(run.requests({ between: [0, '500ms'] }).issued).toBe(5)
    expect(run.requests({ between: ['1s', '10s'] }).issued).toBe(90)
  })

  it('during a fault is exact, though the fault fits no slot', () => {
    // Requests at 2.4, 2.5, … 3.6 s.
    expect(run.requests({ during: fault })).toMatchObject({ issued: 13, availability: 0 })
    expect(run.requests().outcomes.error).toBe(13)
  })

  it('after a fault begins where it ends', () => {
    expect(run.requests({ after: fault })).toMatchObject({ issued: 100 - 37, availability: 1 })
  })

  it('names a fault by its sentence, too', () => {
    const during = "errors('db', { rate: 1, code: 500 }).at('2350ms').for('1300ms')"
    expect(run.availability({ during })).toBe(0)
  })

  it('of one slot after another holds every request once', () => {
    const issued = run.series('rate').map(({ value }) => (value ?? 0) / 2)
    expect(issued).toEqual(Array.from({ length: 20 }, () => 5))
  })

  it('may not reach behind the end', () => {
    expect(run.requests({ between: ['9s', '10s'] }).issued).toBe(10)
    expect(() => run.requests({ between: ['9s', '1h'] })).toThrow(
      "the run ends at 10s, before 1h\n  where: between\n  fix:   write between: ['9s', '10s'], or",
    )
    expect(() => run.requests({ between: ['1m', '1h'] })).toThrow('ask for an earlier part, or')
  })

  it('that is off the grid is refused: a rounded one would answer another question', () => {
    expect(() => run.availability({ between: ['1.2s', '2s'] })).toThrow(
      'no slot of this recording begins at 1200ms',
    )
    expect(() => run.at('db', { between: [0, 333] })).toThrow('steps of 500ms')
    expect(() => run.at('db', { between: [0, 333] })).toThrow("write '0ms' or '500ms', or give")
    expect(() => run.at('db', { between: [1, '10s'] })).toThrow("write '0ms' or '500ms', or give")
    expect(() => run.at('db', { between: [0, 9999] })).toThrow("write '9500ms' or '10s', or give")
  })

  it('whose end comes first is refused', () => {
    expect(() => run.availability({ between: ['2s', '1s'] })).toThrow('the earlier moment first')
    expect(() => run.availability({ between: ['1s', '1s'] })).toThrow('nothing is between')
  })

  it('about a fault that never was is refused, with the nearest that was', () => {
    const other = errors('db').at('2.5s').for('1.3s')
    expect(() => run.availability({ during: other })).toThrow('did you mean')
    const calm = simulate(small, { for: '1s' })
    expect(() => calm.availability({ after: fault })).toThrow(
      'it had none at all: give it to simulate, faults: [ … ]',
    )
  })

  it('about what is no fault is refused, whatever that is', () => {
    const during = (odd: unknown) => () => run.availability({ during: odd as never })
    expect(during([Symbol('odd')])).toThrow('this run had no fault a list')
    expect(during(Symbol('odd'))).toThrow('this run had no fault a symbol')
    expect(during(Object.create(null))).toThrow('this run had no fault an object')
  })

  it('is one window', () => {
    const both = { during: fault, between: [0, '1s'] } as const
    expect(() => run.availability(both)).toThrow('one of between, during and after')
  })

  it('on a fine grid may begin at any step of it', () => {
    const fine = simulate(small, { for: '10ms', resolution: '0.1ms' })
    const steps = Array.from({ length: 99 }, (_, i) => `${i / 10}ms` as const)
    for (const step of steps) {
      expect(fine.requests({ between: [step, '10ms'] }).issued).toBe(step === '0ms' ? 1 : 0)
    }
    expect(fine.series('rate', { every: '0.3ms' })).toHaveLength(34)
  })
})

describe('a window during a fault that comes several times', () => {
  const busy = rate('db', { over: '1s' }).above('5/s')
  const paused = errors('db').when(busy, { for: '1s', cooldown: '1s' })
  const run = simulate(small, { for: '10s', faults: [paused], resolution: '500ms' })
  const periods = run.faults[0].periods.map(({ from, until }) => [from, until])

  it('holds what was issued in each of them', () => {
    expect(periods).toEqual([
      [100, 1_100],
      [2_100, 3_100],
      [4_100, 5_100],
      [6_100, 7_100],
      [8_100, 9_100],
    ])
    expect(run.requests({ during: paused })).toMatchObject({ issued: 50, availability: 0 })
    expect(run.requests().outcomes).toMatchObject({ error: 50, ok: 50 })
  })

  it('has means of levels over the time in force alone, and their peaks', () => {
    // Each request is inside for 10 ms in calm, and not at all in an error.
    expect(run.at('db', { during: paused }).inFlight.peak).toBe(0)
    expect(run.at('db', { during: paused }).utilisation).toBe(0)
    const fault = slow('db', { by: '40ms' }).when(busy, { for: '1s', cooldown: '1s' })
    const slowed = simulate(small, { for: '10s', faults: [fault] })
    const { inFlight } = slowed.at('db', { during: fault })
    expect(inFlight).toEqual({ mean: 0.5, peak: 1 })
  })

  it('is followed by the time after the last of them', () => {
    expect(run.requests({ after: paused })).toMatchObject({ issued: 9, availability: 1 })
  })

  it('is empty when it never came, and so is the time after it', () => {
    const never = errors('db').when(rate('db').above('1000/s'))
    const calm = simulate(small, { for: '10s', faults: [never] })
    expect(calm.requests({ during: never }).issued).toBe(0)
    expect(calm.availability({ during: never })).toBeUndefined()
    expect(calm.availability({ after: never })).toBeUndefined()
    expect(calm.at('db', { during: never }).queue).toEqual({ mean: 0, peak: 0 })
  })
})

describe('a fault for good', () => {
  it('has no time after it', () => {
    const forever = slow('db', { by: '1ms' }).at('5s')
    const run = simulate(small, { for: '10s', faults: [forever] })
    expect(run.requests({ during: forever }).issued).toBe(50)
    expect(() => run.requests({ after: forever })).toThrow('it lasts to the end of the run')
  })
})

describe('levels over time', () => {
  it('are means and peaks of each window', () => {
    const busy = system('busy', {
      users: once('db', { rate: '1/s', requests: 3 }),
      db: store({ concurrency: 1, time: '1500ms' }),
    })
    const run = simulate(busy, { for: '5s', resolution: '500ms' })
    // Works 0-1.5, 1.5-3, 3-4.5; the second waits 1-1.5, the third 2-3.
    const queue = (from: number, to: number) => run.at('db', { between: [from, to] }).queue
    expect(queue(0, 1_000)).toEqual({ mean: 0, peak: 0 })
    expect(queue(1_000, 2_000)).toEqual({ mean: 0.5, peak: 1 })
    expect(queue(2_000, 3_000)).toEqual({ mean: 1, peak: 1 })
    expect(queue(3_500, 5_000)).toEqual({ mean: 0, peak: 0 })
    expect(run.at('db', { between: [500, 4_000] }).utilisation).toBe(1)
    expect(run.at('db', { between: [4_000, 5_000] }).utilisation).toBe(0.5)
    expect(run.at('db').utilisation).toBe(0.9)
    expect(run.at('db', { between: [1_000, 3_000] }).inFlight).toEqual({ mean: 1.75, peak: 2 })
  })
})
