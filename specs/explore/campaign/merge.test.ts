/** Merging shards: one file, the same whichever way; and everything that keeps it from being so. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { gaps, merge } from '../../../src/explore/campaign/merge.ts'
import type { Results } from '../../../src/explore/campaign/read-results.ts'
import { resultsText } from '../../../src/explore/campaign/write-results.ts'
import { headerWith, resultOf } from './support/played.ts'

/** A file with some trials. */
const fileWith = (file: string, trials: readonly number[], changes = {}): Results => ({
  file,
  header: headerWith(changes),
  entries: trials.map((trial, i) => ({ result: resultOf(trial), line: i + 2 })),
  ending: 'complete',
  warnings: [],
})

const textOf = (files: readonly Results[]): string => {
  const { header, results } = merge(files)
  return resultsText(header, results, 'complete')
}

describe('merged results (F8)', () => {
  it('are those of the whole campaign, in whichever order files and trials come', () => {
    const runs = 12
    const all = Array.from({ length: runs }, (_, i) => i)
    const whole = resultsText(
      headerWith({ runs }),
      all.map(trial => resultOf(trial)),
      'complete',
    )
    const split = fc
      .tuple(fc.shuffledSubarray(all, { minLength: runs }), fc.integer({ min: 1, max: 5 }))
      .map(([trials, of]) =>
        Array.from({ length: of }, (_, i) =>
          fileWith(
            `${i}`,
            trials.filter(trial => trial % of === i),
            { runs, shard: `${i + 1}/${of}` },
          ),
        ),
      )

    fc.assert(
      fc.property(split, files => {
        expect(textOf(files)).toBe(whole)
      }),
    )
  })

  it('have a trial once that was played twice', () => {
    const [one, two] = [fileWith('a', [0, 1, 2]), fileWith('b', [2, 3])]
    expect(textOf([one, two])).toBe(textOf([fileWith('c', [0, 1, 2, 3])]))
  })

  it('have what came to its end where a slower machine had given it up', () => {
    const slow = { result: resultOf(1, { verdict: 'unfinished' }), line: 9 }
    const late = { ...fileWith('a.jsonl', [0]), entries: [slow] }
    const whole = fileWith('b.jsonl', [0, 1, 2, 3])

    expect(textOf([late, whole])).toBe(textOf([whole]))
    expect(textOf([whole, late])).toBe(textOf([whole]))
  })

  it('are refused when a trial ended in two ways, with both places', () => {
    const [one, two] = [fileWith('a.jsonl', [0, 1]), fileWith('b.jsonl', [2, 3])]
    const other = { result: resultOf(1, { verdict: 'broken' }), line: 9 }

    expect(() => merge([one, { ...two, entries: [...two.entries, other] }])).toThrow(
      'trial 1 has two different results\n  where: a.jsonl:3 and b.jsonl:9',
    )
  })

  it.each([
    ['seed', { seed: '2' }, 'the seed (1, not 2)'],
    [
      'digest',
      { digest: 'f00d' },
      'the code: the system, its options, or the file (d1ce, not f00d)',
    ],
    ['version', { gameday: '0.2.0' }, 'the version of gameday (0.1.0, not 0.2.0)'],
    ['number of trials', { runs: 5 }, 'the number of trials (4, not 5)'],
    ['guidance', { guided: true }, 'whether it is guided (false, not true)'],
    [
      'play of ends',
      { whole: true },
      'whether its trials are played to their ends (false, not true)',
    ],
    ['name', { name: 'shop' }, 'the exploration (kiosk, not shop)'],
  ])('are refused when the %s differs', (_, changes, why) => {
    expect(() => merge([fileWith('a', [0]), fileWith('b', [1], changes)])).toThrow(
      `two campaigns: they differ in ${why}\n  where: a and b`,
    )
  })

  it('tell what is missing, and of which shard there is no file', () => {
    const files = [
      fileWith('a', [0, 3, 6, 9], { runs: 12, shard: '1/3' }),
      fileWith('b', [2, 5], { runs: 12, shard: '3/3' }),
    ]
    expect(gaps(files, merge(files))).toBe(
      'trials 1, 4, 7, 8, 10, 11 are missing; there is no file of shard 2/3',
    )
  })

  it('tell gaps as ranges, and nothing where there are none', () => {
    const some = [fileWith('a', [0, 1, 7], { runs: 9 })]
    expect(gaps(some, merge(some))).toBe('trials 2–6, 8 are missing')
    const all = [fileWith('a', [0, 1], { runs: 2 })]
    expect(gaps(all, merge(all))).toBeUndefined()
  })
})
