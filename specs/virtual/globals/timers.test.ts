/** Timers of a host: those of Node.js, in its order, on virtual time. */
import { setInterval as nodeInterval, setTimeout as nodeTimeout } from 'node:timers'
import {
  scheduler,
  setImmediate as soon,
  setInterval as every,
  setTimeout as sleep,
} from 'node:timers/promises'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { Town } from '../support/town.ts'

// What `close` of a timer is to the types of the oldest supported Node.js: not there.
const closes = 'close' as 'unref'

/** What one host noted, and when. */
async function noted(code: (note: (what: unknown) => void, town: Town) => unknown) {
  const town = new Town()
  town.host('a').does(() => code(what => town.note(what), town))
  await town.play()
  return town.diary
}

describe('timers of a host', () => {
  it('fire in the order of their times, and at equal times as they were set', async () => {
    const diary = await noted(note => {
      setTimeout(note, 20, '20')
      setTimeout(note, 10, 'first of 10')
      setTimeout(note, 10.9, 'second of 10')
      setTimeout(note, 0, 'nothing is one')
      setImmediate(note, 'immediate')
      void Promise.resolve().then(() => note('microtask'))
      process.nextTick(note, 'nextTick')
      note('now')
    })
    expect(diary).toEqual([
      [0, 'now'],
      [0, 'nextTick'],
      [0, 'microtask'],
      [0, 'immediate'],
      [1, 'nothing is one'],
      [10, 'first of 10'],
      [10, 'second of 10'],
      [20, '20'],
    ])
  })

  it('take what makes no sense for 1 ms, as Node.js does', async () => {
    const diary = await noted(note => {
      for (const delay of [undefined, Number.NaN, -5, 2 ** 31, '7', 'soon']) {
        setTimeout(note, delay as number, delay)
      }
    })
    expect(diary.map(([at]) => at)).toEqual([1, 1, 1, 1, 1, 7])
  })

  it('repeat, behind what the callback planned for then, until they are cleared', async () => {
    const diary = await noted(note => {
      let ticks = 0
      const timer = setInterval(() => {
        note(`tick ${++ticks}`)
        setTimeout(note, 100, 'planned')
        if (ticks === 2) clearInterval(timer)
      }, 100)
    })
    expect(diary).toEqual([
      [100, 'tick 1'],
      [200, 'planned'],
      [200, 'tick 2'],
      [300, 'planned'],
    ])
  })

  it('go on when a callback throws', async () => {
    const town = new Town()
    town.host('a').does(() => {
      const timer = setInterval(() => {
        if (town.agenda.now >= 30) clearInterval(timer)
        throw new Error('again')
      }, 10)
    })
    await town.endure()
    expect(town.failures.map(([at]) => at)).toEqual([10, 20, 30])
  })

  it('are cleared by themselves, by number, and by each other’s functions', async () => {
    const diary = await noted(note => {
      clearTimeout(setTimeout(note, 5, 'cleared'))
      clearInterval(setTimeout(note, 5, 'cleared by another name'))
      clearTimeout(Number(setTimeout(note, 5, 'cleared by number')))
      clearTimeout(String(Number(setTimeout(note, 5, 'cleared by text'))))
      clearImmediate(setImmediate(note, 'cleared immediate'))
      nodeTimeout(note, 5, 'closed')[closes]()
      clearTimeout(undefined)
      clearTimeout(12_345)
      setTimeout(note, 5, 'kept')
    })
    expect(diary).toEqual([[5, 'kept']])
  })

  it('can be refreshed, before and after they fired', async () => {
    const diary = await noted(note => {
      const timer = setTimeout(() => note('fired'), 10)
      setTimeout(() => timer.refresh(), 5)
      setTimeout(() => timer.refresh(), 20)
      note([timer.hasRef(), timer.unref().hasRef(), timer.ref().hasRef()])
    })
    expect(diary).toEqual([
      [0, [true, false, true]],
      [15, 'fired'],
      [30, 'fired'],
    ])
  })

  it('that were made before the play go on virtual time once they are refreshed', async () => {
    const calls: unknown[] = []
    const town = new Town()
    const timer = setTimeout(what => calls.push([town.agenda.now, what]), 500, 'kept')
    town.host('a').does(() => timer.refresh(), 100)
    town.host('b').does(() => clearTimeout(timer.refresh()), 700)
    await town.play()
    expect(calls).toEqual([[600, 'kept']])
    clearTimeout(timer)
  })

  it('refuse a callback that is none, as Node.js does', async () => {
    const diary = await noted(note => {
      try {
        Reflect.apply(setTimeout, null, ['code', 5])
      } catch (error) {
        note((error as { code: string }).code)
      }
    })
    expect(diary).toEqual([[0, 'ERR_INVALID_ARG_TYPE']])
  })

  it('never call back a host that is over', async () => {
    const town = new Town()
    const host = town.host('a')
    host.does(() => setInterval(() => town.note('tick'), 10))
    town.host('fate').does(() => {
      host.isOver = true
    }, 25)
    await town.play()
    expect(town.diary).toEqual([
      [10, 'tick'],
      [20, 'tick'],
    ])
  })
})

