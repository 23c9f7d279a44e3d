/** D9: what is large, what has no fault, and what cannot be played is explained in bounds. */
import { call, choose, clients, crash, errors, explain, goal, service, simulate } from 'gameday'
import { store, system, type Explanation, type Goal } from 'gameday'
import { describe, expect, it } from 'vitest'
import { explainedGoal } from '../../src/explain/explained-goal.ts'
import { whyLines } from '../../src/report/why-text.ts'
import { basic, whyOf } from './support/outages.ts'

const MANY = 3_000

describe('an explanation of thousands of components', () => {
  const names = Array.from({ length: MANY }, (_, i) => `shelf${i}`)
  const stores = names.map(name => [name, store({ zone: 'east', time: '2ms' })] as const)
  const huge = system('huge', {
    users: clients({ rate: '40/s', call: 'web', timeout: '1s' }),
    web: service({
      concurrency: 100,
      handle: [call('db'), choose(names.map(name => ({ weight: 1, steps: call(name) })))],
    }),
    db: store({ time: '5ms' }),
    ...Object.fromEntries(stores),
  } as never)
  const faults = [
    crash('zone:east' as never)
      .at('5s')
      .for('5s'),
  ]
  const run = simulate(huge, { for: '15s', faults, strict: false })
  const { diagnosis, sentences } = explain(run, goal.availability('99%') as never) as Explanation

  it('is short, and says how much it leaves out', () => {
    expect(whyLines(diagnosis).length).toBeLessThanOrEqual(6)
    expect(sentences[0].length).toBeLessThan(200)
    expect(sentences.join('\n')).not.toContain(names.at(-1))
  })

  it('takes a few runs, whatever their number', () => {
    expect(diagnosis.runs).toBeLessThanOrEqual(5)
    expect(diagnosis.events).toBeLessThanOrEqual(20 * run.recording.events)
  })
})

describe('an explanation within its budget', () => {
  it('says what was not played', () => {
    const each = Array.from({ length: 40 }, (_, i) =>
      errors('db')
        .at(`${i + 1}s`)
        .for('500ms'),
    )
    const { diagnosis, sentences } = whyOf(basic(), each, '99.9%')
    expect(diagnosis.unchecked.length).toBeGreaterThan(0)
    expect(diagnosis.guilt).toBe('suspected')
    expect(sentences.at(-1)).toContain('not played, as it takes too many events: ')
    const lines = whyLines(diagnosis)
    expect(lines.length).toBeLessThanOrEqual(6)
    expect(lines.at(-1)).toContain(`too many events: ${diagnosis.unchecked.length} runs`)
  })
})

describe('an explanation of a run that is short of events', () => {
  const long = system('long', {
    users: clients({ rate: '10/s', arrivals: 'steady', call: 'web', timeout: '5s' }),
    web: service({ concurrency: 100, handle: Array.from({ length: 60 }, () => call('db')) }),
    db: store({ time: '1ms' }),
  })
  const run = simulate(long, { for: '10s', faults: [errors('web').at(0).for('10s')] })
  const calm = simulate(long, { for: '10s' }).recording.events

  it('has the budget of the run without faults, where that takes more', () => {
    expect(calm).toBeGreaterThan(20 * run.recording.events)
    const { diagnosis, sentences } = explain(run, goal.availability('99%')) as Explanation
    expect(diagnosis).toMatchObject({ guilt: 'needed', unchecked: [], isConfirmed: true })
    expect(diagnosis.events).toBeGreaterThanOrEqual(calm)
    expect(diagnosis.events).toBeLessThanOrEqual(20 * calm)
    expect(sentences.at(-1)).toContain('100%')
  })

  it('only suspects the faults, where the run without them takes more than it may', () => {
    const failing = errors('web').at(0).for('10s')
    const bounded = simulate(long, { for: '10s', faults: [failing], eventLimit: calm - 1 })
    const { diagnosis } = explain(bounded, goal.availability('99%')) as Explanation
    expect(diagnosis).toMatchObject({ guilt: 'suspected', unchecked: ['without faults'] })
    expect(diagnosis.faults.map(String)).toEqual([String(failing)])
  })

  it('is followed by remedies that were tried within it', () => {
    const { remedies } = explainedGoal(run, goal.availability('99%'))!
    expect(remedies.runs).toBeGreaterThan(1)
  })
})

describe('an explanation of no fault at all', () => {
  it('needs no run where the slots cannot do it', () => {
    const { diagnosis, sentences } = whyOf(basic({}, { concurrency: 1, time: '20ms' }), [])
    expect(diagnosis).toMatchObject({ runs: 0, faults: [], guilt: 'none', innocent: [] })
    expect(sentences.at(-1)).toBe('no fault touched anything: it is broken in its steady state')
  })
})

describe('an explanation of a goal that throws', () => {
  it('throws what the goal throws', () => {
    const run = simulate(basic(), { for: '20s', faults: [errors('db').at('5s').for('5s')] })
    const one = goal.availability('99%', { at: 'nobody' }) as Goal<never>
    expect(() => explain(run, one)).toThrow('this run has no component "nobody"')
  })
})
