/** F8: exploring in a test: it passes, or fails with what to do about it. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Run, store, systemFrom } from 'gameday'
import {
  BrokenGoal,
  explore,
  type ExploreOptions,
  type GoalFunction,
  Unfinished,
  Untested,
} from 'gameday/explore'
import { expect as check } from 'gameday/vitest'
import { afterAll, describe, expect, it } from 'vitest'
import { bistro, patientBistro, shortly } from './support/bistro.ts'
import { spending } from './support/spending.ts'

/** Nobody calls the cellar. */
const withCellar = systemFrom({
  ...bistro.toJSON(),
  parts: { ...bistro.parts, cellar: store({ time: '1ms' }) },
})

const folder = mkdtempSync(join(tmpdir(), 'gameday-'))
afterAll(() => rmSync(folder, { recursive: true }))

const serving: ExploreOptions['holds'] = run => check(run).toStayAvailable('90%')
const slowly = { ...shortly, kinds: ['slow'] } as const

/** What an exploration is rejected with. */
const rejection = async (exploring: Promise<unknown>): Promise<Error> =>
  exploring.then(
    () => expect.fail('it passed'),
    (error: Error) => error,
  )

describe('F8 explore', () => {
  it('passes with what it found when every goal held', async () => {
    const findings = await explore(bistro, {
      ...shortly,
      runs: 40,
      holds: run => run.requests().issued > 0,
    })
    expect(findings).toMatchObject({ ending: 'done', totals: { trials: 40 }, name: 'bistro' })
  })

  it('fails with the faults, what the goal said, and how far they are from harmless', async () => {
    const error = await rejection(explore(patientBistro, { ...slowly, holds: serving }))
    expect(error).toBeInstanceOf(BrokenGoal)
    const [headline, , fault] = error.message.split('\n')
    expect(headline).toBe('patient bistro: does not hold with 1 fault')
    expect(fault).toMatch(
      /^ {2}slow\('(kitchen|waiter)', \{ by: '\d+m?s' \}\)\.at\('.*'\)\.for\('.*'\)/,
    )
    expect(error.message).toContain('wanted >= 90%')
    expect(error.message).toMatch(/(by|for) +holds up to '\S+', breaks from '\S+'/)
    expect(error.message).toMatch(/Trial \d+ of seed 1, of 96 trials at most/)
    expect(error.message).toMatch(/Shrinking took \d+ runs: with any one fault less/)
  })

  it('hands out the test to paste where the system can be imported', async () => {
    const declared = { as: 'patientBistro', in: './support/bistro.ts' }
    const error = await rejection(explore(patientBistro, { ...slowly, declared, holds: serving }))
    expect(error.message).toContain("import { patientBistro } from './support/bistro.ts'")
    expect(error.message).toContain("test('patient bistro withstands slow")
  })

  it('says it when a goal does not hold even when nothing goes wrong', async () => {
    const error = await rejection(explore(bistro, { ...shortly, holds: () => false }))
    expect(error.message).toContain('bistro: does not hold when nothing goes wrong')
  })

  it('fails when it was stopped, for that nothing broke so far proves little', async () => {
    const options = {
      ...shortly,
      holds: (run: Run) => run.requests().issued > 0,
      signal: AbortSignal.abort(),
    }
    const error = await rejection(explore(bistro, options))
    expect(error).toBeInstanceOf(Unfinished)
    expect(error.message).toContain('STOPPED after 0 trials of 96, so nothing is known')
  })

  it.each<[string, Partial<ExploreOptions>]>([
    ['only the first trial was played, which has no fault', { runs: 1 }],
    ['all are aimed at what nobody calls', { targets: ['cellar'], runs: 40 }],
  ])('fails when nothing was struck: %s', async (_, options) => {
    const holds: GoalFunction = run => run.requests().issued > 0
    const asked = { ...shortly, holds, ...options } as ExploreOptions
    const error = await rejection(explore(withCellar, asked))
    expect(error).toBeInstanceOf(Untested)
    expect(error.message).toMatch(/^bistro: unknown, (no fault struck in|nothing was tried)/)
    expect((error as Untested).findings.verdict).toBe('unknown')
  })

  it('fails when a slow machine had time for the first trial only, without a fault', async () => {
    const { runs: _, ...rest } = shortly
    const options = { ...rest, time: '5s', holds: spending(5_000) } as const
    const error = await rejection(explore(bistro, options))
    expect(error).toBeInstanceOf(Untested)
    expect(error.message).toMatch(/^bistro: unknown, no fault struck in/)
  })

  it('fails when the time was too short for the runs it was asked for', async () => {
    const options = { ...shortly, runs: 100_000, time: '5s', holds: spending(1_000) } as const
    const error = await rejection(explore(bistro, options))
    expect(error.message).toMatch(/OUT OF TIME after \d+ trials? of 100,000; it held until then/)
  })

  it('passes when it has used up the time, if time is all it was given', async () => {
    const { runs: _, ...rest } = shortly
    const findings = await explore(bistro, { ...rest, time: '30s', holds: spending(1_000) })
    expect(findings.ending).toBe('done')
    expect(findings.of).toBe(findings.totals.trials)
  })

  it('keeps what broke, and begins with it the next time', async () => {
    const options = { ...slowly, store: join(folder, 'kept'), holds: serving }
    const first = await rejection(explore(patientBistro, options))
    const next = await rejection(explore(patientBistro, options))
    const [a, b] = [first, next].map(error => (error as BrokenGoal).counterexample)
    expect({
      ...b,
      trial: a.trial,
      found: a.found,
      shrinking: a.shrinking,
      others: a.others,
    }).toEqual(a)
    expect(b).toMatchObject({ trial: null, found: a.faults })
    expect(next.message).toContain(`kept in ${options.store} as ${a.code}`)
  })

  it('goes on with a warning where what was kept is corrupt', async () => {
    const store = join(folder, 'corrupt')
    await rejection(explore(patientBistro, { ...slowly, store, holds: serving }))
    const kept = join(store, 'counterexamples')
    for (const name of readdirSync(kept)) writeFileSync(join(kept, name), '{ "code": ')
    const { warnings, known } = await explore(patientBistro, {
      ...slowly,
      store,
      holds: run => run.requests().issued > 0,
    })
    expect(known).toEqual({ played: 0, held: 0 })
    expect(warnings).toEqual([expect.stringContaining('is left out')])
  })
})
