/** `gameday campaign` and `merge`: files of results, exit codes, and going on after Ctrl-C. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { called, folderWith, fragileFile, mendedFile } from '../support/calls.ts'

/** A folder with both shops, in which commands are called. */
function place() {
  const cwd = folderWith({ 'fragile.ts': fragileFile, 'mended.ts': mendedFile })
  onTestFinished(() => rmSync(cwd, { recursive: true }))
  return {
    gameday: (words: string, world = {}) => called(words.split(' '), { cwd, ...world }),
    read: (name: string): string => readFileSync(join(cwd, name), 'utf8'),
    write: (name: string, text: string): void => writeFileSync(join(cwd, name), text),
  }
}

describe('gameday campaign (F8)', () => {
  it('plays every trial, tells which did not hold, and shrinks the first', async () => {
    const { gameday, read } = place()
    const { code, out } = await gameday('campaign fragile.ts --workers 1 --out all.jsonl')
    const lines = read('all.jsonl').trimEnd().split('\n')

    expect(code).toBe(1)
    expect(out).toMatch(/^\d+ of 40 trials did not hold: \d+/)
    expect(out).toMatch(/shop: does not hold with 1 fault\n\n {2}slow\('db'/)
    expect(lines).toHaveLength(42)
    expect(lines.at(-1)).toMatch(/^\{"end":"complete","trials":40,"sha256":"[0-9a-f]{64}"\}$/)
  })

  it('ends with 0 when all trials hold', async () => {
    const { code, out } = await place().gameday('campaign mended.ts --workers 1 --runs 8')

    expect(code).toBe(0)
    expect(out).toMatch(/^shop: held in 8 trials/)
  })

  it('ends trials whose goals are data early, and none with --whole, as merge knows', async () => {
    const { gameday, read, write } = place()
    const asData = mendedFile
      .replace("run => expect(run).toStayAvailable('95%')", "goal.availability('95%')")
      .replace('import {', 'import { goal,')
    write('data.ts', asData)
    const early = await gameday('campaign data.ts --workers 1 --runs 8 --out early.jsonl')
    const whole = await gameday('campaign data.ts --workers 1 --runs 8 --whole --out whole.jsonl')
    const merged = await gameday('merge data.ts whole.jsonl')

    expect([early.code, whole.code, merged.code]).toEqual([0, 0, 0])
    expect(early.out).toMatch(/\d trials were stopped when all had long been calm/)
    expect(whole.out).not.toContain('stopped')
    expect(merged.out).toBe(whole.out)
    expect(read('early.jsonl')).toContain('"whole":false')
    expect(read('early.jsonl')).toContain('"heldUntilMs":')
    expect(read('whole.jsonl')).toContain('"whole":true')
    expect(read('whole.jsonl')).not.toContain('"heldUntilMs":')
  })

  it('goes on where it was interrupted, and comes to the same file', async () => {
    const { gameday, read, write } = place()
    await gameday('campaign mended.ts --workers 1 --out whole.jsonl')
    const stop = new AbortController()
    const isFirst = (): number => (stop.abort(), 0)
    const cut = await gameday('campaign mended.ts --workers 1 --out cut.jsonl', {
      signal: stop.signal,
      now: isFirst,
    })
    const stopped = read('cut.jsonl')
    const whole = read('whole.jsonl')
    write('cut.jsonl', whole.split('\n').slice(0, 17).join('\n'))
    const next = await gameday('campaign mended.ts --workers 1 --out cut.jsonl')

    expect(cut.code).toBe(130)
    expect(stopped).toContain('{"end":"stopped","trials":')
    expect(next).toMatchObject({
      code: 0,
      err: expect.stringContaining('16 trials of it are used'),
    })
    expect(read('cut.jsonl')).toBe(whole)
  })

  it('does not go on with the file of another campaign, nor with a wrong one', async () => {
    const { gameday, write } = place()
    await gameday('campaign mended.ts --workers 1 --runs 4 --out a.jsonl')
    const other = await gameday('campaign mended.ts --workers 1 --runs 4 --seed 2 --out a.jsonl')
    write('a.jsonl', 'no results\n')
    const wrong = await gameday('campaign mended.ts --workers 1 --out a.jsonl')

    expect(other).toMatchObject({
      code: 2,
      err: expect.stringContaining('they differ in the seed'),
    })
    expect(wrong).toMatchObject({ code: 2, err: expect.stringMatching(/a\.jsonl:1/) })
  })

  it.each([
    ['mended.ts --shard 0/4', 'shards count from 1: write 1/4 for the first'],
    ['mended.ts --runs 0', '--runs'],
    ['mended.ts --out nowhere/a.jsonl --runs 1 --workers 1', 'ENOENT'],
    ['mended.ts --redis localhost', 'is no address of a Redis'],
    ['mended.ts --redis redis://localhost:1', 'no Redis answers at redis://localhost:1'],
    ['mended.ts --redis redis://a --shard 1/2', 'for machines that cannot talk'],
    ['mended.ts --redis redis://a --workers 2', '--workers says nothing'],
    ['nowhere.ts', 'there is no file'],
  ])('tells what is wrong: %s', async (words, why) => {
    const { code, err } = await place().gameday(`campaign ${words}`)

    expect(err).toContain(why)
    expect(code).toBe(2)
  })
})

describe('a campaign in which no fault strikes (F8)', () => {
  const idle = 'mended.ts --workers 1 --runs 1 --out 1.jsonl'

  it('is unknown where the only shard is the whole', async () => {
    const { code, out } = await place().gameday(`campaign ${idle} --shard 1/1`)
    expect(out).toMatch(/^shop: unknown, no fault struck in 1 trial/)
    expect(code).toBe(1)
  })

  it('says so of a shard, and leaves it to the merge to judge', async () => {
    const { gameday } = place()
    const { code, out } = await gameday(`campaign ${idle} --shard 1/2`)
    const merged = await gameday('merge mended.ts 1.jsonl')
    expect(out).toMatch(/^shop, shard 1\/2: 1 trial, all held, and no fault struck anything\n/)
    expect([code, merged.code]).toEqual([0, 1])
  })
})

describe('gameday merge (F8)', () => {
  it('says that a shard without a trial knows nothing', async () => {
    const { out } = await place().gameday('campaign mended.ts --workers 1 --runs 2 --shard 3/3')
    expect(out).toMatch(/^shop, shard 3\/3: no trial was played, so nothing is known/)
  })

  it('makes of shards the file of the whole campaign, and shrinks the same', async () => {
    const { gameday, read } = place()
    const whole = await gameday('campaign fragile.ts --workers 1 --unguided --out whole.jsonl')
    const env = { GAMEDAY_SHARD: '1/2' }
    const first = await gameday('campaign fragile.ts --workers 1 --out 1.jsonl', { env })
    const second = await gameday('campaign fragile.ts --workers 1 --shard 2/2 --out 2.jsonl')
    const merged = await gameday('merge fragile.ts 2.jsonl 1.jsonl --out merged.jsonl')

    expect(read('merged.jsonl')).toBe(read('whole.jsonl'))
    expect(merged.out).toBe(whole.out)
    expect([first.code, second.code, merged.code]).toEqual([1, 1, 1])
    expect(first.out).toMatch(/^shop, shard 1\/2: \d+ of 20 trials did not hold/)
  })

  it('refuses gaps, unless it is told to go on', async () => {
    const { gameday, read } = place()
    await gameday('campaign mended.ts --workers 1 --runs 6 --shard 1/3 --out 1.jsonl')
    await gameday('campaign mended.ts --workers 1 --runs 6 --shard 3/3 --out 3.jsonl')
    const refused = await gameday('merge mended.ts 1.jsonl 3.jsonl')
    const partial = await gameday('merge mended.ts 1.jsonl 3.jsonl --partial --out all.jsonl')

    const gap = 'trials 1, 4 are missing; there is no file of shard 2/3'
    expect(refused).toMatchObject({ code: 2, err: expect.stringContaining(gap) })
    expect(partial).toMatchObject({ code: 1, err: `${gap}\n` })
    expect(partial.out).toContain('STOPPED after 4 trials of 6')
    expect(read('all.jsonl')).toContain('{"end":"stopped","trials":4,')
  })

  it('refuses results of other code', async () => {
    const { gameday } = place()
    await gameday('campaign mended.ts --workers 1 --runs 2 --out a.jsonl')
    const { code, err } = await gameday('merge fragile.ts a.jsonl')

    expect(code).toBe(2)
    expect(err).toContain('the results were not played with this code')
  })
})
