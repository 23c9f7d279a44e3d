/** Faults as values of properties: they fit the system, compose, replay, shrink and print. */
import fc from 'fast-check'
import { clients, crash, type Fault, faultFrom, simulate, slow, store, system } from 'gameday'
import { faultsFor } from 'gameday/explore'
import { describe, expect, it } from 'vitest'
import { wordsForFaults } from '../faults/support/any-fault.ts'
import { problemsOf } from '../kernel/support/mistakes.ts'
import { mall, spaceOf } from './shrink/support/goals.ts'

const withCellar = system('bistro', {
  users: clients({ rate: '5/s', call: 'db' }),
  db: store({ time: '1ms' }),
  cellar: store({ time: '1ms', replicas: 2 }),
})

/** Any of them, drawn from one seed. */
const drawn = (options: object = {}, seed = 1): readonly (readonly Fault[])[] =>
  fc.sample(faultsFor(mall, options), { seed, numRuns: 300 })

/** Some kinds only, at some targets, within bounds. */
const narrowly = {
  kinds: ['slow', 'delay'],
  targets: ['db', 'web->stock'],
  within: '20s',
  magnitude: { by: ['100ms', '2s'], for: ['3s', '9s'], share: ['20%', 0.5] },
} as const

/** Whether a fault is one of these. */
function isAsked({ target, cause, timing, untilMs }: Fault): boolean {
  if (cause.kind !== 'slow' && cause.kind !== 'delay') return false
  if (target !== 'db' && target !== 'web->stock') return false
  const { forMs, share } = timing
  const isWithin = untilMs <= 20_000 && forMs >= 3_000 && forMs <= 9_000
  const isPart = share === 1 || (share >= 0.2 && share <= 0.5)
  return isWithin && isPart && cause.by >= 100 && cause.by <= 2_000
}

/** The message with which a property fails. */
function failureOf(assertion: () => void): string {
  try {
    assertion()
  } catch (error) {
    return (error as Error).message
  }
  return 'it held'
}

/** Evaluates what fast-check prints as a spec would that it is pasted into. */
function evaluated(sentences: string): readonly Fault[] {
  const names = Object.keys(wordsForFaults)
  // oxlint-disable-next-line typescript/no-implied-eval -- a counterexample is source code
  return new Function(...names, `return ${sentences}`)(...Object.values(wordsForFaults))
}

describe('F8: faults for a system', () => {
  it('fit it, and end within a minute unless another time is said', () => {
    const space = spaceOf()
    for (const fault of drawn().flat()) {
      expect(space.fits(fault), `${fault}`).toBe(true)
      expect(fault.untilMs).toBeLessThanOrEqual(60_000)
    }
    const ends = drawn({ within: '7s' }).flat()
    expect(Math.max(...ends.map(({ untilMs }) => untilMs))).toBeLessThanOrEqual(7_000)
  })

  it('are one to three, unless another number is said', () => {
    const counts = (options: object) =>
      [...new Set(drawn(options).map(({ length }) => length))].toSorted((a, b) => a - b)
    expect(counts({})).toEqual([1, 2, 3])
    expect(counts({ most: 1 })).toEqual([1])
    expect(counts({ most: 5 })).toEqual([1, 2, 3, 4, 5])
  })

  it('are of the kinds, at the targets and within the bounds that are asked for', () => {
    const faults = drawn(narrowly).flat()
    const kindsAt = new Set(faults.map(({ cause, target }) => `${cause.kind} ${target}`))
    expect([...kindsAt].toSorted()).toEqual([
      'delay db',
      'delay web->stock',
      'slow db',
      'slow web->stock',
    ])
    for (const fault of faults) expect(isAsked(fault), `${fault}`).toBe(true)
  })

  it('are the same for the same seed, and others for another', () => {
    expect(`${drawn({}, 7)}`).toBe(`${drawn({}, 7)}`)
    expect(`${drawn({}, 7)}`).not.toBe(`${drawn({}, 8)}`)
  })

  it('are refused where nobody calls what they are aimed at: the property would hold', () => {
    const told = (...targets: ('cellar' | 'cellar#0' | 'db' | 'users')[]) =>
      problemsOf(() => faultsFor(withCellar, { targets }))
    const what = 'nobody calls cellar or cellar#0, so that no fault could ever strike'
    expect(told('cellar', 'cellar#0').map(problem => problem.what)).toEqual([what])
    expect([told('cellar', 'db'), told('users')]).toEqual([[], []])
  })

  it('play', () => {
    const plays = fc.property(faultsFor(mall, { within: '5s' }), faults => {
      expect(simulate(mall, { for: '6s', faults }).requests().issued).toBeGreaterThan(0)
    })
    fc.assert(plays, { numRuns: 20, seed: 1 })
  })
})

