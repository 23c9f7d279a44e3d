/** The line that makes a failure happen again, safe to paste into a shell. */
import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { replayLines } from '../../src/report/replay.ts'

const given = { system: 'shop', seed: '7', seedFrom: 'default' } as const
const place = { runner: 'vitest', folder: '/work', file: '/work/specs/shop.test.ts' } as const

describe('the replay', () => {
  it('runs one test of one file with the seed of the run', () => {
    const test = 'checkout > survives a slow database'
    expect(replayLines(given, { ...place, test })).toEqual([
      'GAMEDAY_SEED=7 npx vitest run specs/shop.test.ts -t "survives a slow database"',
    ])
    expect(replayLines(given, { ...place, runner: 'jest', test: 'checkout survives' })).toEqual([
      'GAMEDAY_SEED=7 npx jest --runTestsByPath specs/shop.test.ts -t "checkout survives"',
    ])
  })

  it('needs no variable for a seed that the spec gives', () => {
    const seed = { ...given, seed: 'black friday', seedFrom: 'option' } as const
    expect(replayLines(seed, { ...place, test: 'holds' })).toEqual([
      'npx vitest run specs/shop.test.ts -t holds',
      'seed "black friday" (given in the spec)',
    ])
  })

  it('tells an order of equal-time events, which the spec gives', () => {
    const ties = { ...given, ties: 3 }
    expect(replayLines(ties, { ...place, test: 'holds' })).toEqual([
      'GAMEDAY_SEED=7 npx vitest run specs/shop.test.ts -t holds',
      'ties 3 (given in the spec)',
    ])
    expect(replayLines(ties, {})).toEqual(['seed 7', 'ties 3 (given in the code)'])
  })

  it('tells a seed that a search made up as its own', () => {
    const seed = { ...given, seed: '1/17', seedFrom: 'search' } as const
    expect(replayLines(seed, { ...place, test: 'holds' })).toEqual([
      'npx vitest run specs/shop.test.ts -t holds',
      'seed 1/17 (of the search)',
    ])
  })

  it('tells a seed of the command line as such', () => {
    const seed = { ...given, seedFrom: 'commandLine' } as const
    expect(replayLines(seed, {})).toEqual(['seed 7 (of the command line)'])
  })

  it('is the seed alone where no runner is known, and then no spec is told of', () => {
    expect(replayLines(given, {})).toEqual(['seed 7'])
    expect(replayLines({ ...given, seedFrom: 'option' }, {})).toEqual([
      'seed 7 (given in the code)',
    ])
  })

  it.each([
    'plain',
    "it's",
    'says "no"',
    'costs $HOME',
    'runs `id` $(id)',
    'a\nb\tc',
    'p99.9 (slow) [db] * + ? ^ | \\ {2}',
    '!history ~ & ; < # %',
    '日本 🛒',
  ])('finds the test by its name: %j', test => {
    const [command] = replayLines(given, { ...place, runner: 'jest', test })
    const words = command.replace('GAMEDAY_SEED=7 npx jest', "printf '%s\\0'")
    const pattern = execFileSync('sh', ['-c', words], { encoding: 'utf8' }).split('\0')[3]
    expect(command).not.toMatch(/[\n\t]/)
    expect(test).toMatch(new RegExp(pattern))
  })
})
