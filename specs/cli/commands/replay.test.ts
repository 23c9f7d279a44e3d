/** F8: `gameday run` and `gameday replay` play one run, and tell whether it holds. */
import { readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { afterEach, describe, expect, it, onTestFinished } from 'vitest'
import { called, folderWith, fragileFile, mendedFile, shopFile } from '../support/calls.ts'

let cwd = ''
afterEach(() => rmSync(cwd, { recursive: true, force: true }))

const inFolder = (files: { readonly [name: string]: string }): string => (cwd = folderWith(files))

/** Finds something, and says its code. */
async function found(): Promise<string> {
  inFolder({ 'shop.explore.ts': fragileFile })
  await called(['explore', 'shop.explore.ts'], { cwd })
  const [file] = readdirSync(join(cwd, '.gameday/counterexamples'))
  return file.replace('.json', '')
}

describe('F8: gameday replay', () => {
  it('still breaks what is as it was, and holds what is mended', async () => {
    const code = await found()
    const first = await called(['replay', code], { cwd })
    expect(first).toMatchObject({ code: 1, err: '' })
    expect(first.out).toMatch(new RegExp(`^${code}: does not hold\n`))
    expect(first.out).toContain('wanted >= 95%')

    writeFileSync(join(cwd, 'mended.explore.ts'), mendedFile)
    const then = await called(['replay', code, 'mended.explore.ts'], { cwd })
    expect(then.code).toBe(0)
    expect(then.out).toMatch(new RegExp(`^${code}: holds\n`))
    expect(then.err).toBe(`The system has changed since ${code} was found.\n`)
  })

  it('is no proof where the run ends before the faults strike, or they strike nobody', async () => {
    const code = await found()
    writeFileSync(join(cwd, 'short.ts'), fragileFile.replace("for: '10s'", "for: '10ms'"))
    const late = await called(['replay', code, 'short.ts'], { cwd })
    expect(late).toMatchObject({
      code: 2,
      err: expect.stringContaining('a run of 10ms ends before'),
    })

    const apart = fragileFile.replace('web: service', "twin: store({ time: '5ms' }), web: service")
    writeFileSync(join(cwd, 'apart.ts'), apart.replace("call('db')", "call('twin')"))
    const idle = await called(['replay', code, 'apart.ts'], { cwd })
    expect(idle).toMatchObject({ code: 1, out: expect.stringContaining('unknown') })
    expect(idle.out).toContain('none of its faults touches anything by now')
  })

  it('takes the path of a file', async () => {
    const code = await found()
    const path = `.gameday/counterexamples/${code}.json`
    const { out } = await called(['replay', path, '--json'], { cwd })
    expect(JSON.parse(out)).toMatchObject({ name: code, verdict: 'broken', hasChanged: false })
  })

  it('knows the codes that there are', async () => {
    const code = await found()
    const near = await called(['replay', `${code.slice(0, -1)}x`], { cwd })
    expect(near).toMatchObject({ code: 2, err: expect.stringContaining(`did you mean "${code}"?`) })
    rmSync(join(cwd, '.gameday'), { recursive: true })
    expect((await called(['replay', code], { cwd })).err).toContain('none is kept here')
  })

  it('refuses another exploration, and a corrupt file', async () => {
    const code = await found()
    writeFileSync(join(cwd, 'other.ts'), fragileFile.replace("system('shop'", "system('bank'"))
    expect((await called(['replay', code, 'other.ts'], { cwd })).err).toContain(
      'is of the exploration "shop", and the file has "bank"',
    )
    writeFileSync(join(cwd, 'bad.json'), '{\n"version": 1,,')
    const { code: ended, err } = await called(['replay', 'bad.json'], { cwd })
    expect(ended).toBe(2)
    expect(err).toContain('where: bad.json:2')
  })
})

describe('a counterexample that others may have written', () => {
  it.each([
    ['a path that leads out', '../evil.mjs'],
    ['an absolute path', 'ABSOLUTE'],
    ['a link that leads out', 'link.mjs'],
  ])('makes replay run no file by %s, and asks for one', async (_, named) => {
    const code = await found()
    const outside = folderWith({ 'evil.mjs': 'globalThis.hasRun = true' })
    onTestFinished(() => rmSync(outside, { recursive: true }))
    const evil = join(outside, 'evil.mjs')
    symlinkSync(evil, join(cwd, 'link.mjs'))
    const path = join(cwd, `.gameday/counterexamples/${code}.json`)
    const file = { ABSOLUTE: evil, '../evil.mjs': relative(cwd, evil) }[named] ?? named
    const stored = { ...JSON.parse(readFileSync(path, 'utf8')), file }
    writeFileSync(path, JSON.stringify(stored))

    const { code: ended, err } = await called(['replay', code], { cwd })
    expect(ended).toBe(2)
    expect(err).toContain('which is not inside this folder')
    expect(err).toContain(`if you trust it, write gameday replay ${code} FILE`)
    expect(globalThis).not.toHaveProperty('hasRun')
    // What the user says is another thing than what a file says.
    expect((await called(['replay', code, 'shop.explore.ts'], { cwd })).code).toBe(1)
  })
})

const experimentFile = (goal: string): string =>
  shopFile(`export default experiment(shop, {
  for: '10s',
  faults: [slow('db', { by: '1s' }).at('2s').for('3s')],
  holds: run => expect(run).toStayAvailable('${goal}'),
})`)

describe('F8: gameday run', () => {
  it('plays an experiment once, and tells whether it held', async () => {
    inFolder({ 'shop.ts': experimentFile('99%'), 'modest.ts': experimentFile('50%') })
    const broken = await called(['run', 'shop.ts'], { cwd })
    expect(broken.code).toBe(1)
    expect(broken.out).toMatch(/^shop: does not hold\n\n {2}\d+ requests in 10s, /)
    expect(broken.out).toContain('wanted >= 99%')
    const held = await called(['run', 'modest.ts'], { cwd })
    expect(held.code).toBe(0)
    expect(held.out).toMatch(/^shop: holds\n/)
    expect(held.out).toMatch(/slow\('db', \{ by: '1s' \}\)\.at\('2s'\)\.for\('3s'\) touched \d+/)
  })

  it('says who gave the seed: the file, the command line, the search, or nobody', async () => {
    const goal = `holds: run => expect(run).toStayAvailable('100%')`
    const slowed = `for: '10s', faults: [slow('db', { by: '1s' }).at('2s').for('3s')], ${goal}`
    const never = `for: '10s', seed: 'x', holds: run => expect(run).not.toStayAvailable('1%')`
    inFolder({
      'plain.ts': shopFile(`export default experiment(shop, { ${slowed} })`),
      'seeded.ts': shopFile(`export default experiment(shop, { seed: 'x', ${slowed} })`),
      'searched.ts': shopFile(`export default exploration(shop, { ${never} })`),
    })
    const seedOf = async (...words: readonly string[]): Promise<string | undefined> =>
      / {2}Replay {2}(.*)/.exec((await called(['run', ...words], { cwd })).out)?.[1]

    expect(await seedOf('plain.ts')).toBe('seed 1')
    expect(await seedOf('seeded.ts')).toBe('seed x (given in the code)')
    expect(await seedOf('searched.ts')).toBe('seed x (of the search)')
    for (const file of ['plain.ts', 'seeded.ts', 'searched.ts']) {
      expect(await seedOf(file, '--seed', '5')).toBe('seed 5 (of the command line)')
    }
  })

  it('plays an exploration without faults: its steady state', async () => {
    inFolder({ 'shop.explore.ts': fragileFile })
    const { code, out } = await called(['run', 'shop.explore.ts', '--seed', '7'], { cwd })
    expect(code).toBe(0)
    expect(out).toContain('100% available')
    expect(out).toContain('Seed 7, digest ')
  })

  it('gives numbers as JSON, the same each time', async () => {
    inFolder({ 'shop.ts': experimentFile('99%') })
    const words = ['run', 'shop.ts', '--json', '--seed', '3']
    const { out } = await called(words, { cwd })
    const numbers = JSON.parse(out)
    expect(numbers).toMatchObject({ name: 'shop', verdict: 'broken', seed: '3' })
    expect(numbers.availability).toBeLessThan(0.99)
    expect(numbers.latencyMs.p50).toBeGreaterThan(0)
    expect(numbers.digest).toMatch(/^[0-9a-f]{64}$/)
    expect((await called(words, { cwd })).out).toBe(out)
  })
})
