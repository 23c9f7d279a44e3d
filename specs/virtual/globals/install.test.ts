/** Globals are put back as they were, however a play ends. */
import crypto from 'node:crypto'
import fs from 'node:fs'
import timers, { setTimeout as imported } from 'node:timers'
import promises from 'node:timers/promises'
import zlib from 'node:zlib'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { Town } from '../support/town.ts'

const prototypeOf = (value: unknown): object => Object.getPrototypeOf(value) as object

const places: object[] = [
  globalThis,
  timers,
  promises,
  prototypeOf(promises.scheduler),
  promises.scheduler,
  Date,
  Date.prototype,
  Math,
  performance,
  process,
  process.stdout,
  process.stderr,
  console,
  crypto,
  crypto.webcrypto,
  crypto.webcrypto.subtle,
  AbortSignal,
  Intl.DateTimeFormat.prototype,
  fs,
  fs.promises,
  prototypeOf(Reflect.get(zlib.createGzip(), '_handle')),
]

/** All properties of all places, by identity. */
const everything = (): unknown[] =>
  places.flatMap(place =>
    Object.entries(Object.getOwnPropertyDescriptors(place)).flatMap(([name, found]) => [
      name,
      found.value,
      Reflect.get(found, 'get'),
      found.enumerable,
      found.configurable,
    ]),
  )

const same = (before: unknown[], after: unknown[]): boolean =>
  before.length === after.length && before.every((value, i) => Object.is(value, after[i]))

/** A play that goes on for long enough to be seen under way. */
function busy(): Town {
  const town = new Town()
  town.host('a').does(() => {
    for (let i = 0; i < 10; i++) setTimeout(() => town.note(i), i)
  })
  return town
}

describe('globals', () => {
  afterEach(() => {
    vi.useRealTimers()
  })

  it('are put back when a play has passed, has thrown, and when two overlap', async () => {
    await busy().play()
    const before = everything()
    await busy().play()
    expect(same(before, everything())).toBe(true)
    const broken = busy()
    broken.host('b').does(() => Promise.reject(new Error('no stock')))
    await expect(broken.play()).rejects.toThrow('no stock')
    expect(same(before, everything())).toBe(true)
    const [first, second] = [busy().play(), busy().play({ realIO: 'wait' })]
    expect(same(before, everything())).toBe(false)
    await Promise.all([first, second])
    expect(same(before, everything())).toBe(true)
    expect(imported).toBe(setTimeout)
  })

  it('are left to fake timers that came meanwhile, and put back by the next play', async () => {
    await busy().play()
    const real = setTimeout
    const playing = busy().play()
    vi.useFakeTimers()
    const fake = setTimeout
    await expect(playing).rejects.toThrow('fake timers')
    expect(setTimeout).toBe(fake)
    vi.useRealTimers()
    await busy().play()
    expect(setTimeout).toBe(real)
  })

  it('do not pile up over a thousand plays', async () => {
    const before = everything()
    for (let i = 0; i < 1000; i++) await busy().play({ realIO: i % 2 === 0 ? 'refuse' : 'ignore' })
    expect(same(before, everything())).toBe(true)
    expect(process.listenerCount('uncaughtException')).toBeLessThan(10)
  })
})
