/** F8: `gameday explore` finds, tells, keeps and hands out what breaks a file's goal. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { called, folderWith, fragileFile, mendedFile, shopFile, slowDb } from '../support/calls.ts'

let cwd = ''
afterEach(() => rmSync(cwd, { recursive: true, force: true }))

const inFolder = (files: { readonly [name: string]: string }): string => (cwd = folderWith(files))
const kept = (): string[] => readdirSync(join(cwd, '.gameday/counterexamples'))

describe('F8: gameday explore', () => {
  it('tells what breaks the goal, keeps it, and ends with 1', async () => {
    inFolder({ 'shop.explore.ts': fragileFile })
    const { code, out } = await called(['explore', 'shop.explore.ts'], { cwd })
    expect(code).toBe(1)
    expect(out).toMatch(/^shop: does not hold with 1 fault\n\n {2}slow\('db'/)
    expect(out).toContain("import shop from './shop.explore.ts'")
    const [file] = kept()
    expect(out).toContain(`npx gameday replay ${file.replace('.json', '')}`)
  })

  it('finds the same with the same seed, to the letter', async () => {
    inFolder({ 'shop.explore.ts': fragileFile })
    const first = await called(['explore', 'shop.explore.ts', '--seed', 'x'], { cwd })
    rmSync(join(cwd, '.gameday'), { recursive: true })
    expect(await called(['explore', 'shop.explore.ts', '--seed', 'x'], { cwd })).toEqual(first)
  })

  it('finds the same with two threads as with none', async () => {
    inFolder({ 'shop.explore.ts': fragileFile })
    const alone = await called(['explore', 'shop.explore.ts', '--json'], { cwd })
    rmSync(join(cwd, '.gameday'), { recursive: true })
    const both = await called(['explore', 'shop.explore.ts', '--json', '--workers', '2'], { cwd })
    expect(both.out).toBe(alone.out)
    expect(both.code).toBe(1)
  })

  it('ends with 0 where nothing breaks, and says how much was covered', async () => {
    inFolder({ 'shop.explore.ts': mendedFile })
    const { code, out } = await called(['explore', 'shop.explore.ts', '--runs', '12'], { cwd })
    expect(code).toBe(0)
    expect(out).toMatch(/^shop: held in 12 trials\n/)
    expect(out).toContain('pair of a fault and its target touched traffic')
    expect(existsSync(join(cwd, '.gameday'))).toBe(false)
  })

  it('saves the test where it is told to, and overwrites only its own', async () => {
    inFolder({ 'shop.explore.ts': fragileFile, 'mine.test.ts': '// my own' })
    const words = ['explore', 'shop.explore.ts', '--out']
    expect((await called([...words, 'found.test.ts'], { cwd })).out).toContain(
      'The test is saved as found.test.ts',
    )
    expect(readFileSync(join(cwd, 'found.test.ts'), 'utf8')).toContain(
      "import shop from './shop.explore.ts'",
    )
    expect((await called([...words, 'found.test.ts'], { cwd })).code).toBe(1)
    expect(await called([...words, 'mine.test.ts'], { cwd })).toMatchObject({
      code: 2,
      err: expect.stringContaining('is there already'),
    })
    expect(readFileSync(join(cwd, 'mine.test.ts'), 'utf8')).toBe('// my own')
  })

  it.each([
    ['in a folder that is not there', 'no/such/folder.test.ts', 'there is no folder'],
    ['over a folder', '.', '"." is no file'],
  ])('does not search for a test to be saved %s', async (_, path, told) => {
    inFolder({ 'shop.explore.ts': fragileFile })
    const { code, out, err } = await called(['explore', 'shop.explore.ts', '--out', path], { cwd })
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain(told)
  })

  it('prints the test where it cannot be saved after all', async () => {
    inFolder({ 'shop.explore.ts': fragileFile })
    const path = join(cwd, 'tests', 'shop.test.ts')
    mkdirSync(dirname(path))
    const lose = (): void => rmSync(dirname(path), { recursive: true, force: true })
    const { code, out, err } = await called(['explore', 'shop.explore.ts', '--out', path], {
      cwd,
      // Asked for the first time when the search begins.
      now: () => (lose(), 0),
    })
    expect(code).toBe(1)
    expect(err).toContain('The test could not be saved')
    expect(out).toContain('──── the test to paste ────')
  })

  it('speaks JSON', async () => {
    inFolder({ 'shop.explore.ts': fragileFile })
    const { out } = await called(['explore', 'shop.explore.ts', '--json'], { cwd })
    expect(JSON.parse(out)).toMatchObject({
      verdict: 'broken',
      name: 'shop',
      sentences: [expect.stringMatching(/^slow\('db'/)],
      counterexample: { faults: [{ target: 'db', cause: { kind: 'slow' } }] },
      test: { text: expect.stringContaining('simulate(shop.system') },
    })
  })

  it('names its numbers in JSON as a single run does', async () => {
    inFolder({ 'shop.explore.ts': mendedFile })
    const explored = await called(['explore', 'shop.explore.ts', '--json', '--runs', '1'], { cwd })
    const run = await called(['run', 'shop.explore.ts', '--json', '--seed', '1/0'], { cwd })
    const { totals } = JSON.parse(explored.out)
    const { requests, availability, outcomes, unfinished } = JSON.parse(run.out)
    expect(requests).toBeGreaterThan(100)
    expect(totals).toMatchObject({ trials: 1, requests, availability, outcomes, unfinished })
    const counts = totals.latencyMs.map(({ count }: { readonly count: number }) => count)
    expect(counts.reduce((sum: number, some: number) => sum + some)).toBe(requests)
    expect(totals.latencyMs).toContainEqual({ from: 4, to: 8, count: expect.any(Number) })
  })

  it('names a corrupt file of the store and goes on', async () => {
    inFolder({ 'shop.explore.ts': fragileFile })
    await called(['explore', 'shop.explore.ts'], { cwd })
    const [file] = kept()
    writeFileSync(join(cwd, '.gameday/counterexamples', file), '{\n  "version": 1,\n  !')
    const { code, out } = await called(['explore', 'shop.explore.ts'], { cwd })
    expect(code).toBe(1)
    expect(out).toContain(`.gameday/counterexamples/${file}:3 is left out: it is no JSON`)
  })
})

describe('F8: gameday explore, interrupted', () => {
  it('keeps and tells what is done, and ends with 130', async () => {
    inFolder({ 'shop.explore.ts': mendedFile })
    const controller = new AbortController()
    const err = (text: string): void => {
      if (/trials/.test(text)) controller.abort()
    }
    const words = ['explore', 'shop.explore.ts', '--runs', '1000']
    const { code, out } = await called(words, { cwd, err, signal: controller.signal })
    expect(code).toBe(130)
    expect(out).toMatch(/^shop: STOPPED after \d+ trials of 1,000; it held until then\n/)
  })
})

describe('F8: gameday explore, on the way', () => {
  it('redraws one line on a terminal, and wipes it before the result', async () => {
    inFolder({ 'shop.explore.ts': mendedFile })
    const words = ['explore', 'shop.explore.ts', '--runs', '10']
    const { err, out } = await called(words, { cwd, isTerminal: true })
    const lines = err.split('\r\u001b[2K')
    expect(lines[0]).toBe('')
    expect(lines.at(-1)).toBe('')
    expect(lines).toContainEqual(
      expect.stringMatching(/^50%, 5 trials, \d+ behaviours?, \d+s left$/),
    )
    expect(err + out).not.toContain('\n\r')
  })

  it('writes a plain line now and then elsewhere', async () => {
    inFolder({ 'shop.explore.ts': mendedFile })
    const { err } = await called(['explore', 'shop.explore.ts', '--runs', '40'], { cwd })
    expect(err).not.toContain('\r')
    expect(err.split('\n').length).toBeLessThan(30)
    expect(err).toMatch(/^5%, 2 trials, \d+ behaviours?, 1m 35s left\n/)
  })

  it('colours the headline and nothing else, where it may', async () => {
    inFolder({ 'shop.explore.ts': mendedFile })
    const words = ['explore', 'shop.explore.ts', '--runs', '3']
    const { out } = await called(words, { cwd, hasColours: true })
    expect(out).toContain('\u001b[32mshop: held in 3 trials\u001b[39m\n')
    expect(out.split('\u001b').length).toBe(3)
  })
})

describe('F8: a file to explore', () => {
  it.each([
    ['is not there', undefined, 'there is no file "shop.explore.ts"'],
    ['fails when it is imported', "throw new Error('no database here')", 'Error: no database here'],
    ['does not parse', 'export default (', 'failed while it was imported'],
    ['exports nothing by default', shopFile(''), 'has no default export'],
    ['exports a system', shopFile('export default shop'), 'a system, of which nothing says'],
    ['exports a text', "export default 'shop'", '"shop" and no exploration'],
    [
      'has a mistake in it',
      shopFile(`export default exploration(shop, { ${slowDb}, runs: 0, holds: 1 })`),
      'runs',
    ],
  ])('that %s is a mistake in its use', async (_, text, told) => {
    inFolder(text === undefined ? {} : { 'shop.explore.ts': text })
    const { code, out, err } = await called(['explore', 'shop.explore.ts'], { cwd })
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain(told)
  })
})

describe('F8: what else is no file to explore', () => {
  const complaint = async (file: string, text: string): Promise<string> => {
    inFolder({ [file]: text })
    return (await called(['explore', file], { cwd })).err
  }

  it('tells a mistake of a declaration as a test does, with the line of the file', async () => {
    const text = shopFile(
      `export default exploration(shop, { ${slowDb}, run: 3, holds: () => true })`,
    )
    const [what, where] = (await complaint('shop.explore.ts', text)).split('\n')
    expect(what).toBe('there is no option "run"')
    expect(where).toMatch(/^ {2}where: .*shop\.explore\.ts:11:16 › explore › run$/)
  })

  it('tells the line at which it failed, whatever the file is called', async () => {
    const told = await complaint('my (own) shop.ts', "\n  throw new Error('no database here')")
    expect(told).toMatch(/\n {2}where: .*\/my(?: |%20)\(own\)(?: |%20)shop\.ts:2:9\n/)
  })

  it('is a folder', async () => {
    inFolder({})
    expect((await called(['explore', '.'], { cwd })).err).toMatch(/^"\." is no file\n/)
  })

  it('is a test, which has a runner', async () => {
    const told = await complaint('shop.test.ts', "throw new Error('no suite:\\n- here')")
    expect(told).toContain('shop.test.ts failed while it was imported: Error: no suite: - here\n')
    expect(told).toContain('fix:   run a test with its runner; give gameday a file')
  })

  it('is an experiment, which is one run', async () => {
    const text = shopFile("export default experiment(shop, { for: '1s', holds: () => true })")
    const [what, fix] = (await complaint('one.ts', text)).split('\n')
    expect(what).toBe('one.ts exports an experiment, which is one run, and no exploration')
    expect(fix).toMatch(/^ {2}fix: {3}play it with gameday run one\.ts, or write exploration/)
  })
})

describe('F8: a goal that says nothing of the system', () => {
  it('is reported as such, with its trial', async () => {
    inFolder({
      'shop.explore.ts': shopFile(
        `export default exploration(shop, { ${slowDb}, holds: run => run.nonsense() })`,
      ),
    })
    const { code, out } = await called(['explore', 'shop.explore.ts'], { cwd })
    expect(code).toBe(1)
    expect(out).toMatch(/^shop: the goal, or code, failed by itself/)
    expect(out).toContain('run.nonsense is not a function')
    expect(out).toContain('That is a mistake in it, and says nothing about the design')
  })
})
