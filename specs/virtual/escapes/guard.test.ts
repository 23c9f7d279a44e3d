/** Real work that code begins: an error that names the host, the call and the line. */
import { execFile, execFileSync, execSync, spawnSync } from 'node:child_process'
import crypto from 'node:crypto'
import dns from 'node:dns'
import fs from 'node:fs'
import { appendFile, type FileHandle, open } from 'node:fs/promises'
import { createRequire } from 'node:module'
import net from 'node:net'
import { MessageChannel, Worker } from 'node:worker_threads'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import type { UsageError } from '../../../src/kernel/errors.ts'
import type { PlayOptions } from '../../../src/virtual/play.ts'
import { Town } from '../support/town.ts'

const captured = setTimeout
/** A file that was open before a run. */
const written = fs.openSync('/dev/null', 'w')
afterAll(() => fs.closeSync(written))

const work: [call: string, began: string, code: () => unknown][] = [
  ['fs.writeFile', 'work on a real file', () => fs.writeFile('/dev/null', 'a', () => {})],
  ['fs/promises.appendFile', 'work on a real file', () => appendFile('/dev/null', 'a')],
  ['fs/promises.open', 'work on a real file', () => open('/dev/null', 'w').then(closed)],
  ['net.connect', 'work on a real socket', () => net.connect('/nowhere').on('error', () => {})],
  ['dns.lookup', 'a real DNS lookup', () => dns.lookup('localhost', () => {})],
  ['timers.setTimeout', 'a real timer', () => captured(() => {}, 1)],
  ['MESSAGEPORT', 'a thread', () => new MessageChannel()],
  ['new Worker', 'a thread', () => new Worker('', { eval: true })],
  ['child_process.execFile', 'another program', () => execFile('true', () => {})],
  ['child_process.execSync', 'another program', () => execSync('true')],
  ['child_process.execFileSync', 'another program', () => execFileSync('true')],
  ['child_process.spawnSync', 'another program', () => spawnSync('true')],
  ['fs.writeFileSync', 'work on a real file', () => fs.writeFileSync('/dev/null', 'a')],
  ['fs.appendFileSync', 'work on a real file', () => fs.appendFileSync('/dev/null', 'a')],
  ['fs.openSync', 'work on a real file', () => fs.openSync('/dev/null', 'a')],
  ['fs.mkdirSync', 'work on a real file', () => fs.mkdirSync('/tmp', { recursive: true })],
  ['fs.rmSync', 'work on a real file', () => fs.rmSync('/nowhere', { force: true })],
  ['fs.writeSync', 'work on a real file', () => fs.writeSync(written, 'a')],
  ['crypto', 'work of the thread pool', () => crypto.generateKeyPair('ed25519', {}, () => {})],
]

const closed = (handle: FileHandle): Promise<void> => handle.close()

async function escapeOf(code: () => unknown, options?: PlayOptions): Promise<UsageError> {
  const town = new Town()
  town.host('orders').does(code, 5)
  town.host('other').does(() => town.note('goes on'), 10)
  const error: unknown = await town.play(options).catch((thrown: unknown) => thrown)
  expect(town.diary).toEqual([])
  return error as UsageError
}

describe('real work', () => {
  it.each(work)('ends the play and is named: %s', async (call, began, code) => {
    for (const drain of ['sync', 'immediate'] as const) {
      const { problems, stack } = await escapeOf(code, { drain })
      const [{ what, where, fix }] = problems
      expect(what).toContain(`orders began ${began}`)
      expect([what, where]).toEqual([
        expect.stringContaining(call),
        'orders, 5 ms after it started, at 5ms of the run',
      ])
      expect(fix).not.toBe('')
      expect(stack?.split('\n').find(line => /^ +at /.test(line))).toContain('guard.test.ts')
    }
  })

  it('that is done at once is none', async () => {
    const town = new Town()
    town.host('orders').does(async () => {
      town.note(crypto.pbkdf2Sync('a', 'b', 1, 2, 'sha1').length)
      town.note(gzipSync('a').length > 0)
      town.note(fs.existsSync('/'))
      fs.closeSync(fs.openSync('package.json', 'r'))
      fs.closeSync(fs.openSync('package.json', fs.constants.O_RDONLY))
      town.note(structuredClone({ a: 1 }))
      town.note(await new Blob(['a']).text())
      town.note(await new Response('b').text())
      process.once('SIGUSR2', () => {}).removeAllListeners('SIGUSR2')
    })
    await town.play()
    expect(town.diary.map(([, what]) => what)).toEqual([2, true, true, { a: 1 }, 'a', 'b'])
  })

  it('that is refused ends the play, also where code catches that', async () => {
    const tries = async (does: () => unknown): Promise<void> => {
      await Promise.resolve()
      try {
        does()
      } catch {}
    }
    const { message } = await escapeOf(() => tries(() => fs.unlinkSync('/nowhere')))
    expect(message).toContain('orders began work on a real file, by fs.unlinkSync')
    expect(message).toContain("or play with `realIO: 'wait'`")
  })

  it('that code waits for may be, where real work may', async () => {
    for (const realIO of ['wait', 'ignore'] as const) {
      const town = new Town()
      town.host('orders').does(() => {
        fs.writeFileSync('/dev/null', 'a')
        town.note(execSync('echo real').toString())
      })
      await town.play({ realIO })
      expect(town.diary).toEqual([[0, 'real\n']])
    }
  })

  it('of whoever loads a module for code is its own', async () => {
    const require = createRequire(import.meta.url)
    // As what transforms modules keeps them in a cache.
    require.extensions['.md'] = module => {
      fs.writeFileSync('/dev/null', 'cached')
      module.exports = 'loaded'
    }
    const town = new Town()
    town.host('orders').does(() => town.note(require('../../../README.md')))
    await town.play()
    expect(town.diary).toEqual([[0, 'loaded']])
    Reflect.deleteProperty(require.extensions, '.md')
  })

  it('of the test beside a play is its own', async () => {
    const town = new Town()
    town.host('orders').does(() => setTimeout(() => town.note('done'), 1000))
    const playing = town.play()
    expect(await fs.promises.readFile('package.json', 'utf8')).toContain('gameday')
    await playing
    expect(town.diary).toEqual([[1000, 'done']])
  })

  it('is let be where nobody watches', async () => {
    const town = new Town()
    town.host('orders').does(() => captured(() => {}, 1))
    await town.play({ realIO: 'ignore' })
    expect(town.agenda.fired).toBe(1)
  })
})
