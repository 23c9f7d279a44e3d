/** F8: whatever a goal does, the search tells what it was and goes on being a search. */
import assert from 'node:assert'
import { runInNewContext } from 'node:vm'
import { type Run, store, systemFrom } from 'gameday'
import { type ExploreOptions, search } from 'gameday/explore'
import { expect as check } from 'gameday/vitest'
import { describe, expect, it } from 'vitest'
import { bistro, type BistroOptions, searched, shortly } from '../support/bistro.ts'

describe('F8 a goal that', () => {
  const told = async (options: BistroOptions) => {
    const { counterexample } = await searched({ runs: 8, ...options })
    const { verdict, message, trial } = counterexample ?? {}
    return { verdict, message, trial }
  }

  it('throws something else than an assertion is told as failing by itself', async () => {
    const holds = () => (undefined as unknown as { length: number }).length
    const { verdict, message } = await told({ holds })
    expect(verdict).toBe('threw')
    expect(message).toContain('undefined')
  })

  it('ends the process is told so, and the process goes on', async () => {
    const before = Object.getOwnPropertyDescriptor(process, 'exit')
    const holds = () => process.exit(0)
    expect(await told({ holds })).toEqual({
      verdict: 'threw',
      message: 'process.exit was called while a run was judged',
      trial: 0,
    })
    expect(Object.getOwnPropertyDescriptor(process, 'exit')).toEqual(before)
  })

  it('asks for a component that is not there is told so', async () => {
    const { verdict, message } = await told({ holds: run => run.at('kitchn' as never) })
    expect(verdict).toBe('threw')
    expect(message).toContain('did you mean "kitchen"?')
  })

  it('returns a promise is told that a run is over when it is judged', async () => {
    const holds = async () => Promise.reject(new Error('too late for anybody'))
    expect(await told({ holds })).toMatchObject({
      verdict: 'threw',
      message: expect.stringContaining('write it without async'),
    })
  })

  it('judges the same run twice and differently is told as flaky', async () => {
    let asked = 0
    const holds: ExploreOptions['holds'] = run => run.seed !== '' && ++asked % 2 === 0
    expect(await told({ holds })).toMatchObject({
      verdict: 'flaky',
      message: expect.stringContaining('broken, and then held'),
      trial: 0,
    })
  })

  it('has nothing to judge is told as unknown', async () => {
    const withCellar = systemFrom({
      ...bistro.toJSON(),
      parts: { ...bistro.parts, cellar: store({ time: '1ms' }) },
    })
    const { counterexample } = await search(withCellar, {
      ...shortly,
      runs: 8,
      holds: run => check(run).toStayAvailable('1%', { at: 'cellar' }),
    })
    expect(counterexample).toMatchObject({ verdict: 'unknown', trial: 0 })
  })

  it('is to be seen sometimes and fails is told by its name', async () => {
    const sometimes = {
      'a unicorn': () => {
        throw new TypeError('no unicorns')
      },
    }
    expect(await told({ sometimes })).toMatchObject({
      verdict: 'threw',
      message: expect.stringContaining('"a unicorn"'),
    })
  })

  it('is to be seen sometimes is asked again of what is smaller', async () => {
    const sometimes = {
      'a full house': (run: Run) => {
        if (run.faults.length > 0) throw new TypeError('no house')
        return true
      },
    }
    const { counterexample } = await searched({ runs: 8, sometimes })
    expect(counterexample).toMatchObject({ verdict: 'threw', goal: 'sometimes', seed: '1' })
    expect(counterexample?.faults).toHaveLength(1)
    expect(`${counterexample?.faults[0]}`).not.toBe(`${counterexample?.found[0]}`)
  })

  it('is to be seen sometimes and returns a promise was not seen', async () => {
    const never = async () => Promise.reject(new Error('too late for anybody'))
    const sometimes = { 'a unicorn': never as unknown as () => boolean }
    expect(await told({ sometimes })).toMatchObject({
      verdict: 'threw',
      message: expect.stringContaining('write it without async'),
    })
  })

  it('throws what has no text is told all the same', async () => {
    const holds = () => {
      throw Object.create(null)
    }
    expect(await told({ holds })).toMatchObject({
      verdict: 'threw',
      message: 'it threw something that cannot be told in words',
    })
  })

  it('says "unknown" in words of its own is broken', async () => {
    const holds = () => assert.fail('order 17: unknown, lost at sea')
    expect(await told({ holds })).toMatchObject({ verdict: 'broken' })
  })

  it("fails with an error of another realm, as under Jest, is broken as in Node's", async () => {
    const { AssertionError } = runInNewContext(
      'class AssertionError extends Error { name = "AssertionError" }; ({ AssertionError })',
    ) as { AssertionError: new (message: string) => Error }
    const holds = () => {
      throw new AssertionError('far too slow')
    }
    expect(await told({ holds })).toMatchObject({ verdict: 'broken', message: 'far too slow' })
  })

  it('stands beside a run without end is not asked', async () => {
    const { verdict, message } = await told({ eventLimit: 1_000 })
    expect(verdict).toBe('endless')
    expect(message).toContain('1000 events')
  })

  it('is broken is told rather than one that failed by itself before', async () => {
    const holds: ExploreOptions['holds'] = run => {
      if (run.faults.length > 0) return run.availability() === 2
      throw new TypeError('it was too quiet')
    }
    expect(await told({ holds })).toMatchObject({ verdict: 'broken', trial: 1 })
  })
})