describe('F8: a property that fails for some faults', () => {
  const survives = (faults: readonly Fault[]): boolean =>
    !faults.some(({ target, timing }) => target === 'db' && timing.forMs >= 4_000)

  it('prints the least of them, as the sentence that declares it', () => {
    const failure = failureOf(() => {
      fc.assert(fc.property(faultsFor(mall), survives), { seed: 2 })
    })
    expect(failure).toContain("Counterexample: [[slow('db', { by: '10ms' }).at('10s').for('5s')]]")
  })

  it('gives the same counterexample for the same seed, and for its path alone', () => {
    const property = fc.property(faultsFor(mall), survives)
    const found = fc.check(property, { seed: 5 })
    const again = fc.check(property, { seed: 5 })
    expect(again.counterexamplePath).toBe(found.counterexamplePath)
    expect(`${again.counterexample}`).toBe(`${found.counterexample}`)
    const path = found.counterexamplePath ?? ''
    const { counterexample, numShrinks } = fc.check(property, { seed: 5, path, endOnFailure: true })
    expect(`${counterexample}`).toBe(`${found.counterexample}`)
    expect(numShrinks).toBe(0)
  })

  it('shrinks them to none at all where it fails without any', () => {
    const failure = failureOf(() => fc.assert(fc.property(faultsFor(mall), () => false)))
    expect(failure).toContain('Counterexample: [[]]')
  })

  it('shrinks faults that were written by hand as well', () => {
    const byHand = [crash('web').at('3s'), slow('db', { by: '7s' }).at('1234ms').for('40s')]
    const { counterexample } = fc.check(
      fc.property(faultsFor(mall, { kinds: ['crash'], targets: ['web'] }), survives),
      { examples: [[byHand]] as never, numRuns: 1 },
    )
    expect(fc.stringify(counterexample)).toBe("[[slow('db', { by: '10ms' }).at('10s').for('5s')]]")
  })

  it('fails the same way with promises', async () => {
    const property = fc.asyncProperty(faultsFor(mall), faults => Promise.resolve(survives(faults)))
    const { counterexample } = await fc.check(property, { seed: 3 })
    expect(fc.stringify(counterexample)).toBe("[[slow('db', { by: '10ms' }).at('10s').for('5s')]]")
  })
})

describe('F8: whatever shrinking tries', () => {
  it('is as it was asked for', () => {
    const tried: Fault[] = []
    const anyRule = fc.func<[string], boolean>(fc.boolean())
    const property = fc.property(faultsFor(mall, narrowly), anyRule, (faults, fails) => {
      tried.push(...faults)
      return faults.length === 0 || !fails(`${faults}`)
    })
    for (let seed = 0; seed < 50; seed++) fc.check(property, { seed, numRuns: 20 })
    expect(tried.length).toBeGreaterThan(1_000)
    expect(tried.filter(fault => !isAsked(fault)).join('\n')).toBe('')
  })

  it('is the same again, from wherever it goes on', () => {
    const arbitrary: fc.Arbitrary<readonly Fault[]> = faultsFor(mall)
    const next = ({ value, context }: Place): Place[] => [
      ...arbitrary.shrink(value, context).take(15),
    ]
    let place: Place = { value: longSchedule, context: undefined }
    const walked = [1, 0, 2, 1, 3, 0, 1].map(turn => {
      const from = place
      const candidates = next(from)
      place = candidates[turn]
      return { from, text: textOf(candidates) }
    })
    for (const { from, text } of walked.toReversed()) expect(textOf(next(from))).toBe(text)
  })
})

type Place = Pick<fc.Value<readonly Fault[]>, 'value' | 'context'>

const longSchedule = [1, 2, 3, 4, 5, 6, 7, 8].map(second =>
  crash('db')
    .at(second * 1_100)
    .for('5s'),
)

const textOf = (places: readonly Place[]): string =>
  places.map(({ value }) => value.join(', ')).join('\n')

describe('F8: faults beside other values', () => {
  it('shrink together with them, each to its own least', () => {
    const property = fc.property(
      faultsFor(mall),
      fc.integer({ min: 0, max: 1_000 }),
      faultsFor(mall, { kinds: ['crash'] }),
      (faults, rate, crashes) =>
        rate < 17 ||
        crashes.length === 0 ||
        !faults.some(({ timing }) => timing.forMs * rate >= 100_000),
    )
    for (const seed of [1, 2, 3, 4, 5]) {
      const { counterexample } = fc.check(property, { seed, numRuns: 500 })
      const [faults, rate, crashes] = counterexample ?? [[], 0, []]
      expect(rate * faults[0].timing.forMs).toBeGreaterThanOrEqual(100_000)
      expect(faults).toHaveLength(1)
      expect(crashes).toHaveLength(1)
      expect(crashes[0].timing.forMs).toBe(100)
    }
  })

  it('may be mapped and filtered, and shrink as before', () => {
    const two = faultsFor(mall).filter(faults => faults.length >= 2)
    const wrapped = two.map(faults => ({ faults }))
    const { counterexample } = fc.check(
      fc.property(wrapped, ({ faults }) => faults.length < 2),
      { seed: 1 },
    )
    const [{ faults }] = counterexample ?? [{ faults: [] }]
    expect(faults.map(({ timing }) => `${timing.atMs} ${timing.forMs}`)).toEqual([
      '10000 100',
      '10000 100',
    ])
  })
})

describe('F8: whatever is printed', () => {
  it('is the same list of faults when it is pasted', () => {
    fc.assert(
      fc.property(faultsFor(mall, { most: 4 }), faults => {
        const pasted = evaluated(fc.stringify(faults))
        expect(pasted).toEqual(faults)
        expect(JSON.parse(JSON.stringify(pasted)).map(faultFrom)).toEqual(faults)
      }),
      { seed: 1, numRuns: 300 },
    )
  })
})
