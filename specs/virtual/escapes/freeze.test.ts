/** Real work that is waited for: to whoever began it, it takes no time. */
import { execFile } from 'node:child_process'
import { AsyncLocalStorage } from 'node:async_hooks'
import { mkdtempSync } from 'node:fs'
import { appendFile, open, rm } from 'node:fs/promises'
import net from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { running } from '../../../src/virtual/host.ts'
import { Town } from '../support/town.ts'

const captured = setTimeout

type Code = (note: (what: unknown) => void) => Promise<unknown>

/** What code notes, as whom, and when; a timer of 1 ms of another host goes on beside it. */
async function noted(code: Code) {
  const diary = await played(code, 'sync')
  expect(await played(code, 'immediate')).toEqual(diary)
  return diary
}

async function played(code: Code, drain: 'sync' | 'immediate') {
  const town = new Town()
  town.host('a').does(async () => {
    await code(what => town.note([running()?.name, what]))
    setTimeout(() => town.note([running()?.name, 'later']), 10)
  }, 5)
  town.host('b').does(() => town.note([running()?.name, 'its turn']), 6)
  await town.play({ drain, realIO: 'wait' })
  expect(running()).toBeNull()
  return town.diary
}

const rest = [
  [6, ['b', 'its turn']],
  [15, ['a', 'later']],
]

describe('real work that is waited for', () => {
  it('on files takes no time, and goes on as who began it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'gameday-'))
    const diary = await noted(async note => {
      const file = await open(join(folder, 'log'), 'w')
      await file.write('a')
      await file.close()
      await appendFile(join(folder, 'log'), 'b')
      note('written')
    })
    expect(diary).toEqual([[5, ['a', 'written']], ...rest])
    await rm(folder, { recursive: true })
  })

  it('of timers, programs and lookups takes none either', async () => {
    const diary = await noted(async note => {
      await new Promise(resolve => captured(resolve, 20))
      note('slept')
      clearTimeout(captured(() => note('never'), 60_000))
      note((await promisify(execFile)(process.execPath, ['--version'])).stdout.trim())
    })
    expect(diary).toEqual([[5, ['a', 'slept']], [5, ['a', process.version]], ...rest])
  })

  it('on a connection is waited for until it is answered', async () => {
    const server = net.createServer(socket => {
      socket.once('data', data => captured(() => socket.end(`${String(data)}!`), 20))
    })
    const port = await new Promise<number>(resolve => {
      server.listen(0, '127.0.0.1', () => resolve((server.address() as net.AddressInfo).port))
    })
    const diary = await noted(async note => {
      const socket = net.connect(port, '127.0.0.1')
      socket.write('hello')
      note(await new Promise(resolve => socket.once('data', data => resolve(String(data)))))
    })
    server.close()
    expect(diary).toEqual([[5, ['a', 'hello!']], ...rest])
  })

  it('carries stores and failures', async () => {
    const town = new Town()
    const store = new AsyncLocalStorage<string>()
    town.host('a').does(() =>
      store.run('request 1', async () => {
        await new Promise(resolve => captured(resolve, 1))
        town.note(store.getStore())
        throw new Error('no stock')
      }),
    )
    await town.endure({ realIO: 'wait' })
    expect(town.diary).toEqual([[0, 'request 1']])
    expect(town.failures).toMatchObject([[0, 'a', { message: 'no stock' }, 'unhandledRejection']])
  })
})
