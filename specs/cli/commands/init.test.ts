/** F10 `gameday init`: a first system and its spec, as the project that it looks at is. */
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { suite } from '../../gate/support/suite.ts'
import { called, folderWith } from '../support/calls.ts'

let cwd = ''
afterEach(() => rmSync(cwd, { recursive: true, force: true }))

const projectWith = (manifest: object, files: { readonly [name: string]: string } = {}): void => {
  cwd = folderWith({ 'package.json': JSON.stringify(manifest), ...files })
}
const begun = (...words: readonly string[]) => called(['init', ...words], { cwd })
const textOf = (path: string): string => readFileSync(join(cwd, path), 'utf8')
const runnerOf = (name: string) => ({ devDependencies: { [name]: '1.0.0', gameday: '1.0.0' } })

describe('F10 gameday init', () => {
  it('writes a spec that passes, and a line that makes it fail, with cause and cure', async () => {
    const manifest = JSON.stringify({ ...runnerOf('vitest'), name: '@acme/web' })
    const project = suite({ 'package.json': manifest, 'tsconfig.json': '{}' })
    cwd = project.path
    const { code, out } = await begun()
    expect(code).toBe(0)
    expect(out).toContain('Next:\n  npx vitest run resilience/system.test.ts\n')
    expect(await project.run()).toMatchObject({
      code: 0,
      printed: expect.stringMatching(/1 passed/),
    })

    const path = 'resilience/system.test.ts'
    project.write(path, project.read(path).replace(/\/\/ (expect\(run\))/, '$1'))
    const failed = await project.run()
    expect(failed.code).toBe(1)
    expect(failed.printed).toMatch(/Why\n[^]*slow\('db'[^]*Same seed, one change\n/)
  })

  it.each([
    ['vitest', {}, 'system.mjs', "import { app } from './system.mjs'"],
    ['vitest', { type: 'module' }, 'system.js', "import { app } from './system.js'"],
    ['jest', {}, 'system.js', "const { app } = require('./system.js')"],
    ['jest', { type: 'module' }, 'system.js', "import { test } from '@jest/globals'"],
  ] as const)('is JavaScript as %s of %o reads it', async (runner, more, file, line) => {
    projectWith({ ...runnerOf(runner), ...more })
    const { out } = await begun()
    expect(existsSync(join(cwd, 'resilience', file))).toBe(true)
    const spec = `resilience/${file.replace('system', 'system.test')}`
    expect(textOf(spec)).toContain(line)
    const isPlain = runner === 'vitest' || !('type' in more)
    expect(out.includes('NODE_OPTIONS=--experimental-vm-modules npx jest')).toBe(!isPlain)
  })

  it('is TypeScript for Jest only where something reads that for it', async () => {
    const typed = { 'tsconfig.json': '{}' }
    projectWith(runnerOf('jest'), typed)
    await begun()
    expect(existsSync(join(cwd, 'resilience/system.js'))).toBe(true)
    rmSync(cwd, { recursive: true })
    projectWith({ devDependencies: { jest: '29', 'ts-jest': '29' } }, typed)
    expect((await begun()).out).toContain('npm i -D gameday\n')
    expect(textOf('resilience/system.test.ts')).toContain("import { app } from './system'")
  })

  it('goes beside the tests there are, is called as they are, and knows its store', async () => {
    projectWith({ dependencies: { pg: '8' }, scripts: { test: 'jest' } })
    mkdirSync(join(cwd, 'test/unit'), { recursive: true })
    writeFileSync(join(cwd, 'test/unit/a.spec.js'), '')
    expect((await begun()).out).toContain('npm i -D jest gameday\n  npx jest test/resilience/')
    expect(textOf('test/resilience/system.spec.js')).toContain("slow('postgres'")
  })

  it('takes the place of nothing, and writes both files or none', async () => {
    projectWith(runnerOf('vitest'))
    mkdirSync(join(cwd, 'resilience'))
    writeFileSync(join(cwd, 'resilience/system.mjs'), 'mine')
    const { code, err } = await begun()
    expect(code).toBe(2)
    expect(err).toContain('resilience/system.mjs is there already')
    expect(textOf('resilience/system.mjs')).toBe('mine')
    expect(existsSync(join(cwd, 'resilience/system.test.mjs'))).toBe(false)
  })

  it('writes neither where the second cannot be written', async () => {
    projectWith(runnerOf('vitest'))
    mkdirSync(join(cwd, 'resilience'))
    symlinkSync('nowhere', join(cwd, 'resilience/system.test.mjs'))
    const { code, err } = await begun()
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining('could not be written') })
    expect(existsSync(join(cwd, 'resilience/system.mjs'))).toBe(false)
  })

  it('reads a package.json of an editor that marks its bytes, and quotes a folder', async () => {
    cwd = folderWith({ 'package.json': `\uFEFF${JSON.stringify(runnerOf('vitest'))}` })
    mkdirSync(join(cwd, 'my tests'))
    writeFileSync(join(cwd, 'my tests/a.test.js'), '')
    const { code, out } = await begun()
    expect(code).toBe(0)
    expect(out).toContain('  npx vitest run "my tests/resilience/system.test.mjs"\n')
  })

  it('lets no name of a package be code', async () => {
    projectWith({ ...runnerOf('vitest'), name: "a', `${process.exit()}` */ \u001b[2J" })
    await begun()
    expect(textOf('resilience/system.mjs')).toContain("system('a-process-exit-2J', {")
  })

  it.each([
    ['there is no package.json', {}, []],
    ['package.json cannot be read', { 'package.json': '{' }, []],
    ['"mocha" is no choice', { 'package.json': '{}' }, ['--runner', 'mocha']],
  ])('says what to do where %s', async (what, files, words) => {
    cwd = folderWith(files)
    const { code, err } = await begun(...words)
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining(what) })
    expect(err).toContain('fix:')
  })
})
