/** Shards: every trial is in exactly one of them. */
import { describe, expect, it } from 'vitest'
import { shardFrom, trialsOf } from '../../../src/explore/campaign/shard.ts'

describe('a shard (F8)', () => {
  it('is every n-th trial, counted from 1 as test runners do', () => {
    expect(trialsOf(10, shardFrom('1/4', ''))).toEqual([0, 4, 8])
    expect(trialsOf(10, shardFrom('4/4', ''))).toEqual([3, 7])
    expect(trialsOf(3, shardFrom('4/4', ''))).toEqual([])
  })

  it.each([1, 2, 7, 12])('leaves no trial out and has none twice: %i shards', of => {
    const all = Array.from({ length: of }, (_, i) => trialsOf(11, { index: i + 1, of })).flat()
    expect(all.sort((a, b) => a - b)).toEqual(trialsOf(11, undefined))
  })

  it.each([
    ['0/4', 'shards count from 1: write 1/4 for the first'],
    ['5/4', 'write 1/4 for the first of four, up to 4/4'],
    ['1', 'write 1/4 for the first of four, up to 4/4'],
    ['1/0', 'write 1/4 for the first of four, up to 4/4'],
    ['-1/4', 'write 1/4 for the first of four, up to 4/4'],
    ['one/4', 'write 1/4 for the first of four, up to 4/4'],
    ['1/4/4', 'write 1/4 for the first of four, up to 4/4'],
    ['1/20000', 'a campaign has at most 10000 shards'],
  ])('is not %j', (text, fix) => {
    expect(() => shardFrom(text, 'GAMEDAY_SHARD')).toThrow(
      `"${text}" is no shard\n  where: GAMEDAY_SHARD\n  fix:   ${fix}`,
    )
  })
})
