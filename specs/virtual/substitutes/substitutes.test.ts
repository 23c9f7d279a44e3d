/** Work of the thread pool with one result: done at once, and told in the next event. */
import crypto from 'node:crypto'
import fs from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import zlib from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { Town } from '../support/town.ts'

const file = new URL('../support/town.ts', import.meta.url)
const text = fs.readFileSync(file, 'utf8')

/** What code notes, which has to come at the same moment in events of their own. */
async function noted(code: (note: (what: unknown) => void) => unknown): Promise<unknown[]> {
  const town = new Town()
  town.host('a').does(async () => {
    await code(what => town.note(what))
  })
  await town.play()
  expect(town.agenda.now).toBe(0)
  expect(town.agenda.fired).toBeGreaterThan(1)
  return town.diary.map(([, what]) => what)
}

describe('files', () => {
  it('are read, whichever way they are asked for', async () => {
    const diary = await noted(async note => {
      note((await readFile(file.pathname, 'utf8')) === text)
      note((await stat(file.pathname)).size === Buffer.byteLength(text))
      note((await promisify(fs.readFile)(file.pathname, 'utf8')) === text)
      note(await readFile('/nowhere').catch((error: { code: string }) => error.code))
      note(await promisify(fs.stat)('/nowhere').catch((error: { code: string }) => error.code))
      const pieces: string[] = []
      for await (const piece of fs.createReadStream(file.pathname, 'utf8')) pieces.push(piece)
      note(pieces.join('') === text)
    })
    expect(diary).toEqual([true, true, true, 'ENOENT', 'ENOENT', true])
  })

  it('that are written are an escape', async () => {
    const town = new Town()
    town.host('a').does(() => fs.createWriteStream('/dev/null').end('a'))
    await expect(town.play()).rejects.toThrow('a began work on a real file, by fs.open')
  })
})

describe('compression', () => {
  it.each([
    ['gzip', 'gunzip'],
    ['deflate', 'inflate'],
    ['brotliCompress', 'brotliDecompress'],
  ] as const)('goes there and back: %s', async (pack, unpack) => {
    const unpacked = promisify<string | Uint8Array, Buffer>(zlib[unpack])
    const diary = await noted(async note => {
      const packed = await promisify<string, Buffer>(zlib[pack])(text.repeat(20))
      note(packed.length < text.length)
      note(String(await unpacked(new Uint8Array(packed))) === text.repeat(20))
      note(await unpacked('no').catch((error: Error) => error.name))
    })
    expect(diary).toEqual([true, true, 'Error'])
  })

  it('goes by streams, too', async () => {
    const diary = await noted(async note => {
      const pieces: string[] = []
      await pipeline(
        fs.createReadStream(file.pathname),
        zlib.createGzip(),
        zlib.createGunzip(),
        async (read: AsyncIterable<Buffer>) => {
          for await (const piece of read) pieces.push(piece.toString())
        },
      )
      note(pieces.join('') === text)
    })
    expect(diary).toEqual([true])
  })
})

describe('cryptography', () => {
  const data = new TextEncoder().encode('order 1')

  it('derives keys', async () => {
    const diary = await noted(async note => {
      note((await promisify(crypto.pbkdf2)('a', 'b', 10, 4, 'sha256')).toString('hex'))
      note((await promisify<string, string, number, Buffer>(crypto.scrypt)('a', 'b', 4)).length)
      note((await promisify(crypto.hkdf)('sha256', 'a', 'b', 'c', 4)).byteLength)
    })
    const derived = crypto.pbkdf2Sync('a', 'b', 10, 4, 'sha256').toString('hex')
    expect(diary).toEqual([derived, 4, 4])
  })

  it('digests as the Web Cryptography API does', async () => {
    const { subtle } = crypto.webcrypto
    const diary = await noted(async note => {
      note(Buffer.from(await subtle.digest('SHA-256', data)).toString('hex'))
      note(Buffer.from(await subtle.digest({ name: 'sha-1' }, data.slice().buffer)).toString('hex'))
      note(await subtle.digest('MD5', data).catch((error: Error) => error.name))
    })
    const hash = (name: string): string => crypto.createHash(name).update(data).digest('hex')
    expect(diary).toEqual([hash('sha256'), hash('sha1'), 'NotSupportedError'])
  })

  it('signs and verifies as the Web Cryptography API does', async () => {
    const { subtle } = crypto.webcrypto
    const hash = 'SHA-256'
    const hmac = await subtle.generateKey({ name: 'HMAC', hash }, true, ['sign', 'verify'])
    const ecdsa = await subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
      'sign',
      'verify',
    ])
    const real = await subtle.sign('HMAC', hmac, data)
    const diary = await noted(async note => {
      const mac = await subtle.sign('HMAC', hmac, data)
      note(Buffer.from(mac).toString('hex') === Buffer.from(real).toString('hex'))
      note(await subtle.verify('HMAC', hmac, mac, data))
      note(await subtle.verify('HMAC', hmac, mac.slice(1), data))
      const signed = await subtle.sign({ name: 'ECDSA', hash }, ecdsa.privateKey, data)
      note(await subtle.verify({ name: 'ECDSA', hash }, ecdsa.publicKey, signed, data))
      note(await subtle.sign({ name: 'ECDSA', hash }, ecdsa.publicKey, data).catch(name))
    })
    expect(diary).toEqual([true, true, false, true, 'InvalidAccessError'])
  })
})

const name = (error: Error): string => error.name