describe('timers that are awaited', () => {
  it('wait on virtual time', async () => {
    const diary = await noted(async note => {
      note(await sleep(100, 'slept'))
      await promisify(setTimeout)(100)
      note('promisified')
      await scheduler.wait(100)
      note(await soon('soon'))
      await scheduler.yield()
      note(await promisify(setImmediate)('immediate'))
      await new Promise(resolve => nodeTimeout(resolve, 100))
      note('node:timers')
    })
    expect(diary).toEqual([
      [100, 'slept'],
      [200, 'promisified'],
      [300, 'soon'],
      [300, 'immediate'],
      [400, 'node:timers'],
    ])
  })

  it('tick as often as is asked, and catch up with what was missed', async () => {
    const diary = await noted(async note => {
      let ticks = 0
      for await (const value of every(10, 'tick')) {
        note(value)
        if (++ticks === 1) await sleep(25)
        if (ticks === 4) break
      }
    })
    expect(diary.map(([at]) => at)).toEqual([10, 35, 35, 40])
  })

  it('end when their signal is aborted', async () => {
    const diary = await noted(async note => {
      const controller = new AbortController()
      const { signal } = controller
      setTimeout(() => controller.abort(new Error('enough')), 30)
      const waits = [sleep(100, null, { signal }), ticking(signal), sleep(1, null, { signal })]
      for (const wait of await Promise.allSettled(waits)) note(told(wait))
      note(told((await Promise.allSettled([sleep(5, null, { signal })]))[0]))
    })
    expect(diary).toEqual([
      [30, 'AbortError ABORT_ERR enough'],
      [30, 'AbortError ABORT_ERR enough'],
      [30, 'fulfilled'],
      [30, 'AbortError ABORT_ERR enough'],
    ])
  })

  it('refuse wrong options, as Node.js does', async () => {
    const diary = await noted(async note => {
      const wait = sleep(5, null, { signal: 'none' } as never)
      note(await wait.catch((error: { code: string }) => error.code))
    })
    expect(diary).toEqual([[0, 'ERR_INVALID_ARG_TYPE']])
  })

  it('abort a signal by time', async () => {
    const diary = await noted(async note => {
      const signal = AbortSignal.timeout(250)
      await new Promise(resolve => {
        signal.addEventListener('abort', resolve)
      })
      note((signal.reason as Error).name)
    })
    expect(diary).toEqual([[250, 'TimeoutError']])
  })
})

describe('timers where no host runs', () => {
  it('are the real ones, while a play is under way', async () => {
    const town = new Town()
    town.host('a').does(() => sleep(1000))
    const playing = town.play()
    let ticks = 0
    await new Promise<void>(resolve => {
      const timer = nodeInterval(() => {
        if (++ticks < 3) return
        clearInterval(timer)
        resolve()
      }, 1)
    })
    await Promise.all([sleep(1), soon(), scheduler.wait(1), playing])
    expect(ticks).toBe(3)
  })
})

async function ticking(signal: AbortSignal): Promise<void> {
  for await (const _ of every(20, null, { signal })) continue
}

function told(wait: PromiseSettledResult<unknown>): string {
  if (wait.status === 'fulfilled') return wait.status
  const { name, code, cause } = wait.reason as Error & { code: string; cause: Error }
  return `${name} ${code} ${cause.message}`
}
