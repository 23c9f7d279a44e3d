/** F10 `gameday watch`: plays a file again when it changes; what a browser hears of it. */
import { once } from 'node:events'
import { rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { folderWith, mendedFile, shopFile, started } from '../support/calls.ts'

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

describe('F10 gameday watch', () => {
  it('keeps the page fresh, through a file that cannot be played, until it stops', async () => {
    cwd = folderWith({ 'shop.ts': brokenFile })
    const port = await freePort()
    const { child, ended } = started(['watch', 'shop.ts', '--port', `${port}`], { cwd })
    const [line] = (await once(child.stderr, 'data')) as [Buffer]
    expect(`${line}`).toContain(`The page is http://127.0.0.1:${port}/`)
    const { body } = await fetch(`http://127.0.0.1:${port}/changes`)
    const reader = body!.getReader()
    await heardUntil(reader, '"does not hold","isNew":true')
    const page = async () => (await fetch(`http://127.0.0.1:${port}/page`)).text()
    expect(await page()).toContain('<!doctype html>')

    writeFileSync(join(cwd, 'shop.ts'), 'export default {')
    await heardUntil(reader, 'could not be played')
    expect(await page()).toContain('<!doctype html>')
    writeFileSync(join(cwd, 'shop.ts'), mendedFile)
    await heardUntil(reader, '"holds","isNew":true')

    child.kill('SIGINT')
    expect((await ended).code).toBe(130)
  })
})
