/** F8: what is tried follows from the seed, the trial's number, and what was learned before. */
import fc from 'fast-check'
import { exploration, type ExploreOptions } from 'gameday/explore'
import { describe, expect, it } from 'vitest'
import { Corpus } from '../../../src/explore/search/corpus.ts'
import { planTrial } from '../../../src/explore/search/plan.ts'
import type { Trial, TrialResult } from '../../../src/explore/search/trial.ts'
import { drawnSystems, LOAD_MS } from '../../laws/support/random-systems.ts'
import { bistro, shortly } from '../support/bistro.ts'

const explored = (options: Partial<ExploreOptions> = {}) =>
  exploration(bistro as never, { ...shortly, holds: run => run.requests().issued > 0, ...options })

/** A corpus of a few finds, each of which reached something. */
function learned(): Corpus {
  const corpus = new Corpus()
  const finds = [3, 7, 20].map(
    trial => ({ trial, behaviours: [`${trial}`] }) as unknown as TrialResult,
  )
  corpus.learn(finds, trial => {
    const { faults, seed } = planTrial(explored(), trial, new Corpus())
    return { seed, faults: faults.map(fault => fault.toJSON()) }
  })
  return corpus
}

const planned = (count: number, corpus = new Corpus(), options: Partial<ExploreOptions> = {}) => {
  const what = explored(options)
  return Array.from({ length: count }, (_, index) => planTrial(what, index, corpus))
}

const sentences = ({ faults, seed }: Trial): string => [seed, ...faults].join(' ')

describe('F8 the trials of a search', () => {
  it('end in time, however short that is', () => {
    const all = planned(200, new Corpus(), { within: '20ms' }).flatMap(({ faults }) => faults)
    expect(all.length).toBeGreaterThan(200)
    expect(Math.max(...all.map(({ untilMs }) => untilMs))).toBeLessThanOrEqual(20)
  })

  it('begin with nothing going wrong, and then try single faults', () => {
    const [steady, ...others] = planned(32)
    expect(steady).toMatchObject({ origin: 'steady', faults: [] })
    expect(others.every(({ faults }) => faults.length === 1)).toBe(true)
  })

  it('try each target and each kind early', () => {
    const { space } = explored()
    const faults = planned(32).flatMap(trial => trial.faults)
    const targets = new Set<string>(faults.map(({ target }) => target))
    const struck = space.targets.filter(target =>
      space.kinds.some(kind => space.choicesOf(kind).some(choice => choice.target === target)),
    )
    expect(struck.filter(target => !targets.has(target))).toEqual([])
    expect(new Set(faults.map(({ cause }) => cause.kind)).size).toBe(space.kinds.length)
  })

  it('come to every kind at every target', () => {
    const { space } = explored()
    const all = space.kinds.flatMap(kind => space.choicesOf(kind))
    const examples = planned(4 * all.length).filter(({ origin }) => origin === 'example')
    expect(examples).toHaveLength(all.length)
    expect(
      new Set(examples.map(({ faults: [{ target, cause }] }) => `${target} ${cause.kind}`)).size,
    ).toBe(new Set(all.map(({ target, cause }) => `${target} ${cause.kind}`)).size)
  })

  it('are the same with and without guidance but for those that vary a find', () => {
    const guided = planned(120, learned())
    const unguided = planned(120, learned(), { guided: false })
    const others = guided.filter(({ origin }) => origin !== 'varied')
    expect(others.map(sentences)).toEqual(others.map(({ index }) => sentences(unguided[index])))
    expect(guided.filter(({ origin }) => origin === 'varied').length).toBeGreaterThan(30)
    expect(unguided.filter(({ origin }) => origin === 'varied')).toEqual([])
  })

  it('vary nothing as long as nothing was found', () => {
    const origins = new Set(planned(120).map(({ origin }) => origin))
    expect([...origins]).toEqual(['steady', 'example', 'fresh'])
  })

  it('differ from each other, and with the seed', () => {
    const fresh = planned(120).filter(({ origin }) => origin === 'fresh')
    const faults = (trials: Trial[]) => trials.map(trial => trial.faults.join(' '))
    // Two faults as bad as can be may come together again, with another seed.
    expect(new Set(faults(fresh)).size).toBeGreaterThan(0.9 * fresh.length)
    expect(faults(planned(120, new Corpus(), { seed: 2 }))).not.toEqual(faults(planned(120)))
  })

  it('have up to as many faults as they may, and often something to do with each other', () => {
    const counts = planned(200).map(({ faults }) => faults.length)
    expect(new Set(counts)).toEqual(new Set([0, 1, 2, 3]))
    const { neighbours } = explored().space
    const pairs = planned(200).filter(({ faults }) => faults.length === 2)
    const near = pairs.filter(({ faults: [a, b] }) => neighbours.areNear(a.target, b.target))
    expect(near.length / pairs.length).toBeGreaterThan(0.5)
  })

  it('know what stands in for what', () => {
    const { neighbours } = explored().space
    expect(neighbours.standIn('prices', 'kitchen')).toBe(true)
    expect(neighbours.standIn('zone:front', 'zone:back')).toBe(true)
    expect(neighbours.standIn('till', 'kitchen')).toBe(false)
  })

  it('often stand at the moments of the system', () => {
    const { moments } = explored().space.bounds
    const times = planned(200).flatMap(({ faults }) =>
      faults.flatMap(({ cause, timing }) => [
        'by' in cause ? cause.by : -1,
        timing.forMs,
        timing.atMs,
      ]),
    )
    for (const side of [0.9, 1, 1.1]) {
      const atThem = times.filter(time =>
        moments.some(ms => time === Number((ms * side).toPrecision(2))),
      )
      expect(atThem.length).toBeGreaterThan(5)
    }
  })

  it('keep within the bounds that were set', () => {
    const bounds = { by: ['50ms', '300ms'], for: ['1s', '3s'] } as const
    const faults = planned(200, learned(), {
      kinds: ['slow', 'delay'],
      magnitude: bounds,
      within: '8s',
    })
      .filter(({ origin }) => origin !== 'varied')
      .flatMap(trial => trial.faults)
    for (const { cause, timing, untilMs } of faults) {
      expect(cause).toSatisfy(({ by }: { by: number }) => by >= 50 && by <= 300)
      expect(timing.forMs).toSatisfy((ms: number) => ms >= 1_000 && ms <= 3_000)
      expect(untilMs).toBeLessThanOrEqual(8_000)
    }
  })

  it('fit whatever system it is, and end in time', () => {
    fc.assert(
      fc.property(drawnSystems, fc.nat(), ({ system }, seed) => {
        const what = exploration(system, {
          for: 2 * LOAD_MS,
          seed,
          store: false,
          holds: run => run.requests().issued > 0,
        })
        const corpus = new Corpus()
        for (const index of [1, 40, 41, 42, 43, 45, 47]) {
          const { faults, seed } = planTrial(what, index, corpus)
          expect(faults.length).toBeLessThanOrEqual(3)
          expect(faults.every(fault => what.space.fits(fault) && fault.untilMs <= LOAD_MS)).toBe(
            true,
          )
          const schedule = { seed, faults: faults.map(fault => fault.toJSON()) }
          corpus.learn(
            [{ trial: index, behaviours: [`${index}`] } as unknown as TrialResult],
            () => schedule,
          )
        }
      }),
      { numRuns: 30 },
    )
  })
})
