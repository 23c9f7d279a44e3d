/** F10 `gameday baseline`: takes a baseline, compares with it, renews it; and its exit codes. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { called, folderWith } from '../support/calls.ts'

const file = (concurrency: number, holds = "goal.availability('50%')") => `
import { clients, goal, store, system } from 'gameday'
import { experiment } from 'gameday/explore'
export default experiment(
  system('kiosk', {
    people: clients({ rate: '50/s', call: 'till', timeout: '100ms' }),
    till: store({ time: '15ms', concurrency: ${concurrency}, queue: 20 }),
  }),
  { for: '5s', name: 'a busy kiosk', holds: ${holds} },
)`

let cwd = ''
beforeEach(() => {
  cwd = folderWith({ 'kiosk.ts': file(4) })
})
afterEach(() => rmSync(cwd, { recursive: true, force: true }))

const kept = '__gameday__/kiosk.ts.baseline'
const compared = (words: readonly string[] = [], env = {}) =>
  called(['baseline', 'kiosk.ts', ...words], { cwd, env })

describe('F10 gameday baseline', () => {
  it('ends with 1 where there is none, with what to do, and writes it with --update', async () => {
    const { code, out } = await compared()
    expect(code).toBe(1)
    expect(out).toContain('a busy kiosk: 1 goal without a baseline')
    expect(out).toContain('npx gameday baseline kiosk.ts --update')
    expect(existsSync(join(cwd, kept))).toBe(false)
    const taken = await compared(['--update'])
    expect(taken.code).toBe(0)
    expect(taken.err).toBe(`The baseline is written to ${kept}\n`)
    expect(readFileSync(join(cwd, kept), 'utf8')).toContain('"a busy kiosk"')
    expect(await compared()).toMatchObject({ code: 0, err: '' })
  })

  it('ends with 1 where a goal is worse, until it is renewed', async () => {
    await compared(['-u'])
    const text = readFileSync(join(cwd, kept), 'utf8')
    rmSync(cwd, { recursive: true })
    cwd = folderWith({ 'kiosk.ts': file(1) })
    mkdirSync(join(cwd, '__gameday__'))
    writeFileSync(join(cwd, kept), text)
    const { code, out } = await compared()
    expect(code).toBe(1)
    expect(out).toMatch(/worse +goal\.availability\('50%'\) +margin .* → .*, worse with 12 of 20/)
    expect(readFileSync(join(cwd, kept), 'utf8')).toBe(text)
    expect(await compared(['--update'])).toMatchObject({ code: 0 })
    expect(await compared()).toMatchObject({ code: 0 })
  })

  it('writes nothing in CI', async () => {
    const { code, err } = await compared(['--update'], { CI: 'true' })
    expect(code).toBe(2)
    expect(err).toContain('where CI is set, no baseline is written')
    expect(existsSync(join(cwd, kept))).toBe(false)
  })

  it('names what is no experiment, and a function that says nothing of room', async () => {
    writeFileSync(join(cwd, 'five.ts'), 'export default 5')
    writeFileSync(join(cwd, 'function.ts'), file(4, '() => true'))
    const err = async (name: string) => (await called(['baseline', name], { cwd })).err
    expect(await err('five.ts')).toContain('five.ts exports 5 and no experiment')
    expect(await err('function.ts')).toContain('what must hold is a function')
  })
})
