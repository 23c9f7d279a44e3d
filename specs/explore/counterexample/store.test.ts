/** F8: what was found is kept, comes first the next time, and what is wrong with it is told. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crash, slow } from 'gameday'
import { type GoalFunction, search } from 'gameday/explore'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findStored, Store, storedCodes } from '../../../src/explore/counterexample/store.ts'
import { brokenBy } from './support/broken.ts'
import fragile from './support/fragile.ts'
import mended from './support/mended.ts'

const slowDb = slow('db', { by: '1s' }).at('2s').for('5s')
const found = brokenBy(fragile, [slowDb])

let cwd: string
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'gameday-store-'))
})
afterEach(() => rmSync(cwd, { recursive: true, force: true }))

const storeIn = (folder = '.gameday') => new Store(fragile, folder, { cwd, file: 'shop.ts' })
const folder = (): string => join(cwd, '.gameday/counterexamples')

/** Puts a file beside the good one, and reads both. */
function besides(name: string, text: string) {
  storeIn().keep(found)
  writeFileSync(join(folder(), name), text)
  const store = storeIn()
  return { codes: store.all().map(({ code }) => code), warnings: store.warnings }
}

describe('F8: the store of counterexamples', () => {
  it('gives back the schedule that was kept, to the letter', () => {
    storeIn().keep(found)
    const [known] = storeIn().all()
    expect(known.code).toBe('shop-00c0ffee')
    expect(known.schedule.seed).toBe('1/7')
    expect(known.schedule.faults.map(String)).toEqual([`${slowDb}`])
    expect(findStored('shop-00c0ffee', cwd)).toMatchObject({
      exploration: 'fragile shop',
      file: 'shop.ts',
      goal: 'holds',
      forMs: 20_000,
    })
  })

  it('knows only those of its own exploration, in order of codes', () => {
    const others = new Store(fragile.with({ name: 'another shop' }), '.gameday', {
      cwd,
      file: null,
    })
    others.keep({ ...found, code: 'another-1' })
    for (const code of ['shop-b', 'shop-a', 'shop-c']) storeIn().keep({ ...found, code })
    expect(
      storeIn()
        .all()
        .map(({ code }) => code),
    ).toEqual(['shop-a', 'shop-b', 'shop-c'])
    expect(storedCodes(cwd)).toEqual(['another-1', 'shop-a', 'shop-b', 'shop-c'])
  })

  it('shares nothing between explorations of one system with other goals', () => {
    const asking = (holds: GoalFunction, name?: string) =>
      new Store(fragile.with({ name, holds }), '.gameday', { cwd, file: null })
    const [one, other]: GoalFunction[] = [
      run => run.availability() === 1,
      run => run.latency('p99') === 1,
    ]
    const codesOf = (store: Store) => store.all().map(({ code }) => code)
    asking(one).keep(found)
    expect(codesOf(asking(one))).toEqual(['shop-00c0ffee'])
    expect(codesOf(asking(run => run.availability() === 1))).toEqual(['shop-00c0ffee'])
    expect(codesOf(asking(other))).toEqual([])

    asking(other).keep(found)
    expect(codesOf(asking(one))).toEqual(['shop-00c0ffee'])
    expect(codesOf(asking(other))).toEqual(['shop-00c0ffee'])

    asking(one, 'checkout').keep({ ...found, code: 'checkout-1' })
    expect(codesOf(asking(other, 'checkout'))).toEqual(['checkout-1'])
  })

  it('goes by the file, where that declares it, though its goals have changed', () => {
    const unnamed = fragile.with({ name: undefined })
    new Store(unnamed, '.gameday', { cwd, file: 'shop.ts' }).keep(found)
    const changed = unnamed.with({ holds: run => run.availability() === 1 })
    const storeOf = (file: string) => new Store(changed, '.gameday', { cwd, file })

    expect(storeOf('shop.ts').all()).toHaveLength(1)
    expect(storeOf('bank.ts').all()).toHaveLength(0)
  })

  it('reads what was kept before goals were told apart', () => {
    storeIn().keep(found)
    const path = join(folder(), 'shop-00c0ffee.json')
    const { goals: _, ...old } = JSON.parse(readFileSync(path, 'utf8'))
    writeFileSync(path, JSON.stringify({ ...old, version: 1 }))

    expect(storeIn().all()).toHaveLength(1)
  })

  it('leaves nothing but whole files behind', () => {
    storeIn().keep(found)
    storeIn().keep(found)
    expect(readdirSync(folder())).toEqual(['shop-00c0ffee.json'])
  })

  it.each([
    ['cut short', '{\n  "version": 1,\n  "code": "sho', /bad\.json:3 is left out: it is no JSON/],
    [
      'with a stray word',
      '{\n  "version": 1,\n  oops\n}\n',
      /bad\.json:3 is left out: it is no JSON/,
    ],
    ['empty', '', /bad\.json:1 is left out: it is no JSON/],
    ['no counterexample', '[1, 2]', /bad\.json is left out: .*is no set of options/],
    ['of another version', '{"version": 3, "new": true}', /by another gameday, as version 3/],
    ['without a version', '{}', /version is missing/],
  ])('names a file that is %s, and reads the others', (_, text, warning) => {
    const { codes, warnings } = besides('bad.json', text)
    expect(codes).toEqual(['shop-00c0ffee'])
    expect(warnings).toEqual([expect.stringMatching(warning)])
  })

  it('names the part of a file that is wrong', () => {
    storeIn().keep(found)
    const good = JSON.parse(readFileSync(join(folder(), 'shop-00c0ffee.json'), 'utf8'))
    const [fault] = good.faults
    const wrong = (change: object) => besides('bad.json', JSON.stringify({ ...good, ...change }))
    expect(wrong({ seed: 3 }).warnings[0]).toContain('› seed is left out: 3 is no text')
    expect(wrong({ goal: 'hold' }).warnings[0]).toContain('› goal is left out')
    expect(wrong({ faults: 'crash' }).warnings[0]).toContain('is no list of faults')
    expect(wrong({ faults: [{ ...fault, cause: { kind: 'slwo' } }] }).warnings[0]).toContain(
      'no fault of the kind "slwo"',
    )
    expect(wrong({ forMs: null }).warnings[0]).toContain('null is no time')
  })

  it('says that it cannot write, and loses nothing else', async () => {
    writeFileSync(join(cwd, '.gameday'), 'a file where a folder should be')
    const store = storeIn()
    const { counterexample, warnings } = await search(fragile.with({ kinds: ['slow'] }), {
      known: store,
    })
    expect(counterexample?.verdict).toBe('broken')
    expect(warnings).toEqual([
      expect.stringMatching(/could not be read: ENOTDIR/),
      expect.stringMatching(/^The counterexample could not be kept in \.gameday.*: E/),
    ])
  })
})

describe('F8: what is known comes first', () => {
  it('is found at once the next time, before any trial', async () => {
    const first = await search(fragile, { known: storeIn() })
    const again = await search(fragile, { known: storeIn() })
    expect(first.counterexample?.trial).toBeTypeOf('number')
    expect(again.counterexample).toMatchObject({ trial: null, verdict: 'broken' })
    expect(again.known).toEqual({ played: 1, held: 0 })
    expect(again.totals.trials).toBe(0)
  })

  it('holds once the system is mended, and the search goes on', async () => {
    storeIn().keep(found)
    const { known, totals } = await search(mended.with({ runs: 3, kinds: ['crash'], most: 1 }), {
      known: storeIn(),
    })
    expect(known).toEqual({ played: 1, held: 1 })
    expect(totals.trials).toBeGreaterThan(0)
  })

  it('is told and left out where the system has no place for it any more', async () => {
    storeIn().keep({ ...found, faults: [crash('cache').at('1s').for('1s')] })
    const { known, warnings } = await search(mended.with({ runs: 1 }), { known: storeIn() })
    expect(known).toEqual({ played: 0, held: 0 })
    expect(warnings).toEqual([expect.stringMatching(/^shop-00c0ffee is left out, .*"cache"/)])
  })
})
