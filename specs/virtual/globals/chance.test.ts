/** Chance of a host: all that draws draws from its stream, so a seed tells it again. */
import crypto, { randomBytes, randomInt, randomUUID } from 'node:crypto'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { Town } from '../support/town.ts'

const web = crypto.webcrypto

async function draw(note: (what: unknown) => void): Promise<void> {
  note(Math.random())
  note([randomUUID(), crypto.randomUUID(), web.randomUUID()])
  note([randomBytes(5).toString('hex'), randomInt(10), randomInt(-5, 5)])
  note([...web.getRandomValues(new Uint16Array(3))])
  note([...crypto.randomFillSync(new Uint8Array(6), 2, 3)])
  note((await promisify(randomBytes)(4)).toString('hex'))
  note(await promisify<number, number>(randomInt)(100))
  note([...(await promisify<Uint8Array, Uint8Array>(crypto.randomFill)(new Uint8Array(3)))])
}

async function drawn(seed: string): Promise<unknown[]> {
  const town = new Town(seed)
  town.host('a').does(() => draw(what => town.note(what)))
  await town.play()
  return town.diary.map(([, what]) => what)
}

describe('chance of a host', () => {
  it('is the same with the same seed, and another with another', async () => {
    const [first, again, other] = [await drawn('1'), await drawn('1'), await drawn('2')]
    expect(again).toEqual(first)
    expect(other.filter((what, i) => String(what) === String(first[i]))).toEqual([])
  })

  it('has the form that Node.js gives it', async () => {
    const [, uuids, [bytes, below10, around0], words, part] = (await drawn('1')) as [
      number,
      string[],
      [string, number, number],
      number[],
      number[],
    ]
    const version4 = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/
    expect(uuids.every(uuid => version4.test(uuid))).toBe(true)
    expect(bytes).toMatch(/^[\da-f]{10}$/)
    expect([below10 >= 0 && below10 < 10, around0 >= -5 && around0 < 5]).toEqual([true, true])
    expect(words).toHaveLength(3)
    expect([part[0], part[1], part[5]]).toEqual([0, 0, 0])
  })

  it('is real where no host runs', () => {
    expect(randomUUID()).not.toBe(randomUUID())
  })
})
