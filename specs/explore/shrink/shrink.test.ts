/** How a schedule becomes less: what is tried, and in which order. */
import {
  crash,
  drop,
  errors,
  exhaust,
  type Fault,
  partition,
  queueOf,
  slow,
  throttleCpu,
} from 'gameday'
import { describe, expect, it } from 'vitest'
import type { Schedule } from '../../../src/explore/search/trial.ts'
import { shrink, shrinking } from '../../../src/explore/shrink/shrink.ts'
import { type Rule, spaceOf } from './support/goals.ts'

const space = spaceOf()

/** The least of some faults. @param rule tells what breaks the goal */
function leastOf(faults: readonly Fault[], rule: Rule, options: object = {}): string {
  const schedule: Schedule = { faults, seed: '1' }
  expect(rule(schedule)).toBe(true)
  const least = shrink(schedule, { space: spaceOf(options), baseSeed: '1', isBroken: rule })
  return least.schedule.faults.join(', ')
}

const some =
  (holds: (fault: Fault) => boolean): Rule =>
  ({ faults }) =>
    faults.some(holds)

describe('F8: shrinking', () => {
  const slowDb = slow('db', { by: '5s' }).at('10s').for('10s')

  it('ends at no fault at all where the goal breaks by itself', () => {
    expect(leastOf([slowDb, crash('web')], () => true)).toBe('')
  })

  it('takes the seed that says nothing, if it will do', () => {
    const setting = { space, baseSeed: '1' }
    const found = { faults: [slowDb], seed: '1/77' }
    const anySeed = shrink(found, { ...setting, isBroken: ({ faults }) => faults.length > 0 })
    expect(anySeed.schedule.seed).toBe('1')
    const isBroken: Rule = ({ faults, seed }) => faults.length > 0 && seed === '1/77'
    expect(shrink(found, { ...setting, isBroken }).schedule.seed).toBe('1/77')
  })

  it('keeps only the faults that it takes, however many there were', () => {
    const crowd = Array.from({ length: 12 }, (_, i) =>
      crash('stock')
        .at(i * 1_000)
        .for('500ms'),
    )
    const both: Rule = ({ faults }) =>
      ['web', 'db'].every(name => faults.some(({ target }) => target === name))
    const faults = [...crowd.slice(0, 5), crash('db'), ...crowd.slice(5), crash('web')]
    expect(leastOf(faults, both, { kinds: ['crash'] })).toBe(
      "crash('db').at('10s').for('100ms'), crash('web').at('10s').for('100ms')",
    )
  })

  it('aims at a component instead of its zone, and at a call instead of a component', () => {
    const options = { kinds: ['partition', 'crash'] }
    const times = ".at('10s').for('100ms')"
    const inB = (fault: Fault): boolean => ['zone:b', 'stock'].includes(fault.target)
    expect(leastOf([crash('zone:b').at('5s').for('3s')], some(inB), options)).toBe(
      `crash('stock')${times}`,
    )
    const cuts = some(({ cause, target }) => cause.kind === 'partition' && /web/.test(target))
    expect(leastOf([partition('web').at('10s').for('3s')], cuts, options)).toBe(
      `partition('shoppers->web')${times}`,
    )
  })

  it('prefers a kind that is simpler, at its strongest or as strong as what it stands for', () => {
    const notTwice = some(({ target }) => target === 'db')
    expect(leastOf([throttleCpu('db', { to: 0.1 }).at('10s').for('3s')], notTwice)).toMatch(
      /^slow\('db', \{ by: '10ms' \}\)/,
    )
    const isMild = some(({ cause }) => 'rate' in cause && cause.rate <= 0.3)
    expect(leastOf([drop('db', { rate: 0.3 }).at('10s').for('3s')], isMild)).toMatch(
      /^errors\('db', \{ rate: 0.01, code: 500 \}\)/,
    )
  })

  it('leaves out the options that do not matter', () => {
    const isCrash = some(({ cause }) => cause.kind === 'crash')
    expect(leastOf([crash('db', { refuse: true }).at('10s').for('3s')], isCrash)).toBe(
      "crash('db').at('10s').for('100ms')",
    )
    const isOfThreads = some(({ cause }) => cause.kind === 'exhaust')
    expect(leastOf([exhaust('db', 'threads').at('10s').for('3s')], isOfThreads)).toBe(
      "exhaust('db', 'threads').at('10s').for('100ms')",
    )
  })

  it('shortens first, then weakens, then lets it touch less', () => {
    const harm = ({ cause, timing: { forMs, share } }: Fault): number =>
      'by' in cause ? cause.by * forMs * share : 0
    const faults = [slow('db', { by: '10s' }).at('10s').for('20s')]
    const isMuch = some(fault => harm(fault) >= 2_000 * 1_000 * 0.5)
    expect(leastOf(faults, isMuch)).toBe("slow('db', { by: '10s' }).at('10s').for('100ms')")
  })

  it('goes from a number that nobody would write to one beside it', () => {
    const isLate = some(({ cause }) => 'by' in cause && cause.by >= 700)
    const drawn = slow('db', { by: '733ms' }).at('10s').for('10s')
    expect(leastOf([drawn], isLate)).toMatch(/^slow\('db', \{ by: '800ms' \}\)/)
  })

  it('makes one that comes and goes come once, unless that is what breaks it', () => {
    const flapping = crash('db').at('13s').every('700ms').for('300ms').until('27s')
    const isCrash = some(({ cause }) => cause.kind === 'crash')
    expect(leastOf([flapping], isCrash)).toBe("crash('db').at('10s').for('100ms')")
    const comesOften = some(
      ({ cause, timing: { every, atMs }, untilMs }) =>
        cause.kind === 'crash' && every !== undefined && (untilMs - atMs) / every.everyMs >= 5,
    )
    expect(leastOf([flapping], comesOften)).toMatch(/^crash\('db'\)\.at\('10s'\)\.every\(/)
    expect(leastOf([flapping], comesOften)).toContain(".for('100ms')")
  })

  it('leaves alone what only a person writes, unless it can go as a whole', () => {
    const waits = crash('db', { refuse: true }).when(queueOf('db').above(10)).for('7s')
    const grows = slow('stock', { by: '7s' }).at('13s').ramp('3s').for('17s')
    const comes = errors('web', { rate: 0.9 }).randomly({ every: '20s', for: '3s' })
    const whole = [waits, grows, comes]
    const needsAll: Rule = ({ faults }) => faults.length >= 3
    expect(leastOf(whole, needsAll).split(', ').toSorted()).toEqual(
      whole.join(', ').split(', ').toSorted(),
    )
    expect(
      leastOf(
        whole,
        some(({ target }) => target === 'stock'),
      ),
    ).toBe(`${grows}`)
  })

  it('stops when its runs are used up, with the least that it knows, and says so', () => {
    const isBroken = some(({ cause }) => 'by' in cause && cause.by >= 700)
    const faults = [slow('web', { by: '30s' }).at('3333ms').for('30s'), crash('db').at('7s')]
    for (const limit of [0, 1, 3, 5, 8]) {
      const result = shrink({ faults, seed: '7' }, { space, baseSeed: '1', isBroken, limit })
      expect(result).toMatchObject({ runs: limit, isMinimal: false })
      expect(isBroken(result.schedule)).toBe(true)
    }
  })

  it('may be left between two runs: what broke the goal last is the least until then', () => {
    const isBroken = some(({ timing }) => timing.forMs >= 2_000)
    const start = { faults: [slowDb, crash('web').at('1s').for('9s')], seed: '9' }
    const steps = shrinking(start, { space, baseSeed: '1' })
    let [step, least] = [steps.next(), start as Schedule]
    for (let runs = 0; runs < 5 && step.done !== true; runs++) {
      if (isBroken(step.value)) least = step.value
      step = steps.next(isBroken(step.value))
    }
    expect(least.faults.length).toBe(1)
    expect(isBroken(least)).toBe(true)
  })
})
