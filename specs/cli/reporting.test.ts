/** F10 `--report`: what run, explore and survey play, as files beside what they print. */
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import type { Report } from '../../src/gate/report.ts'
import { called, folderWith, fragileFile, mendedFile, shopFile } from './support/calls.ts'

let cwd = ''
afterEach(() => rmSync(cwd, { recursive: true, force: true }))

const outage = shopFile(`export default experiment(shop, {
  for: '10s', name: 'slow database',
  faults: [slow('db', { by: '2s' }).at('2s').for('4s')],
  holds: run => expect(run).toStayAvailable('95%'),
})`)

const reportIn = (path: string) => JSON.parse(readFileSync(join(cwd, path), 'utf8')) as Report

describe('F10 --report', () => {
  it('of run has the run, what was asked of it, and the line that plays it again', async () => {
    cwd = folderWith({ 'shop.ts': outage })
    const words = ['run', 'shop.ts', '--seed', '7', '--report', 'json=out/r.json,junit=junit.xml']
    const { code, out, err } = await called(words, { cwd })
    expect(code).toBe(1)
    expect(out).toMatch(/^slow database: does not hold\n/)
    expect(err).toBe(
      ' gameday  report written to out/r.json\n gameday  report written to junit.xml\n',
    )
    const [test, ...others] = reportIn('out/r.json').tests
    expect(others).toEqual([])
    expect(test).toMatchObject({ file: 'shop.ts', path: ['slow database'], state: 'failed' })
    expect(test.errors).toEqual([out.trimEnd()])
    expect(test.plays).toMatchObject([
      {
        kind: 'run',
        name: 'slow database',
        seed: '7',
        goals: [{ text: "goal.availability('95%')", verdict: 'broken' }],
        replay: ['npx gameday run shop.ts', 'seed 7 (of the command line)'],
      },
    ])
    expect(readFileSync(join(cwd, 'junit.xml'), 'utf8')).toContain('failures="1"')
  })

  it('of a run without faults has the goals of its exploration', async () => {
    cwd = folderWith({
      'shop.ts': shopFile(`import { goal } from 'gameday'
        export default exploration(shop, { for: '10s', holds: goal.availability('95%') })`),
    })
    const { code } = await called(['run', 'shop.ts', '--report', 'json=r.json'], { cwd })
    expect(code).toBe(0)
    expect(reportIn('r.json').tests).toMatchObject([
      { state: 'passed', errors: [], plays: [{ goals: [{ verdict: 'held' }] }] },
    ])
  })

  it.each([
    ['what breaks', fragileFile, 1, 'failed', 'broken'],
    ['what holds', mendedFile, 0, 'passed', 'held'],
  ])('of explore has what was found: %s', async (_, file, code, state, verdict) => {
    cwd = folderWith({ 'shop.ts': file })
    const words = ['explore', 'shop.ts', '--report', 'json=r.json']
    expect((await called(words, { cwd })).code).toBe(code)
    const [test] = reportIn('r.json').tests
    expect(test).toMatchObject({ state, plays: [{ kind: 'search', verdict }] })
  })

  it('of survey has the matrix', async () => {
    cwd = folderWith({
      'shop.ts': shopFile(`import { goal } from 'gameday'
        export default exploration(shop, {
          for: '5s', kinds: ['slow'], targets: ['db'], holds: goal.availability('95%'),
        })`),
    })
    const words = ['survey', 'shop.ts', '--report', 'json=r.json']
    expect((await called(words, { cwd })).code).toBe(1)
    expect(reportIn('r.json').tests).toMatchObject([
      { state: 'failed', plays: [{ kind: 'survey', verdict: 'broken' }] },
    ])
  })

  it('tells all mistakes in it before anything is played', async () => {
    cwd = folderWith({ 'shop.ts': outage })
    const words = ['run', 'shop.ts', '--report', 'jsn=a,json', '--report', 'junit=b,junit=c']
    const { code, out, err } = await called(words, { cwd })
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toMatch(/there is no format "jsn"[^]*json names no file[^]*junit is said twice/)
  })

  it('writes no two formats to one file, and nothing over what is played', async () => {
    cwd = folderWith({ 'shop.ts': outage })
    const twice = ['run', 'shop.ts', '--report', 'html=x.out,json=./x.out']
    expect((await called(twice, { cwd })).err).toMatch(
      /json and html would be written to one file, "x\.out"\n +where: --report › html\n/,
    )
    const over = ['run', 'shop.ts', '--report', 'json=./shop.ts']
    const { code, err } = await called(over, { cwd })
    expect(code).toBe(2)
    expect(err).toContain('json would be written over what is played, "./shop.ts"')
    expect(readFileSync(join(cwd, 'shop.ts'), 'utf8')).toBe(outage)
  })

  it('of explore is not written over the test that --out saves', async () => {
    cwd = folderWith({ 'shop.ts': fragileFile })
    const words = ['explore', 'shop.ts', '--out', 'a.test.ts', '--report', 'junit=a.test.ts']
    const { code, err } = await called(words, { cwd })
    expect(code).toBe(2)
    expect(err).toContain('junit would be written over the test of --out, "a.test.ts"')
  })

  it('ends with 2 where a file could not be written and all held, and names the file', async () => {
    cwd = folderWith({ 'shop.ts': mendedFile, taken: '' })
    const words = ['run', 'shop.ts', '--report', 'json=taken/r.json']
    const { code, out, err } = await called(words, { cwd })
    expect(code).toBe(2)
    expect(out).toMatch(/^shop: holds\n/)
    expect(err).toContain(
      'the report taken/r.json could not be written: a part of its path is a file',
    )
  })
})
