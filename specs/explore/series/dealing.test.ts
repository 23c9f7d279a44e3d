/** `deal`: each thread takes the next variant as soon as it is done. */
import { describe, expect, it } from 'vitest'
import { deal } from '../../../src/explore/series/dealing.ts'

/** Threads that reply when they are told to, and what was done by then. */
function table(isWanted: (variant: number) => boolean = () => true) {
  const open = new Map<number, (reply: string | Error) => void>()
  const done: string[] = []
  const stop = new AbortController()
  const dealt = deal<number, string | Error>({
    variants: [0, 1, 2, 3, 4],
    threads: 2,
    run: variant => new Promise(resolve => void open.set(variant, resolve)),
    done: (result, variant) => void done.push(`${variant} ${result}`),
    isWanted,
    signal: stop.signal,
  })
  const reply = async (variant: number, said: string | Error = 'done'): Promise<void> => {
    open.get(variant)!(said)
    open.delete(variant)
    await new Promise(resolve => void setImmediate(resolve))
  }
  return { open, done, stop, dealt, reply }
}

describe('dealing', () => {
  it('gives each thread the next as soon as it is done', async () => {
    const { open, done, dealt, reply } = table()
    expect([...open.keys()]).toEqual([0, 1])
    await reply(1)
    await reply(2)
    expect([...open.keys()]).toEqual([0, 3])
    for (const variant of [0, 3, 4]) await reply(variant)
    expect(await dealt).toBe(false)
    expect(done).toEqual(['1 done', '2 done', '0 done', '3 done', '4 done'])
  })

  it('waits for nobody who plays what is not wanted any more', async () => {
    let last = 4
    const { open, dealt, reply } = table(variant => variant <= last)
    last = 0
    await reply(0)
    expect(await dealt).toBe(false)
    expect([...open.keys()]).toEqual([1])
  })

  it('deals no more once it is stopped, and says so if there was more', async () => {
    const { done, stop, dealt, reply } = table()
    stop.abort()
    await reply(0)
    await reply(1, new Error('its thread is gone'))
    expect(await dealt).toBe(true)
    expect(done).toEqual(['0 done'])
  })
})
