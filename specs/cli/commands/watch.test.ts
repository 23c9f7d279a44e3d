/** F10 `gameday watch`: plays a file again when it changes; what a browser hears of it. */
import { once } from 'node:events'
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { called, folderWith, mendedFile, shopFile, started, until } from '../support/calls.ts'

let cwd = ''
afterEach(() => rmSync(cwd, { recursive: true, force: true }))

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { readonly port: number }
  server.close()
  return port
}

type Reader = {
  read(): Promise<{ readonly done: boolean; readonly value?: Uint8Array | undefined }>
}

/** What the browser is told, until it is told this. */
async function heardUntil(reader: Reader, text: string) {
  let heard = ''
  while (!heard.includes(text)) {
    const { value, done } = await reader.read()
    if (done) throw new Error(`it ended after ${heard}`)
    heard += new TextDecoder().decode(value)
  }
  return heard
}

const brokenFile = shopFile(`export default experiment(shop, {
  for: '10s',
  faults: [slow('db', { by: '2s' }).at('2s').for('4s')],
  holds: run => expect(run).toStayAvailable('95%'),
})`)

/** Says who it is, and never comes to an end. */
const loopingFile = `process.stderr.write('it loops as ' + process.pid + '\\n')
for (;;);`

/** Waits until a process is no more, which the system may take some time for. */
async function gone(pid: number): Promise<void> {
  while (isAlive(pid)) await setTimeout(20)
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/** What is watched, and a browser that looks. */
async function watched(files: { readonly [name: string]: string }, options: Options = {}) {
  const { words = [], env = {} } = options
  cwd = folderWith(files)
  const port = await freePort()
  const watch = ['watch', 'shop.ts', '--port', `${port}`, ...words]
  const process = started(watch, { cwd, env })
  await until(process, RegExp(`^The page is http://127.0.0.1:${port}/\n`))
  const { body } = await fetch(`http://127.0.0.1:${port}/changes`)
  const reader = body!.getReader()
  return {
    ...process,
    /** The process that plays, once it says so. */
    looping: async () => Number((await until(process, /it loops as (\d+)/))[1]),
    told: (text: string) => heardUntil(reader, text),
    page: async () => (await fetch(`http://127.0.0.1:${port}/page`)).text(),
    write: (text: string) => writeFileSync(join(cwd, 'shop.ts'), text),
  }
}

type Options = { readonly words?: readonly string[]; readonly env?: NodeJS.ProcessEnv }

describe('F10 gameday watch', () => {
  it('keeps the page fresh, through a file that cannot be played, until it stops', async () => {
    const { child, ended, told, page, write } = await watched({ 'shop.ts': brokenFile })
    await told('"does not hold","isNew":true')
    expect(await page()).toContain('<!doctype html>')

    write('export default {')
    await told('could not be played')
    expect(await page()).toContain('<!doctype html>')
    write(mendedFile)
    await told('"holds","isNew":true')

    child.kill('SIGINT')
    expect((await ended).code).toBe(130)
  })

  it('ends what is still being played by the next change', async () => {
    const { child, ended, looping, told, write } = await watched({ 'shop.ts': loopingFile })
    const pid = await looping()
    write(mendedFile)
    await told('"holds","isNew":true')
    await gone(pid)
    child.kill('SIGINT')
    expect((await ended).code).toBe(130)
  })

  it('ends what takes longer than it may, and goes on', async () => {
    // Longer than the start of a process takes on a busy machine, or nothing would ever loop.
    const words = ['--time', '10s']
    const { child, ended, looping, told, write } = await watched(
      { 'shop.ts': loopingFile },
      { words },
    )
    const pid = await looping()
    await told('it was ended after 10s: is there a loop in it?; this is the page before')
    await gone(pid)
    write(mendedFile)
    await told('"holds","isNew":true')
    child.kill('SIGINT')
    expect((await ended).err).toContain('shop.ts: it was ended after 10s: is there a loop in it?\n')
  })

  it.each(['SIGINT', 'SIGTERM'] as const)('leaves no process behind at %s', async signal => {
    const { child, ended, looping } = await watched({ 'shop.ts': loopingFile })
    const pid = await looping()
    child.kill(signal)
    expect((await ended).code).toBe(130)
    await gone(pid)
  })

  it('tells that a page could not be written, keeps the one before, and goes on', async () => {
    const own = folderWith({})
    const env = { TMPDIR: own }
    const { child, ended, told, page, write } = await watched({ 'shop.ts': mendedFile }, { env })
    await told('"holds","isNew":true')
    const before = await page()
    const name = readdirSync(own).find(each => each.startsWith('gameday-watch-'))!
    const folder = join(own, name)
    rmSync(folder, { recursive: true })
    writeFileSync(folder, 'a file in its place')
    write(brokenFile)
    await told('does not hold, but its page could not be written')
    expect(await page()).toBe(before)
    rmSync(folder)
    mkdirSync(folder)
    write(`${brokenFile}\n`)
    await told('"does not hold","isNew":true')
    child.kill('SIGINT')
    expect((await ended).err).toContain('a part of its path is a file')
    rmSync(own, { recursive: true })
  })

  it('tells that no process can be started, at each change anew', async () => {
    cwd = folderWith({ 'shop.ts': mendedFile })
    const stop = new AbortController()
    const env = { LONG: 'x'.repeat(200_000) }
    let times = 0
    const err = (text: string): void => {
      if (!text.includes('it could not be started: ')) return
      times += 1
      if (times === 1) writeFileSync(join(cwd, 'shop.ts'), brokenFile)
      else stop.abort()
    }
    const words = ['watch', 'shop.ts', '--port', `${await freePort()}`]
    const { code } = await called(words, { cwd, env, err, signal: stop.signal })
    expect({ code, times }).toEqual({ code: 130, times: 2 })
  })
})
