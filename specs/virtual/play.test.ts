/** Plays: real promise-based code on virtual time, one event and all that follows from it. */
import { spawnSync } from 'node:child_process'
import { setImmediate as realImmediate, setTimeout as realTimeout } from 'node:timers'
import { afterEach, describe, expect, it } from 'vitest'
import { running } from '../../src/virtual/host.ts'
import { Town } from './support/town.ts'

const drains = ['sync', 'immediate'] as const

describe.each(drains)('a play that drains by %s', drain => {
  it('waits for hours in no time', async () => {
    const town = new Town()
    town.host('orders').does(async () => {
      for (let hour = 0; hour < 3; hour++) await sleep(3_600_000)
      town.note('done')
    })
    await town.play({ drain })
    expect(town.diary).toEqual([[10_800_000, 'done']])
  })

  it('does all that a step left before the next, as the host that left it', async () => {
    const town = new Town()
    const deep = async (): Promise<void> => {
      for (let i = 0; i < 500; i++) await Promise.resolve()
      await new Promise<void>(resolve => process.nextTick(resolve))
      town.note(running()?.name)
    }
    town.host('a').does(deep)
    town.host('b').does(deep)
    await town.play({ drain })
    expect(town.diary).toEqual([
      [0, 'a'],
      [0, 'b'],
    ])
    expect(running()).toBeNull()
  })

  it('runs beside another without either seeing the other', async () => {
    const towns = [new Town(), new Town()]
    const busy = (town: Town) => async (): Promise<void> => {
      for (let i = 0; i < 300; i++) {
        await sleep(10)
        if (i % 100 === 99) town.note(Date.now())
      }
    }
    for (const [i, town] of towns.entries()) town.host('a', i * 1000).does(busy(town))
    await Promise.all(towns.map(town => town.play({ drain })))
    expect(towns.map(town => town.diary)).toEqual([
      [
        [1000, 1_767_225_601_000],
        [2000, 1_767_225_602_000],
        [3000, 1_767_225_603_000],
      ],
      [
        [1000, 1_767_225_602_000],
        [2000, 1_767_225_603_000],
        [3000, 1_767_225_604_000],
      ],
    ])
  })

  it('leaves the clock and the timers of the test as they are', async () => {
    const town = new Town()
    town.host('a').does(async () => {
      await sleep(1000)
    })
    const playing = town.play({ drain })
    expect(Math.abs(Date.now() - performance.timeOrigin - performance.now())).toBeLessThan(60_000)
    const real = await new Promise<unknown>(resolve => {
      setTimeout(() => resolve(running()), 1)
    })
    expect(real).toBeNull()
    await playing
    expect(setTimeout).toBe(realTimeout)
    expect(setImmediate).toBe(realImmediate)
  })

  it('rejects with what a step throws', async () => {
    const town = new Town()
    town.agenda.at(5, { on: () => town.note(Reflect.apply(broken, null, [])) }, 0, null as never)
    await expect(town.play({ drain })).rejects.toThrow('the world is broken')
  })

  it('ends with the first error that code does not catch', async () => {
    const town = new Town()
    town.host('a').does(async () => {
      await sleep(7)
      throw new Error('no stock')
    })
    town.host('b').does(() => town.note('never'), 8)
    await expect(town.play({ drain })).rejects.toThrow('no stock')
    expect(town.diary).toEqual([])
  })
})

describe.each(drains)('what code does not catch, draining by %s', drain => {
  const fails: [what: string, how: string, code: () => unknown][] = [
    ['thrown', 'uncaughtException', broken],
    ['rejected', 'unhandledRejection', async () => broken()],
    ['in a microtask', 'uncaughtException', () => queueMicrotask(broken)],
    ['in a nextTick', 'uncaughtException', () => process.nextTick(broken)],
    ['by an emitter', 'uncaughtException', () => setTimeout(broken, 1)],
  ]

  it.each(fails)('is told with its host: %s', async (_what, how, code) => {
    const town = new Town()
    const listeners = process.listeners('uncaughtException').length
    town.host('a').does(code)
    town.host('b').does(() => town.note(running()?.name), 10)
    await town.endure({ drain })
    expect(town.failures).toMatchObject([[expect.any(Number), 'a', { message }, how]])
    expect(town.diary).toEqual([[10, 'b']])
    expect(process.listeners('uncaughtException').length).toBe(listeners)
  })

  it('does not keep what stands behind it from going on', async () => {
    const town = new Town()
    town.host('a').does(() => {
      process.nextTick(broken)
      process.nextTick(() => town.note(`${running()?.name} goes on`))
      void Promise.resolve().then(() => town.note(`${running()?.name} resolves`))
    })
    town.host('b').does(() => town.note(running()?.name))
    await town.endure({ drain })
    expect(town.diary).toEqual([
      [0, 'a goes on'],
      [0, 'a resolves'],
      [0, 'b'],
    ])
  })
})

describe('a play where Node.js cannot drain in place', () => {
  const draining = process as { _tickCallback?: unknown }
  const { _tickCallback: inPlace } = draining

  afterEach(() => {
    draining._tickCallback = inPlace
  })

  it('drains between immediates, and tells the same', async () => {
    const told = async (): Promise<unknown> => {
      const town = new Town()
      const code = async (): Promise<void> => {
        for (let i = 0; i < 3; i++) {
          await sleep(Math.floor(Math.random() * 100))
          town.note(Date.now())
        }
      }
      town.host('a').does(code)
      town.host('b').does(code)
      await town.play()
      return town.diary
    }
    expect(typeof inPlace).toBe('function')
    const first = await told()
    draining._tickCallback = undefined
    expect(await told()).toEqual(first)
  })
})

describe('what never ends', () => {
  it('is an error where immediates wait for time', async () => {
    const town = new Town()
    town.host('orders').does(function poll() {
      setImmediate(poll)
    })
    await expect(town.play()).rejects.toThrow('orders set 1000000 immediates at one moment')
  })

  it('ends the process where promises do not, and says at which line', () => {
    const script = new URL('./support/endless.ts', import.meta.url).pathname
    const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', script])
    expect(status).toBe(1)
    expect(String(stderr)).toMatch(/orders has made 10000000 promises[^]*at .*endless\.ts:\d/)
  })
})

const message = 'the world is broken'

function broken(): never {
  throw new Error(message)
}

const sleep = (ms: number): Promise<void> =>
  new Promise(resolve => {
    setTimeout(resolve, ms)
  })
