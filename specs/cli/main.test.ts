/** F8: the command line as a process: how it ends, is interrupted, and writes to pipes. */
import { rmSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { folderWith, fragileFile, mendedFile, shopFile, started, until } from './support/calls.ts'

/** From trial 3 on a goal has no end, and says so before it begins to loop. */
const loopingFile = shopFile(`
const trialOf = run => Number(run.seed.split('/')[1] ?? Infinity)
export default exploration(shop, {
  for: '1s', targets: ['db'], kinds: ['slow'], runs: 100000, store: false, trialTime: '1h',
  holds: run => {
    if (trialOf(run) < 3) return true
    process.stderr.write('it loops\\n')
    for (;;);
  },
})`)
let cwd = ''
beforeAll(() => {
  cwd = folderWith({
    'fragile.ts': fragileFile,
    'mended.ts': mendedFile,
    'looping.ts': loopingFile,
    'exits.ts': meddling('process.exit(0)', ''),
    'never.ts': meddling('await new Promise(() => undefined)', ''),
    'late.ts': meddling('', "void Promise.reject(new Error('left behind'))"),
    'open.ts': meddling('setInterval(() => undefined, 1_000)', "console.log('a goal')"),
  })
})
afterAll(() => rmSync(cwd, { recursive: true, force: true }))

/** A file that does more than it should: at its top, and in its goal. */
const meddling = (top: string, goal: string): string =>
  `${top}\n${shopFile(`export default exploration(shop, {
    for: '1s', runs: 3, store: false, holds: run => { ${goal}; return run.requests().issued > 0 },
  })`)}`

describe('F8: the process of the command line', () => {
  it('ends with 0 for what holds, 1 for what does not, and 2 for a mistake', async () => {
    const held = started(['run', 'mended.ts'], { cwd }).ended
    const broken = started(['explore', 'fragile.ts', '--runs', '40'], { cwd }).ended
    const mistaken = started(['explore', 'nowhere.ts'], { cwd }).ended
    expect(await held).toMatchObject({
      code: 0,
      err: '',
      out: expect.stringMatching(/^shop: holds/),
    })
    expect(await broken).toMatchObject({
      code: 1,
      out: expect.stringMatching(/^shop: does not hold/),
    })
    expect(await mistaken).toMatchObject({ code: 2, out: '' })
  })

  it('keeps and tells what is done when it is interrupted, though a goal loops', async () => {
    const playing = started(['explore', 'looping.ts'], { cwd })
    await until(playing, /it loops/)
    playing.child.kill('SIGINT')
    const { code, out, err } = await playing.ended
    expect(code).toBe(130)
    expect(out).toMatch(/^shop: STOPPED after 3 trials of 100,000; it held until then/)
    expect(err).toContain('Once more to leave at once')
  })

  it('ends threads whose goals loop when it is interrupted', async () => {
    const playing = started(['explore', 'looping.ts', '--workers', '2'], { cwd })
    await until(playing, /it loops/)
    playing.child.kill('SIGINT')
    const { code, out } = await playing.ended
    expect(code).toBe(130)
    expect(out).toMatch(/^shop: STOPPED after [123] trials? of 100,000; it held until then/)
  })

  it('ends a single run whose goal loops when it is interrupted', async () => {
    const playing = started(['run', 'looping.ts'], { cwd })
    await until(playing, /it loops/)
    playing.child.kill('SIGINT')
    const { code, out } = await playing.ended
    expect(code).toBe(130)
    expect(out).toMatch(/^shop: unfinished, it was given up/)
  })

  it('has no colours in a pipe, unless they are forced', async () => {
    const plain = started(['run', 'mended.ts'], { cwd }).ended
    const forced = started(['run', 'mended.ts'], { cwd, env: { FORCE_COLOR: '1' } }).ended
    const refused = started(['run', 'mended.ts'], { cwd, env: { FORCE_COLOR: '1', NO_COLOR: '1' } })
    expect((await plain).out).not.toContain('\u001b')
    expect((await forced).out).toContain('\u001b[32mshop: holds\u001b[39m\n')
    expect((await refused.ended).out).not.toContain('\u001b')
  })

  it.each([['exits.ts'], ['never.ts']])(
    'does not pass off as held what ends before its result: %s',
    async file => {
      const { code, out, err } = await started(['run', file], { cwd }).ended
      expect({ code, out }).toEqual({ code: 2, out: '' })
      expect(err).toContain('The file ended the process before gameday was done')
    },
  )

  it('does not pass off as broken what nobody caught', async () => {
    const { code, out, err } = await started(['explore', 'late.ts'], { cwd }).ended
    expect({ code, out }).toEqual({ code: 3, out: '' })
    expect(err).toMatch(/^Something failed and nobody caught it.*\nError: left behind\n/)
  })

  it.each([['1'], ['2']])(
    'waits for nothing a file leaves open, and mixes nothing it prints into the result: by %s',
    async workers => {
      const words = ['explore', 'open.ts', '--json', '--workers', workers]
      const { code, out, err } = await started(words, { cwd }).ended
      expect(code).toBe(0)
      expect(JSON.parse(out)).toMatchObject({ verdict: 'held' })
      expect(err).toContain('a goal')
    },
  )

  it('says nothing about a reader who has read enough', async () => {
    const { child, ended } = started(['explore', 'fragile.ts'], { cwd })
    child.stdout.destroy()
    const { code, err } = await ended
    expect(err).not.toMatch(/EPIPE|    at /)
    expect(code).toBe(1)
  })
})
