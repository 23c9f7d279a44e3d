/** F8: what a goal may return, and whether it asked anything: all else is a mistake in it. */
import { type Run, simulate } from 'gameday'
import { experiment, exploration, type CalmGoalFunction, type GoalFunction } from 'gameday/explore'
import { expect as check } from 'gameday/vitest'
import { describe, expect, it } from 'vitest'
import { expect as plain } from 'gameday/expect'
import { bistro, type BistroOptions, searched, shortly } from '../support/bistro.ts'

// What is wrong with these expectations is what the specs are about; lint knows `expect` alone.
const expectation = expect

describe('F8 what a goal returns', () => {
  const told = async (holds: GoalFunction) => {
    const { counterexample } = await searched({ runs: 8, holds })
    return counterexample && `${counterexample.verdict}: ${counterexample.message}`
  }

  it.each<[string, GoalFunction]>([
    [
      'nothing, after an expectation',
      run => {
        check(run).toStayAvailable('1%')
      },
    ],
    ['true', run => run.requests().issued > 0],
    ["a matcher of Vitest's", run => check(run).toStayAvailable('1%')],
    ["a matcher of Vitest's about a number", run => expect(run.availability()).toBeGreaterThan(0)],
    ["a matcher of Vitest's behind .not", run => expect(run.availability()).not.toBe(2)],
    ["a method of Chai's", run => expectation(run.availability()).to.be.above(0)],
    ['a matcher of gameday/expect', run => plain(run).toStayAvailable('1%')],
  ])('holds: %s', async (_, holds) => {
    expect(await told(holds)).toBe(undefined)
  })

  it.each<[string, GoalFunction]>([
    ['0', run => Number(run.requests().issued < 0)],
    ['20', run => run.requests().issued && 20],
    ['null', run => (run.seed === '' ? 1 : null)],
    ['NaN', run => run.requests().issued * Number.NaN],
    ['"no"', run => (run.seed === '' ? 'yes' : 'no')],
    ['a function that nobody called', run => Reflect.get(check(run), 'toStayAvailable')],
    ['a function that nobody called', run => Reflect.get(plain(run), 'toStayAvailable')],
    ['an expectation of which no matcher was called', run => check(run)],
    ['an expectation of which no matcher was called', run => check(run).not],
    ['an expectation of which no matcher was called', run => expectation(run.availability())],
    ['an expectation of which no matcher was called', run => expectation(run.availability()).to.be],
    ['an expectation of which no matcher was called', run => plain(run)],
    ['an expectation of which no matcher was called', run => plain(run).not],
  ])('says nothing: %s', async (what, holds) => {
    expect(await told(holds)).toBe(
      `threw: the goal returned ${what}: ` +
        'let it return true or false, or expect something and return nothing',
    )
  })

  it('says nothing: an expectation of Jest without a matcher', async () => {
    const { expect: ofJest } = await import('expect')
    const returned = 'the goal returned an expectation of which no matcher was called'
    expect(await told(run => ofJest(run.availability()))).toContain(returned)
    expect(await told(run => ofJest(run.availability()).toBeGreaterThan(0))).toBe(undefined)
  })

  it('is read the same of what has to hold again', async () => {
    const holds: GoalFunction = run => run.requests().issued > 0
    const recovers = () => 0
    const { counterexample } = await searched({ runs: 8, holds, recovers, settle: '2s' })
    expect(counterexample).toMatchObject({
      verdict: 'threw',
      goal: 'recovers',
      message: expect.stringContaining('the goal returned 0'),
    })
  })

  it.each([0, 1, null, undefined, 'yes'])('is no sight: %s', async said => {
    const sometimes = { 'a unicorn': (run: Run) => (run.seed === '' ? true : said) as boolean }
    const { counterexample, totals } = await searched({ runs: 8, sometimes })
    expect(counterexample).toMatchObject({
      verdict: 'threw',
      goal: 'sometimes',
      message: expect.stringMatching(
        /^"a unicorn", .* it returned .*: let it return true or false$/,
      ),
    })
    expect(totals.reached).toEqual({})
  })
})

describe('F8 a goal that asks the run nothing', () => {
  it.each<[string, BistroOptions]>([
    ['true whatever happens', { holds: () => true }],
    ['nothing at all', { holds: () => undefined }],
    ['again, whatever happens', { holds: () => true, recovers: () => true, settle: '2s' }],
  ])('leaves it unknown: %s', async (_, options) => {
    const { verdict, counterexample } = await searched({ runs: 8, ...options })
    expect(verdict).toBe('unknown')
    expect(counterexample?.message).toContain('the goal asked the run nothing')
  })

  it('may be what always holds where something has to hold again', async () => {
    const recovers: CalmGoalFunction = (run, calm) => run.requests(calm).issued > 0
    expect((await searched({ runs: 40, holds: () => true, recovers, settle: '2s' })).verdict).toBe(
      'held',
    )
  })

  it('is broken all the same when it says so', async () => {
    expect((await searched({ runs: 8, holds: () => false })).verdict).toBe('broken')
  })

  it('has seen nothing', async () => {
    const { counterexample, totals } = await searched({ sometimes: { 'a unicorn': () => true } })
    expect(counterexample).toMatchObject({ verdict: 'threw', goal: 'sometimes' })
    expect(totals.reached).toEqual({})
  })

  it('is told by an experiment, and when an exploration is asked', () => {
    const lazy = experiment(bistro, { for: '10s', holds: () => true })
    expect(lazy.play()).toMatchObject({ verdict: 'unknown' })
    const explored = exploration(bistro, { ...shortly, holds: () => true })
    const run = simulate(bistro, { for: '10s' })
    expect(() => explored.holds(run)).toThrow('the goal asked the run nothing')
  })
})
